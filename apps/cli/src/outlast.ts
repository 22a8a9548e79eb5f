import { setTimeout as sleep } from 'node:timers/promises'
import { exitCodes, Refused, Unreachable } from './failure'

/** So long a lost API is waited for, in milliseconds: longer than a restart or a deployment takes. */
const patienceMs = 5 * 60_000
const longestPauseMs = 10_000

/**
 * Does the work again while the API is away, says so once, and gives up after five minutes with the last error.
 * @param say is told when the connection is lost, and when it is back.
 */
export async function outlast<T>(work: () => Promise<T>, say: (text: string) => void): Promise<T> {
  let lostAt: number | undefined
  for (let pause = 500; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      const result = await work()
      if (lostAt !== undefined) say('Connected again.')
      return result
    } catch (error) {
      if (!isPassing(error)) throw error
      if (lostAt === undefined) say(`Connection lost (${(error as Error).message}); trying again for up to 5 minutes …`)
      lostAt ??= Date.now()
      if (Date.now() - lostAt > patienceMs) throw error
      await sleep(pause)
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof Unreachable) return true
  return error instanceof Refused && error.exitCode === exitCodes.unavailable && ![401, 403].includes(error.status)
}
