import { setTimeout as delay } from 'node:timers/promises'

/** Acts now and again `intervalMs` after each end, until closed; closing waits for what is under way. */
export function startRepeating(
  intervalMs: number,
  act: () => Promise<void>,
  onError: (error: unknown) => void,
): { close(): Promise<void> } {
  const stopping = new AbortController()
  const run = async () => {
    while (!stopping.signal.aborted) {
      await act().catch(onError)
      await delay(intervalMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  }
  const running = run()
  return {
    async close() {
      stopping.abort()
      await running
    },
  }
}
