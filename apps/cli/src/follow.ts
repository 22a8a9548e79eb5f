import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiClient } from './api-client'
import type { LiveLine } from './live-line'
import { outlast } from './outlast'
import { describeProgress, hasEnded, type Run, readRun } from './run'

/** Seconds the API may hold an answer back until something changed (docs/api.md allows 60). */
const waitSeconds = 30
/** At most so many changes a second are asked for. */
const leastPauseMs = 500

export const runPath = (id: string) => `/v1/runs/${encodeURIComponent(id)}`

/** The run as it is now. */
export async function fetchRun(api: ApiClient, id: string): Promise<Run> {
  return readRun((await api.call('GET', runPath(id))).body)
}

/** Shows the run on the line until it has ended; a lost connection is waited for. */
export async function followRun(api: ApiClient, id: string, line: LiveLine): Promise<Run> {
  let etag: string | undefined
  for (;;) {
    const asked = Date.now()
    const answer = await outlast(
      () =>
        api.call('GET', runPath(id), {
          headers: { Prefer: `wait=${waitSeconds}`, ...(etag && { 'If-None-Match': etag }) },
          timeoutSeconds: waitSeconds + 30,
          accept: [304],
        }),
      line.say,
    )
    let pauseMs = leastPauseMs
    if (answer.status !== 304) {
      etag = answer.header('ETag')
      const run = readRun(answer.body)
      line.show(describeProgress(run), newsOf(run))
      if (hasEnded(run)) return run
      // Without an ETag nothing can be waited for, and the API says how often it wants to be asked.
      if (!etag) pauseMs = run.pollAfterSeconds * 1000
    } else if (Date.now() - asked < 1000) {
      pauseMs = 2000
    }
    await sleep(Math.max(0, asked + pauseMs - Date.now()))
  }
}

/** What makes a new line where lines cannot be redrawn: the bound alone moves too often. */
function newsOf(run: Run): string {
  const { phase, objective, gap } = run.progress
  const percent = typeof gap === 'number' ? (gap * 100).toFixed(1) : ''
  return JSON.stringify([run.status, run.attempt, phase, objective, percent])
}
