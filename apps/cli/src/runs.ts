import { statSync } from 'node:fs'
import type { ApiClient } from './api-client'
import { downloadFiles, downloadResult, untilStalled } from './download'
import { exitCodes, Failure, isRecord } from './failure'
import { fetchRun, runPath } from './follow'
import { describeEnd, describeProgress, formatNumber, hasEnded, numberOf, type Run, readRun } from './run'
import { printJson } from './start-run'
import { safeLine, writeForeign } from './terminal-text'

/** Shows a run as it is now. */
export async function status(api: ApiClient, id: string, { json }: { json?: boolean }): Promise<number> {
  show(await fetchRun(api, id), json)
  return exitCodes.succeeded
}

/** Asks for the end of a run: `cancel` throws its work away, `finish` keeps the best solution so far. */
export async function end(
  api: ApiClient,
  id: string,
  verb: 'cancel' | 'finish',
  { json }: { json?: boolean },
): Promise<number> {
  const answer = await api.call('POST', `${runPath(id)}/${verb}`)
  const run = readRun(answer.body)
  if (answer.status === 200) console.error('The run had ended already.')
  show(run, json)
  return exitCodes.succeeded
}

function show(run: Run, json: boolean | undefined): void {
  if (json) printJson(run)
  else if (hasEnded(run)) console.log(describeEnd(run))
  else console.log(`${safeLine(run.name)} (${run.id})\n  ${describeProgress(run)}`)
}

/** Brings the result: to stdout, into a file, or with all files into a folder. */
export async function result(api: ApiClient, id: string, { out }: { out?: string }): Promise<number> {
  if (out === undefined) {
    const { body } = await api.download(`${runPath(id)}/result`)
    if (body) await writeForeign(process.stdout, untilStalled(body))
    return exitCodes.succeeded
  }
  if (isFolder(out)) {
    for (const file of await downloadFiles(api, id, out)) console.log(file)
  } else {
    await downloadResult(api, id, out)
    console.log(out)
  }
  return exitCodes.succeeded
}

function isFolder(path: string): boolean {
  return /[/\\]$/.test(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)
}

export interface ListOptions {
  readonly status: readonly string[]
  readonly all?: boolean
  readonly limit: number
  readonly json?: boolean
}

/** The API's largest page. */
const largestPage = 100

/** Lists runs, newest first. */
export async function list(api: ApiClient, options: ListOptions): Promise<number> {
  const query = new URLSearchParams(options.status.map((status): [string, string] => ['status', status]))
  if (options.all) query.set('all', 'true')
  query.set('maxpagesize', String(Math.min(options.limit, largestPage)))
  const runs: Run[] = []
  let path: string | undefined = `/v1/runs?${query}`
  while (path !== undefined && runs.length < options.limit) {
    const { body } = await api.call('GET', path)
    if (!isRecord(body) || !Array.isArray(body.value)) {
      throw new Failure('the API does not list runs as expected: is it another version?', exitCodes.unavailable)
    }
    runs.push(...body.value.map(readRun))
    path = body.nextLink === undefined ? undefined : api.pathOf(body.nextLink)
  }
  const shown = runs.slice(0, options.limit)
  if (options.json) console.log(JSON.stringify({ value: shown.map(({ raw }) => raw) }, null, 2))
  else if (shown.length === 0) console.log('There are no such runs.')
  else for (const row of table(shown)) console.log(row)
  return exitCodes.succeeded
}

function table(runs: readonly Run[]): string[] {
  const rows = runs.map((run) => {
    const objective = numberOf(run.summary.objective) ?? numberOf(run.progress.objective)
    const created = safeLine(run.createdAt).slice(0, 19).replace('T', ' ')
    return [
      safeLine(run.id),
      run.status,
      created,
      objective === undefined ? '' : formatNumber(objective),
      safeLine(run.name),
    ]
  })
  const all = [['ID', 'STATUS', 'CREATED (UTC)', 'OBJECTIVE', 'NAME'], ...rows]
  const width = (column: number) => Math.max(...all.map((row) => row[column]?.length ?? 0))
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(width(column)))
      .join('  ')
      .trimEnd(),
  )
}
