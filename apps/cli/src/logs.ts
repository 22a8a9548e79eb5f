import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiClient } from './api-client'
import { untilStalled } from './download'
import { exitCodes, Refused } from './failure'
import { fetchRun, runPath } from './follow'
import { outlast } from './outlast'
import { describeEnd, exitCodeOf, hasEnded } from './run'
import { writeForeign } from './terminal-text'

/** Milliseconds between two questions for more; the runner writes at most once a second. */
const pauseMs = 2000

/** Prints the log; follows it until the run has ended if asked to. Returns the exit code. */
export async function logs(api: ApiClient, id: string, { follow = false }: { follow?: boolean }): Promise<number> {
  const say = (text: string) => console.error(text)
  let attempt: number | undefined
  let offset = 0
  for (;;) {
    const run = await (follow ? outlast(() => fetchRun(api, id), say) : fetchRun(api, id))
    if (attempt !== undefined && attempt > 0 && attempt !== run.attempt) {
      say(`--- attempt ${run.attempt} ---`)
      offset = 0
    }
    attempt = run.attempt
    const bring = async () => {
      // A run that waits in the queue has no attempt yet, and an empty log.
      const which = run.attempt > 0 ? `?attempt=${run.attempt}` : ''
      await bringMore(api, `${runPath(id)}/logs${which}`, offset, (bytes) => {
        offset += bytes
      })
    }
    await (follow ? outlast(bring, say) : bring())
    if (!follow) {
      if (offset === 0) say(hasEnded(run) ? 'The log is empty.' : `There is no log yet: the run is ${run.status}.`)
      return exitCodes.succeeded
    }
    if (hasEnded(run)) {
      say(describeEnd(run))
      return exitCodeOf(run)
    }
    await sleep(pauseMs)
  }
}

/** Writes what stands behind the offset to stdout, and reports how many bytes of it have been taken. */
async function bringMore(api: ApiClient, path: string, offset: number, taken: (bytes: number) => void): Promise<void> {
  const headers = offset > 0 ? { Range: `bytes=${offset}-` } : {}
  const answer = await api.download(path, { headers, accept: [404, 416] })
  if (!answer.body) {
    // 416: nothing new. 404: the attempt has not written anything yet; the run itself was found just before.
    return
  }
  if (offset > 0 && answer.status !== 206) throw new Refused(answer.status, '', 'the API does not continue the log')
  const { body } = answer
  const counted = async function* () {
    for await (const chunk of untilStalled(body)) {
      taken(chunk.length)
      yield chunk
    }
  }
  await writeForeign(process.stdout, counted())
}
