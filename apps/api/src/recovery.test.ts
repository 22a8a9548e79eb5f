import { loss, success } from '../../../local/databricks/testing/scripted-executor'
import type { RunRecord } from './run-record'
import { openRunStore } from './run-store'
import { manifest, type Platform, playRunner, startPlatform } from './testing/platform'

let platform: Platform
let ada: string

beforeAll(async () => {
  platform = await startPlatform()
  ada = await platform.token('ada')
}, 60_000)
afterAll(() => platform?.close(), 60_000)

const next = () => platform.executor.started(platform.executor.tasks.length)

/** Plays the runner of the next task to a verified result and returns what the caller sees at the end. */
async function finishNext(api: Awaited<ReturnType<Platform['startApi']>>, id: string, task: ReturnType<typeof next>) {
  const runner = await playRunner(platform, await task)
  expect(runner.runId).toBe(id)
  await runner.publish({ 'solution.json': '{}' })
  runner.task.end(success)
  return api.until(ada, id, ({ finishedAt }) => finishedAt !== null)
}

describe('what a killed process left', () => {
  /** A run as the API stored it when it was killed: `change` is how far it had come. */
  async function leftBehind(change: Partial<RunRecord>): Promise<RunRecord> {
    const api = await platform.startApi({ maxConcurrentRuns: 1 })
    const blocker = next()
    const first = await api.submit(ada)
    const started = await blocker
    const run = await api.submit(ada)
    await api.close()
    started.end(success)
    const store = openRunStore(platform.table)
    const stored = await store.get(run.id)
    if (!stored) throw new Error('no record')
    const updated = await store.update(stored, { ...stored.run, ...change })
    if (!updated) throw new Error('no update')
    expect(first.id).not.toBe(run.id)
    return updated.run
  }

  test('after the record and before its index rows', async () => {
    const run = await leftBehind({})
    const day = (prefix: string) =>
      platform.table.listEntities({ queryOptions: { filter: `runId eq '${run.id}' and PartitionKey ge '${prefix}'` } })
    for await (const row of day('all|')) {
      if (row.partitionKey !== 'active') await platform.table.deleteEntity(row.partitionKey ?? '', row.rowKey ?? '')
    }
    const task = next()
    const api = await platform.startApi()
    expect(await finishNext(api, run.id, task)).toMatchObject({ status: 'succeeded', attempt: 1 })
    const list = await api.json(200, api.call(ada, 'GET', '/v1/runs'))
    expect(list.value.map((one: { id: string }) => one.id)).toContain(run.id)
    await api.close()
  })

  test('after the attempt was noted and before the call to Databricks', async () => {
    const run = await leftBehind({ status: 'starting', attempt: 1, attemptAt: Date.now() })
    const task = next()
    const api = await platform.startApi()
    expect(await finishNext(api, run.id, task)).toMatchObject({ status: 'succeeded', attempt: 1 })
    await api.close()
  })

  test('after the end was noted and before its place was left', async () => {
    const run = await leftBehind({ status: 'failed', finishedAt: Date.now(), expiresAt: Date.now() + 1000 })
    const api = await platform.startApi()
    const store = openRunStore(platform.table)
    const waiting = async () => {
      for await (const row of store.activeRows()) if (row.runId === run.id) return true
      return false
    }
    const deadline = Date.now() + 10_000
    while (await waiting()) expect(Date.now()).toBeLessThan(deadline)
    const expiring = []
    for await (const { runId } of store.expired(Date.now() + 2000)) expiring.push(runId)
    expect(expiring).toContain(run.id)
    await api.close()
  })

  test('while the job was running', async () => {
    const before = await platform.startApi()
    const task = next()
    const run = await before.submit(ada)
    await task
    await before.until(ada, run.id, ({ status }) => status === 'running')
    await before.close()
    const api = await platform.startApi()
    expect(await finishNext(api, run.id, task)).toMatchObject({ status: 'succeeded', attempt: 1 })
    await api.close()
  })
})

describe('Databricks', () => {
  let api: Awaited<ReturnType<Platform['startApi']>>
  beforeAll(async () => {
    api = await platform.startApi()
  })
  afterAll(() => api.close())

  const runNow = { method: 'POST', path: '/api/2.2/jobs/run-now' }

  test.each([
    ['cuts the connection after it started the run', { kind: 'reset-after-effect', ...runNow }],
    ['cuts the connection before', { kind: 'reset', ...runNow }],
    ['answers broken JSON after it started the run', { kind: 'bad-json', ...runNow }],
    ['answers 500', { kind: 'status', status: 500, ...runNow }],
    ['answers 429 with a time to wait', { kind: 'status', status: 429, retryAfter: '1', ...runNow }],
    ['denies access once', { kind: 'status', status: 403, ...runNow }],
  ])('%s: the run starts once', async (_name, fault) => {
    await platform.fault(fault)
    const before = platform.executor.tasks.length
    const task = next()
    const run = await api.submit(ada)
    expect(await finishNext(api, run.id, task)).toMatchObject({ status: 'succeeded', attempt: 1 })
    expect(platform.executor.tasks.length).toBe(before + 1)
  })

  test('an evicted attempt is followed by another one, which alone can publish', async () => {
    const first = next()
    const run = await api.submit(ada)
    const lost = await playRunner(platform, await first)
    await api.until(ada, run.id, ({ status }) => status === 'running')
    await lost.write('attempts/1/output/solution.json', '{"half":')
    const second = next()
    lost.task.end(loss)
    const task = await second
    expect(JSON.parse(await lost.read('control.json')).attempt).toBe(2)
    // A late word of the fenced attempt changes nothing.
    await lost.publish({ 'solution.json': '{"of":"attempt 1"}' })
    const runner = await playRunner(platform, task)
    expect([runner.runId, runner.attempt]).toEqual([run.id, 2])
    await runner.publish({ 'solution.json': '{"of":"attempt 2"}' })
    task.end(success)
    const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
    expect(ended).toMatchObject({ status: 'succeeded', attempt: 2, result: { attempt: 2 } })
    const result = await api.call(ada, 'GET', `/v1/runs/${run.id}/result`)
    expect(await result.text()).toBe('{"of":"attempt 2"}')
  })

  test('a run is given up after its attempts', async () => {
    const first = next()
    const run = await api.submit(ada)
    const one = await first
    const second = next()
    one.end(loss)
    ;(await second).end(loss)
    const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
    expect(ended).toMatchObject({
      status: 'failed',
      attempt: 2,
      error: { code: 'ComputeInterrupted', origin: 'platform', retryable: true, attempt: 2 },
    })
  })

  test('an attempt that was lost after it had published has succeeded', async () => {
    const task = next()
    const run = await api.submit(ada)
    const runner = await playRunner(platform, await task)
    await runner.publish({ 'solution.json': '{}' })
    runner.task.end(loss)
    const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
    expect(ended).toMatchObject({ status: 'succeeded', attempt: 1 })
  })

  test('a failure is told in the words of the runner, and not repeated', async () => {
    const task = next()
    const run = await api.submit(ada)
    const runner = await playRunner(platform, await task)
    const error = { code: 'AlgorithmFailed', message: 'exit code 3' }
    await runner.publish({}, { outcome: 'failed', error, exitCode: 3 })
    runner.task.end({
      kind: 'failed',
      error: 'RuntimeError: AlgorithmFailed: exit code 3',
      errorTrace: '',
      wheelMissing: false,
    })
    const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
    expect(ended).toMatchObject({
      status: 'failed',
      attempt: 1,
      error: { ...error, origin: 'algorithm', retryable: false, exitCode: 3, attempt: 1 },
    })
  })

  test('a code is read from the task where no manifest could be written', async () => {
    const task = next()
    const run = await api.submit(ada)
    const message = 'RuntimeError: GrantInvalid: the grant does not open'
    ;(await task).end({ kind: 'failed', error: message, errorTrace: '', wheelMissing: false })
    const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
    expect(ended.error).toMatchObject({ code: 'GrantInvalid', message: 'the grant does not open' })
  })

  test('a result that is not what its manifest says is no success', async () => {
    const first = next()
    const run = await api.submit(ada)
    const one = await playRunner(platform, await first)
    await one.publish({ 'solution.json': '{}' })
    await one.write('attempts/1/output/solution.json', '[]')
    const second = next()
    one.task.end(success)
    const two = await playRunner(platform, await second)
    await two.publish({ 'solution.json': '{}' }, { inputSha256: '0'.repeat(64) })
    two.task.end(success)
    const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
    expect(ended).toMatchObject({ status: 'failed', attempt: 2, error: { code: 'ResultInvalid' } })
  })

  test('a run that Databricks never takes is given up', async () => {
    const impatient = await platform.startApi({ startAllowanceSeconds: 1 })
    await api.close()
    await platform.fault({ kind: 'status', status: 500, count: 50, ...runNow })
    const run = await impatient.submit(ada)
    const ended = await impatient.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
    expect(ended).toMatchObject({ status: 'failed', error: { code: 'ComputeUnavailable', retryable: true } })
    expect(ended.algorithm.name).toBe(manifest.name)
    const health = await impatient.json(200, impatient.call(undefined, 'GET', '/health/ready'))
    expect(health).toEqual({ status: 'degraded', causes: ['Databricks failed (500)'] })
    await impatient.close()
  })
})
