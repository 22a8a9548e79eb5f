/** Something that took time; `stack` where it was one stack's. */
export interface Step {
  readonly name: string
  readonly stack?: string
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
  readonly failed: boolean
}

export interface Times {
  readonly steps: readonly Step[]
  /** Does the work and records how long it took, also where it fails. */
  measure<T>(name: string, work: () => Promise<T>, stack?: string): Promise<T>
}

export function createTimes(now = Date.now): Times {
  const steps: Step[] = []
  return {
    steps,
    async measure(name, work, stack) {
      const from = now()
      let failed = true
      try {
        const result = await work()
        failed = false
        return result
      } finally {
        steps.push({ name, ...(stack !== undefined && { stack }), from, to: now(), failed })
      }
    },
  }
}

export function secondsOf({ from, to }: Pick<Step, 'from' | 'to'>): number {
  return (to - from) / 1000
}
