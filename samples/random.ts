/**
 * Uniform numbers in [0, 1) from a seed: mulberry32 (public domain, Tommy Ettinger), in 32-bit integer arithmetic, so
 * that a seed gives the same model on every machine and in every version of Node.
 */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from `from` to `to`, both included. */
export function integerBetween(random: () => number, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1))
}

/** A number in [from, to). */
export function between(random: () => number, from: number, to: number): number {
  return from + random() * (to - from)
}

/** Rounded to so many decimals, which keeps the text of a model short. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}
