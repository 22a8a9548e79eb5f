import { success } from '../../../local/databricks/testing/scripted-executor'
import { appRoles } from '../contract'
import { type Platform, playRunner, startPlatform } from './testing/platform'

let platform: Platform
let api: Awaited<ReturnType<Platform['startApi']>>
let ada: string

beforeAll(async () => {
  platform = await startPlatform()
  api = await platform.startApi()
  ada = await platform.token('ada')
}, 60_000)
afterAll(() => platform?.close(), 60_000)

test('a model goes in, progress is seen, the result comes out', async () => {
  const started = platform.executor.tasks.length
  const run = await api.submit(ada, { name: 'first', options: { time_limit: 60 } })
  expect(run).toMatchObject({ status: 'queued', name: 'first', attempt: 0, options: { time_limit: 60 } })

  const runner = await playRunner(platform, await platform.executor.started(started))
  expect(runner.runId).toBe(run.id)
  const request = JSON.parse(await runner.read('request.json'))
  expect(request.options).toEqual({ time_limit: 60, presolve: 'choose', threads: 1 })
  expect(await runner.read(request.input.blob)).toContain('Minimize')
  await runner.append('attempts/1/progress.jsonl', '{"time":"2026-01-01T00:00:00Z","percent":40,"objective":1.5}\n')
  await runner.append('attempts/1/logs/algorithm.log', 'solving\n')
  const running = await api.until(ada, run.id, ({ status, progress }) => status === 'running' && progress !== null)
  expect(running).toMatchObject({ attempt: 1, progress: { percent: 40, objective: 1.5 }, error: null, result: null })
  expect((await api.call(ada, 'GET', `/v1/runs/${run.id}/result`)).status).toBe(409)

  await runner.write('attempts/1/incumbents/0001.json', '{"objective":1}')
  const incumbents = await api.json(200, api.call(ada, 'GET', `/v1/runs/${run.id}/incumbents`))
  expect(incumbents).toMatchObject({ value: [{ name: '0001.json', bytes: 15 }], next: '0001.json' })

  await runner.publish({ 'solution.json': '{"x":1}', 'summary.json': '{"status":"optimal","objective":1}' })
  runner.task.end(success)
  const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
  expect(ended).toMatchObject({
    status: 'succeeded',
    result: { name: 'solution.json', bytes: 7, attempt: 1 },
    summary: { status: 'optimal', objective: 1 },
  })
  const result = await api.call(ada, 'GET', `/v1/runs/${run.id}/result`)
  expect(result.status).toBe(200)
  expect(result.headers.get('content-disposition')).toContain('solution.json')
  expect(await result.text()).toBe('{"x":1}')
  const part = await api.call(ada, 'GET', `/v1/runs/${run.id}/result`, undefined, { range: 'bytes=1-3' })
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '"x"', 'bytes 1-3/7'])
  const log = await api.call(ada, 'GET', `/v1/runs/${run.id}/logs`)
  expect(await log.text()).toBe('solving\n')
  const beyond = await api.call(ada, 'GET', `/v1/runs/${run.id}/logs`, undefined, { range: 'bytes=8-' })
  expect(beyond.status).toBe(416)
  const files = await api.json(200, api.call(ada, 'GET', `/v1/runs/${run.id}/files`))
  expect(files.value.map((file: { name: string }) => file.name)).toEqual(['solution.json', 'summary.json'])
  const list = await api.json(200, api.call(ada, 'GET', '/v1/runs'))
  expect(list.value.map((one: { id: string }) => one.id)).toContain(run.id)
})

const next = () => platform.executor.started(platform.executor.tasks.length)

test('a queued run is cancelled at once, a running one only when its compute is gone', async () => {
  const { close, ...narrow } = await platform.startApi({ maxConcurrentRuns: 1 })
  await api.close()
  const task = next()
  const first = await narrow.submit(ada)
  const started = await task
  const second = await narrow.submit(ada)
  const queued = await narrow.json(202, narrow.call(ada, 'POST', `/v1/runs/${second.id}/cancel`))
  expect(queued).toMatchObject({ status: 'canceled', attempt: 0, cancelRequested: true })
  expect((await narrow.call(ada, 'POST', `/v1/runs/${second.id}/cancel`)).status).toBe(200)

  await narrow.until(ada, first.id, ({ status }) => status === 'running')
  const canceling = await narrow.json(202, narrow.call(ada, 'POST', `/v1/runs/${first.id}/cancel`))
  expect(canceling).toMatchObject({ status: 'canceling', finishedAt: null })
  const ended = await narrow.until(ada, first.id, ({ finishedAt }) => finishedAt !== null)
  expect(ended).toMatchObject({ status: 'canceled', error: null })
  expect(started.kills).toHaveLength(1)
  const refused = await narrow.json(409, narrow.call(ada, 'GET', `/v1/runs/${first.id}/result`))
  expect(refused.code).toBe('RunFailed')
  await close()
  api = await platform.startApi()
})

test('a cancelled run that had published its result before has succeeded', async () => {
  const task = next()
  const run = await api.submit(ada)
  const runner = await playRunner(platform, await task)
  await api.until(ada, run.id, ({ status }) => status === 'running')
  await runner.publish({ 'solution.json': '{}' })
  await api.json(202, api.call(ada, 'POST', `/v1/runs/${run.id}/cancel`))
  const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
  expect(ended).toMatchObject({ status: 'succeeded', cancelRequested: true })
})

test('what an algorithm saved because it was cancelled is no result', async () => {
  const task = next()
  const run = await api.submit(ada)
  const runner = await playRunner(platform, await task)
  await api.until(ada, run.id, ({ status }) => status === 'running')
  await runner.publish({ 'solution.json': '{"best":1}' }, { stopped: 'terminated' })
  await api.json(202, api.call(ada, 'POST', `/v1/runs/${run.id}/cancel`))
  const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
  expect(ended).toMatchObject({ status: 'canceled', result: null, summary: null, error: null })
})

test('finish reaches the runner through the control blob', async () => {
  const task = next()
  const run = await api.submit(ada)
  const runner = await playRunner(platform, await task)
  expect(JSON.parse(await runner.read('control.json'))).toEqual({ attempt: 1, finish: false })
  await api.json(202, api.call(ada, 'POST', `/v1/runs/${run.id}/finish`))
  const deadline = Date.now() + 10_000
  while (!JSON.parse(await runner.read('control.json')).finish && Date.now() < deadline);
  expect(JSON.parse(await runner.read('control.json'))).toEqual({ attempt: 1, finish: true })
  await runner.publish({ 'solution.json': '{"best":1}' }, { stopped: 'finish' })
  runner.task.end(success)
  const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
  expect(ended).toMatchObject({ status: 'succeeded', finishRequested: true })
})

test('Prefer: wait answers as soon as the run changes', async () => {
  const task = next()
  const run = await api.submit(ada)
  const seen = await api.call(ada, 'GET', `/v1/runs/${run.id}`)
  const etag = seen.headers.get('etag') ?? ''
  await seen.text()
  const waiting = api.call(ada, 'GET', `/v1/runs/${run.id}`, undefined, { prefer: 'wait=30', 'if-none-match': etag })
  ;(await task).end(success)
  const answer = await waiting
  expect([answer.status, answer.headers.get('preference-applied')]).toEqual([200, 'wait=30'])
  expect(answer.headers.get('etag')).not.toBe(etag)
  const ended = await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
  expect(ended).toMatchObject({ status: 'failed', error: { code: 'ResultMissing', origin: 'algorithm', attempt: 1 } })
  const last = await api.call(ada, 'GET', `/v1/runs/${run.id}`)
  const again = await api.call(ada, 'GET', `/v1/runs/${run.id}`, undefined, {
    'if-none-match': last.headers.get('etag') ?? '',
  })
  expect(again.status).toBe(304)
})

test('deleted data answers 410, the run stays', async () => {
  const task = next()
  const run = await api.submit(ada)
  const runner = await playRunner(platform, await task)
  expect((await api.call(ada, 'DELETE', `/v1/runs/${run.id}`)).status).toBe(409)
  await runner.publish({ 'solution.json': '{}' })
  runner.task.end(success)
  await api.until(ada, run.id, ({ status }) => status === 'succeeded')
  expect((await api.call(ada, 'DELETE', `/v1/runs/${run.id}`)).status).toBe(204)
  for (const part of ['result', 'files', 'logs', 'incumbents', 'files/solution.json']) {
    expect((await api.json(410, api.call(ada, 'GET', `/v1/runs/${run.id}/${part}`))).code).toBe('ResultExpired')
  }
  expect((await api.get(ada, run.id)).status).toBe('succeeded')
  const names = []
  for await (const { name } of platform.blobs.listContainers({ prefix: `run-${run.id}` })) names.push(name)
  expect(names).toEqual([])
})

test('lists are paged, filtered and only of the caller', async () => {
  const eve = await platform.token('eve')
  const runs = []
  for (let i = 0; i < 5; i++) {
    const run = await api.submit(eve, { name: `number ${i}` })
    runs.unshift((await api.json(202, api.call(eve, 'POST', `/v1/runs/${run.id}/cancel`))).id)
  }
  const ids: string[] = []
  let path = '/v1/runs?maxpagesize=2'
  for (;;) {
    const page = await api.json(200, api.call(eve, 'GET', path))
    expect(page.value.length).toBeLessThanOrEqual(2)
    ids.push(...page.value.map((run: { id: string }) => run.id))
    if (!page.nextLink) break
    path = page.nextLink.replace('http://127.0.0.1:1', '')
  }
  expect(ids).toEqual(runs)
  expect((await api.json(200, api.call(eve, 'GET', '/v1/runs?status=succeeded'))).value).toEqual([])
  await api.json(403, api.call(eve, 'GET', '/v1/runs?all=true'))
  const reader = await platform.token('reader', [appRoles.readAll])
  const all = await api.json(200, api.call(reader, 'GET', '/v1/runs?all=true&maxpagesize=100'))
  expect(all.value.map((run: { id: string }) => run.id)).toEqual(expect.arrayContaining(ids))
  for (const query of [
    'maxpagesize=0',
    'maxpagesize=NaN',
    'maxpagesize=1&maxpagesize=2',
    'status=done',
    'after=x',
    'x=1',
  ]) {
    await api.json(400, api.call(eve, 'GET', `/v1/runs?${query}`))
  }
})

test('no log line holds a token, a grant or a signature', () => {
  const text = platform.logLines.join('')
  expect(text).toContain('run changed')
  expect(text).not.toMatch(/eyJ[\w-]{20}|sig=|v1\.[0-9a-f]{8}\.|[Bb]earer /)
})
