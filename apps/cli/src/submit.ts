import { randomUUID } from 'node:crypto'
import type { ApiClient } from './api-client'
import { downloadFiles } from './download'
import { exitCodes, Failure, isRecord, Unreachable } from './failure'
import { followRun } from './follow'
import { createLiveLine, type LiveLine } from './live-line'
import { type OptionValue, readOptionValues } from './option-values'
import { describeEnd, exitCodeOf, type Run, readRun } from './run'
import { safeLine } from './terminal-text'
import { type Input, openInput, prepareInput } from './upload'

export interface SubmitOptions {
  readonly algorithm?: string
  readonly profile?: string
  readonly name?: string
  readonly option: readonly string[]
  readonly wait?: boolean
  readonly out?: string
  readonly json?: boolean
  readonly idempotencyKey?: string
}

/** Seconds the API may take to check a large model before it answers; App Service's front end cuts at 230. */
const submitSeconds = 230

/** Submits a file, follows the run if asked to, and downloads its result. Returns the exit code. */
export async function submit(api: ApiClient, path: string, options: SubmitOptions): Promise<number> {
  if (options.out !== undefined && !options.wait) {
    throw new Failure('--out needs --wait: the result is there when the run has ended', exitCodes.refused)
  }
  const say = options.json ? console.error : console.log
  const line = await createLiveLine()
  try {
    const run = await send(api, path, options, line)
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

async function send(api: ApiClient, path: string, options: SubmitOptions, line: LiveLine): Promise<Run> {
  const file = await openInput(path)
  try {
    const values = options.option.length > 0 ? await typedOptions(api, options.algorithm, options.option) : undefined
    const input = await prepareInput(api, file, path, line)
    return await post(api, options, values, input)
  } finally {
    await file.close()
  }
}

async function post(
  api: ApiClient,
  options: SubmitOptions,
  values: Record<string, OptionValue> | undefined,
  input: Input,
): Promise<Run> {
  const { algorithm, profile, name } = options
  const key = options.idempotencyKey ?? randomUUID()
  const body = {
    ...(algorithm !== undefined && { algorithm }),
    ...(profile !== undefined && { profile }),
    ...(name !== undefined && { name }),
    ...(values && { options: values }),
    ...input,
  }
  try {
    const headers = { 'Idempotency-Key': key }
    return readRun((await api.call('POST', '/v1/runs', { body, headers, timeoutSeconds: submitSeconds })).body)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    // Only the key tells whether the API took the run before the connection broke.
    const again =
      'inputUploadId' in input ? '' : `\nIt cannot start twice when you repeat it with --idempotency-key ${key}`
    throw new Unreachable(error.message + again, { cause: error })
  }
}

async function typedOptions(
  api: ApiClient,
  wanted: string | undefined,
  pairs: readonly string[],
): Promise<Record<string, OptionValue>> {
  const { body } = await api.call('GET', '/v1')
  const offered = isRecord(body) && Array.isArray(body.algorithms) ? body.algorithms.filter(isRecord) : []
  const algorithm = wanted === undefined ? offered[0] : offered.find(({ name }) => name === wanted)
  if (!algorithm) {
    const names = offered.map(({ name }) => safeLine(String(name))).join(', ')
    throw new Failure(`there is no algorithm "${wanted ?? ''}"; offered are: ${names || 'none'}`, exitCodes.refused)
  }
  return readOptionValues(pairs, algorithm.options)
}

async function bringResult(api: ApiClient, run: Run, { out }: SubmitOptions, say: (text: string) => void) {
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
