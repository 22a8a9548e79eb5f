import { createHash } from 'node:crypto'
import { createWriteStream, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { caller, databricks, databricksRuns, slipway, useAlgorithm } from '../__tests__/caller'
import { type Platform, until } from '../__tests__/platform'
import { type Measurement, median, peakMiB, residentMiB } from './measure'

const tinyModel = 'NAME tiny\nROWS\n N cost\n G need\nCOLUMNS\n x cost 1 need 1\nRHS\n RHS need 1\nENDATA\n'
const megabyte = 1_000_000

/** From the accepted submission to the start of the job's process, cold start 0. */
export async function submitLatency(platform: Platform): Promise<Measurement> {
  const { submit, ended } = await caller(platform)
  const seconds: number[] = []
  for (let repetition = 0; repetition < 5; repetition++) {
    const before = Date.now()
    const { id } = await submit(tinyModel)
    await ended(id)
    const [run] = await databricksRuns(platform)
    const { tasks } = await databricks<{ tasks: { start_time: number; setup_duration: number }[] }>(
      platform,
      'GET',
      `/api/2.2/jobs/runs/get?run_id=${run?.run_id}`,
    )
    const task = tasks[0]
    if (!task) throw new Error('the run has no task')
    seconds.push((task.start_time + task.setup_duration - before) / 1000)
  }
  return {
    what: 'submit to process start',
    value: median(seconds),
    limit: 0.5,
    unit: 's',
    detail: `of ${seconds.map((value) => value.toFixed(3)).join(', ')}`,
  }
}

/** The API's resident memory after 1,000 runs were listed and 50 more submitted. */
export async function memoryAfterManyRuns(platform: Platform): Promise<Measurement> {
  const { request, submit, ended } = await caller(platform)
  const gate = mkdtempSync(join(platform.data, 'gate-'))
  // The slots are kept busy, so that the other runs stay queued and cancelling them costs no job.
  await useAlgorithm(platform, ['python3', '-c', patient(gate)])
  const busy = await Promise.all(Array.from({ length: 5 }, () => submit(tinyModel)))
  const known = (await list(request)).length
  for (let created = known; created < 1000; created += 1) {
    const { id } = await submit(tinyModel)
    await request('POST', `/v1/runs/${id}/cancel`)
  }
  const listed = (await list(request)).length
  for (let submitted = 0; submitted < 50; submitted += 1) {
    const { id } = await submit(tinyModel)
    await request('POST', `/v1/runs/${id}/cancel`)
  }
  const value = residentMiB(platform.ready().pids.api)
  writeFileSync(join(gate, 'go'), '')
  for (const { id } of busy) await ended(id)
  await useAlgorithm(platform, undefined)
  return { what: 'API memory', value, limit: 150, unit: 'MiB', detail: `${listed} runs listed, 50 submitted` }
}

/** How much the API grows while 200 MB go in and 200 MB come out. */
export async function memoryOfLargeFiles(platform: Platform): Promise<Measurement[]> {
  const pid = platform.ready().pids.api
  const model = join(platform.data, 'large.mps')
  await writeLargeModel(model, 200 * megabyte)
  await useAlgorithm(platform, ['python3', '-c', largeResult])
  const { request, ended } = await caller(platform)
  const before = residentMiB(pid)
  let id = ''
  const up = await peakMiB(pid, async () => {
    const { code, stdout, stderr } = await slipway(platform, 'submit', model, '--json')
    if (code !== 0) throw new Error(`the large model was refused: ${stderr}`)
    id = JSON.parse(stdout).id
  })
  const run = await ended(id)
  if (run.status !== 'succeeded') throw new Error(`the large run ended as ${JSON.stringify(run)}`)
  const settled = residentMiB(pid)
  const hash = createHash('sha256')
  let bytes = 0
  const down = await peakMiB(pid, async () => {
    const { authorization } = await tokenOf(platform)
    const response = await fetch(`${platform.ready().api}/v1/runs/${id}/result`, { headers: { authorization } })
    if (!response.ok || !response.body) throw new Error(`the result answered ${response.status}`)
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length
        hash.update(chunk)
        done()
      },
    })
    await pipeline(response.body, sink)
  })
  await useAlgorithm(platform, undefined)
  const expected = (await request<{ result: { sha256: string } }>('GET', `/v1/runs/${id}`)).body.result.sha256
  if (hash.digest('hex') !== expected) throw new Error('the large result came back different')
  return [
    {
      what: 'API growth, upload',
      value: up - before,
      limit: 40,
      unit: 'MiB',
      detail: `${statSync(model).size / megabyte} MB in`,
    },
    {
      what: 'API growth, download',
      value: down - settled,
      limit: 40,
      unit: 'MiB',
      detail: `${bytes / megabyte} MB out`,
    },
  ]
}

async function tokenOf(platform: Platform): Promise<{ authorization: string }> {
  const { token } = await caller(platform)
  return { authorization: `Bearer ${token}` }
}

async function list(request: Awaited<ReturnType<typeof caller>>['request']): Promise<unknown[]> {
  const runs: unknown[] = []
  let path: string | undefined = '/v1/runs?maxpagesize=100'
  while (path !== undefined) {
    const { body }: { body: { value: unknown[]; nextLink?: string } } = await request('GET', path)
    runs.push(...body.value)
    path = body.nextLink === undefined ? undefined : body.nextLink.slice(new URL(body.nextLink).origin.length)
  }
  return runs
}

async function writeLargeModel(path: string, bytes: number): Promise<void> {
  const file = createWriteStream(path)
  await pipeline(async function* () {
    yield 'NAME large\nROWS\n N cost\n G need\nCOLUMNS\n'
    for (let written = 0, column = 0; written < bytes; ) {
      let chunk = ''
      while (chunk.length < 1 << 20) chunk += ` column_${column++} cost 1.25 need 1\n`
      written += chunk.length
      yield chunk
    }
    yield 'RHS\n RHS need 1\nENDATA\n'
  }, file)
}

const largeResult = `
import os, pathlib
with (pathlib.Path(os.environ["OUTPUT_PATH"]) / "solution.json").open("wb") as out:
    for _ in range(200):
        out.write(os.urandom(1000000))
`

function patient(gate: string): string {
  return `
import os, pathlib, time
while not pathlib.Path(${JSON.stringify(gate)}, "go").exists():
    time.sleep(0.1)
pathlib.Path(os.environ["OUTPUT_PATH"], "solution.json").write_text("{}")
`
}

/** Waits until the platform is idle, so that one measurement does not disturb the next. */
export async function idle(platform: Platform): Promise<void> {
  await until('no run is active', async () => {
    const { runs } = await databricks<{ runs?: unknown[] }>(platform, 'GET', '/api/2.2/jobs/runs/list?active_only=true')
    return runs === undefined
  })
}
