import { appRoles } from '../contract'
import { model, type Platform, playRunner, startPlatform } from './testing/platform'

let platform: Platform
let api: Awaited<ReturnType<Platform['startApi']>>
let ada: string
/** May see everybody's runs and submit its own. */
let lead: string

beforeAll(async () => {
  platform = await startPlatform()
  api = await platform.startApi()
  ada = await platform.token('ada')
  lead = await platform.token('lead', [appRoles.submit, appRoles.readAll])
}, 60_000)
afterAll(() => platform?.close(), 60_000)

const rerun = (token: string, id: string, changes?: object, headers: object = {}) =>
  api.call(token, 'POST', `/v1/runs/${id}/rerun`, changes, headers)

/** A run whose data can be deleted. */
async function canceledRun(more: object = {}) {
  const run = await api.submit(ada, more)
  await api.call(ada, 'POST', `/v1/runs/${run.id}/cancel`)
  return api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
}

async function containers() {
  const names: string[] = []
  for await (const { name } of platform.blobs.listContainers({ prefix: 'run-' })) names.push(name)
  return names
}

test('a run is run again as it was asked for, from its stored input, and names the run it came from', async () => {
  const earlier = await canceledRun({ name: 'first', profile: 'large', options: { time_limit: 60 } })
  const task = platform.executor.started(platform.executor.tasks.length)
  const response = await rerun(ada, earlier.id)
  const again = await api.json(202, Promise.resolve(response))
  expect(response.headers.get('location')).toBe(again.links.self)
  const { name, profile, options, input, algorithm } = earlier
  expect(again).toMatchObject({ name, profile, options, input, algorithm, rerunOf: earlier.id, status: 'queued' })
  expect(again.id).not.toBe(earlier.id)
  expect((await api.get(ada, again.id)).rerunOf).toBe(earlier.id)
  expect((await api.get(ada, earlier.id)).rerunOf).toBeNull()
  const runner = await playRunner(platform, await task)
  const request = JSON.parse(await runner.read('request.json'))
  expect(request.options).toMatchObject({ time_limit: 60 })
  expect(await runner.read(request.input.blob)).toBe(model)
})

test('what is to be different is said in the body, and nothing else', async () => {
  const earlier = await canceledRun({ name: 'first', options: { time_limit: 60, threads: 2 } })
  const changes = { name: 'second', profile: 'large', options: { threads: 4 } }
  expect(await api.json(202, rerun(ada, earlier.id, changes))).toMatchObject({
    name: 'second',
    profile: 'large',
    options: { time_limit: 60, threads: 4 },
  })
  for (const [body, pointer] of [
    [{ algorithm: 'highs' }, '#/algorithm'],
    [{ inputRunId: earlier.id }, '#/inputRunId'],
    [{ options: { threads: 99 } }, '#/options/threads'],
  ] as const) {
    const { code, errors } = await api.json(400, rerun(ada, earlier.id, body))
    expect([code, errors.map((one: { pointer: string }) => one.pointer)]).toEqual(['InvalidRequest', [pointer]])
  }
  expect((await api.json(400, rerun(ada, earlier.id, { profile: 'huge' }))).code).toBe('UnknownProfile')
})

test('the new run belongs to whoever asked for it', async () => {
  const earlier = await canceledRun()
  const again = await api.json(202, rerun(lead, earlier.id))
  expect(again.createdBy.oid).toBe('lead')
  expect((await api.call(ada, 'GET', `/v1/runs/${again.id}`)).status).toBe(404)
})

test('a key makes one run, whatever comes in between', async () => {
  const earlier = await canceledRun()
  const key = { 'idempotency-key': 'again' }
  const first = await api.json(202, rerun(ada, earlier.id, {}, key))
  await api.call(ada, 'DELETE', `/v1/runs/${earlier.id}`)
  const repeated = await rerun(ada, earlier.id, undefined, key)
  expect([repeated.status, repeated.headers.get('idempotency-replayed')]).toEqual([200, 'true'])
  expect(((await repeated.json()) as { id: string }).id).toBe(first.id)
  expect((await api.json(422, rerun(ada, earlier.id, { name: 'other' }, key))).code).toBe('IdempotencyKeyReused')
  // The same work, yet asked for as a submission.
  const { algorithm, profile, name } = earlier
  const submission = { algorithm: algorithm.name, profile, name, options: {}, inputRunId: earlier.id }
  expect((await api.json(422, api.call(ada, 'POST', '/v1/runs', submission, key))).code).toBe('IdempotencyKeyReused')
})

test('an input that is gone is told, and leaves nothing behind', async () => {
  const earlier = await canceledRun()
  await api.call(ada, 'DELETE', `/v1/runs/${earlier.id}`)
  const before = await containers()
  const { code, detail } = await api.json(410, rerun(ada, earlier.id))
  expect([code, detail]).toEqual(['ResultExpired', expect.stringContaining('is gone; submit it again')])
  expect(await containers()).toEqual(before)
})
