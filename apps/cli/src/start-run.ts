import { randomUUID } from 'node:crypto'
import type { ApiClient } from './api-client'
import { downloadFiles } from './download'
import { exitCodes, Failure, Unreachable } from './failure'
import { followRun } from './follow'
import { createLiveLine, type LiveLine } from './live-line'
import { describeEnd, exitCodeOf, type Run, readRun } from './run'
import { safeLine } from './terminal-text'

export interface StartOptions {
  readonly wait?: boolean
  readonly out?: string
  readonly json?: boolean
  readonly idempotencyKey?: string
}

/** Seconds the API may take to check a large model before it answers; App Service's front end cuts at 230. */
const startSeconds = 230

/**
 * Starts a run, follows it if asked to, and downloads its result. Returns the exit code.
 * @param start sends the request, and may use the line meanwhile.
 */
export async function startRun(
  api: ApiClient,
  options: StartOptions,
  start: (line: LiveLine) => Promise<Run>,
): Promise<number> {
  if (options.out !== undefined && !options.wait) {
    throw new Failure('--out needs --wait: the result is there when the run has ended', exitCodes.refused)
  }
  const say = options.json ? console.error : console.log
  const line = await createLiveLine()
  try {
    const run = await start(line)
    const submitted = `submitted ${safeLine(run.name)} as ${run.id}`
    if (!options.wait) {
      line.stop()
      say(`${submitted}\n  follow:  slipway logs -f ${run.id}\n  ask:     slipway status ${run.id}`)
      if (options.json) printJson(run)
      return exitCodes.succeeded
    }
    line.say(submitted)
    const detach = () => {
      line.stop()
      console.error(
        `\nDetached; the run goes on.\n  ask:     slipway status ${run.id}\n  follow:  slipway logs -f ${run.id}\n  end it:  slipway cancel ${run.id}`,
      )
      process.exit(exitCodes.interrupted)
    }
    process.once('SIGINT', detach)
    const ended = await followRun(api, run.id, line)
    process.off('SIGINT', detach)
    line.stop()
    say(describeEnd(ended))
    if (options.json) printJson(ended)
    if (ended.status === 'succeeded') await bringResult(api, ended, options, say)
    return exitCodeOf(ended)
  } finally {
    line.stop()
  }
}

/**
 * Sends what starts a run.
 * @param repeatable whether the same command makes the same request again, so that its key can be used for it.
 */
export async function postRun(
  api: ApiClient,
  path: string,
  body: object,
  { idempotencyKey: key = randomUUID() }: StartOptions,
  repeatable: boolean,
): Promise<Run> {
  try {
    const headers = { 'Idempotency-Key': key }
    return readRun((await api.call('POST', path, { body, headers, timeoutSeconds: startSeconds })).body)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    // Only the key tells whether the API took the run before the connection broke.
    const again = repeatable ? `\nIt cannot start twice when you repeat it with --idempotency-key ${key}` : ''
    throw new Unreachable(error.message + again, { cause: error })
  }
}

async function bringResult(api: ApiClient, run: Run, { out }: StartOptions, say: (text: string) => void) {
  if (out === undefined) {
    say(`  result:  slipway result ${run.id} --out results/`)
    return
  }
  const files = await downloadFiles(api, run.id, out)
  say(`  verified and written:\n${files.map((file) => `    ${file}`).join('\n')}`)
}

/** The one thing on stdout for programs: the API's own object. */
export function printJson(run: Run): void {
  console.log(JSON.stringify(run.raw, null, 2))
}
