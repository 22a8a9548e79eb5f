/** A request that a gate turned away, in words for whoever has to mend the deployment. */
export interface Refusal {
  readonly kind: 'token' | 'role' | 'network' | 'registry' | 'host'
  /** Workload that called. */
  readonly caller: string
  readonly host: string
  readonly method: string
  readonly path: string
  /** What was protected. */
  readonly resourceId?: string
  readonly principalId?: string
  readonly why: string
  /** What would have let it in. */
  readonly remedy: string
}

export interface Refusals {
  add(refusal: Refusal): void
  /** Those after the given number, which the answer's `next` carries on. */
  since(number: number): { readonly refusals: readonly Refusal[]; readonly next: number }
}

/** Enough for any rehearsal; a program that hammers a closed door must not fill the memory. */
const most = 10_000

export function openRefusals(): Refusals {
  const all: Refusal[] = []
  let dropped = 0
  return {
    add(refusal) {
      all.push(refusal)
      if (all.length > most) {
        all.shift()
        dropped++
      }
    },
    since: (number) => ({ refusals: all.slice(Math.max(0, number - dropped)), next: dropped + all.length }),
  }
}
