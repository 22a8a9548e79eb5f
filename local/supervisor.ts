import { setTimeout as delay } from 'node:timers/promises'

/** A running process of the platform. */
export interface Part<Facts> {
  readonly facts: Facts
  readonly pid: number
  readonly ended: Promise<number | string>
  stop(): Promise<void>
}

/** A part that is started again when it dies, as App Service, Databricks and Storage do with theirs. */
export interface Supervised<Facts> {
  readonly name: string
  current(): Part<Facts>
  stop(): Promise<void>
}

const shortestPauseMs = 200
const longestPauseMs = 10_000

/**
 * Starts the part and keeps it running until `stop`.
 * @param restarted called after each restart.
 * @throws what the first start throws; later failures are reported on stderr and tried again with growing pauses.
 */
export async function supervise<Facts>(
  name: string,
  start: () => Promise<Part<Facts>>,
  restarted: () => void,
): Promise<Supervised<Facts>> {
  let part = await start()
  let stopping = false
  const stopped = new AbortController()
  const watch = async () => {
    let pauseMs = shortestPauseMs
    while (!stopping) {
      const since = Date.now()
      const how = await part.ended
      if (stopping) return
      // A part that ran for a while has recovered; one that dies at once must not burn the machine.
      if (Date.now() - since > longestPauseMs) pauseMs = shortestPauseMs
      console.error(`${name} ended (${how}); starting it again`)
      for (let up = false; !up && !stopping; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
        await delay(pauseMs, undefined, { signal: stopped.signal }).catch(() => {})
        if (stopping) return
        try {
          part = await start()
          up = true
          if (stopping) await part.stop()
          else restarted()
        } catch (error) {
          console.error(`${name} did not start: ${error instanceof Error ? error.message : error}`)
        }
      }
    }
  }
  const watching = watch()
  return {
    name,
    current: () => part,
    async stop() {
      stopping = true
      stopped.abort()
      await part.stop()
      await watching
    },
  }
}
