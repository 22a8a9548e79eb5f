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
  const incumbents = await (await api.call(ada, 'GET', `/v1/runs/${run.id}/incumbents`)).json()
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
  const files = await (await api.call(ada, 'GET', `/v1/runs/${run.id}/files`)).json()
  expect(files.value.map((file: { name: string }) => file.name)).toEqual(['solution.json', 'summary.json'])
  const list = await (await api.call(ada, 'GET', '/v1/runs')).json()
  expect(list.value.map((one: { id: string }) => one.id)).toContain(run.id)
  expect(await platform.token('reader', [appRoles.readAll])).not.toBe(ada)
})
