export interface Interruption {
  /** Aborted by the first Ctrl-C: what is under way ends in order. */
  readonly signal: AbortSignal
  /** Whom the second Ctrl-C kills. */
  watch(pids: () => readonly number[]): void
}

/** Takes Ctrl-C and SIGTERM over from Node.js, which would leave behind what it started. */
export function interruption(): Interruption {
  const controller = new AbortController()
  let started: () => readonly number[] = () => []
  const stop = () => {
    if (!controller.signal.aborted) {
      console.error('\nStopping what was started; a second Ctrl-C kills it.')
      controller.abort()
      return
    }
    for (const pid of started()) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended already.
      }
    }
    console.error(`Killed: ${started().join(', ') || 'nothing'}.`)
    process.exit(130)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    signal: controller.signal,
    watch(pids) {
      started = pids
    },
  }
}
