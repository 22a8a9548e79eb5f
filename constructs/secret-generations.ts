/**
 * The generations of a secret that exist at once, newest first. A rotation adds one and drops the last: whatever began
 * with the generation before, as a cluster that takes minutes to start, still finds it.
 *
 * @param newest from 1
 */
export function secretGenerations(newest: number): readonly [newest: number, before?: number] {
  if (!Number.isInteger(newest) || newest < 1) {
    throw new Error(`the generation of secrets is ${newest}; it must be a whole number from 1`)
  }
  return newest > 1 ? [newest, newest - 1] : [newest]
}
