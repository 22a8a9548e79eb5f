import { pino } from 'pino'
import { loss, success } from '../../../local/databricks/testing/scripted-executor'
import { appRoles } from '../contract'
import { reportMissing } from './notifications'
import { openRunStore, type RunStore } from './run-store'
import { parseSettings } from './settings'
import { noTelemetry } from './telemetry'
import { type Platform, playRunner, startPlatform } from './testing/platform'

type Api = Awaited<ReturnType<Platform['startApi']>>

let platform: Platform
let api: Api
let store: RunStore
let ada: string
let runbook: string

beforeAll(async () => {
  platform = await startPlatform()
  api = await platform.startApi({ notificationGraceSeconds: 60 })
  store = openRunStore(platform.table)
  ada = await platform.token('ada')
  runbook = await platform.token('runbook', [appRoles.notify])
}, 60_000)
afterAll(() => platform?.close(), 60_000)

const next = () => platform.executor.started(platform.executor.tasks.length)
const claim = (databricksRunId: string | number, from: Api = api) =>
  from.call(runbook, 'POST', '/v1/notifications/claim', { databricksRunId })
const acknowledge = (token: string) => api.call(runbook, 'POST', '/v1/notifications/acknowledge', { claim: token })

async function record(id: string) {
  const stored = await store.get(id)
  if (!stored) throw new Error('no record')
  return stored
}

const databricksRunOf = async (id: string) => String((await record(id)).run.databricksRunId)

/** A run whose algorithm fails after it wrote `log`; its end is left to the API to see. */
async function failing(log = '') {
  const task = next()
  const run = await api.submit(ada, { name: 'doomed' })
  const runner = await playRunner(platform, await task)
  await api.until(ada, run.id, ({ status }) => status === 'running')
  if (log) await runner.append('attempts/1/logs/algorithm.log', log)
  const error = { code: 'AlgorithmFailed', message: 'exit code 3' }
  await runner.publish({}, { outcome: 'failed', error, exitCode: 3 })
  const databricksRunId = await databricksRunOf(run.id)
  runner.task.end({ kind: 'failed', error: 'RuntimeError: x', errorTrace: '', wheelMissing: false })
  return { id: run.id, databricksRunId }
}

async function refused(status: number, code: string, answer: Promise<Response>) {
  const response = await answer
  const body = (await response.json()) as { code: string }
  expect([response.status, body.code]).toEqual([status, code])
  return response
}

test('a failed run is told of once, with what a card needs', async () => {
  const log = Array.from({ length: 30 }, (_, i) => `line ${i} ${'x'.repeat(i === 29 ? 600 : 0)}`).join('\n')
  const { id, databricksRunId } = await failing(`\u001b[31mred\n${log}\n\n`)
  // At once: the webhook may be faster than the next look of the API.
  const card = await api.json(200, claim(databricksRunId))
  expect(card).toMatchObject({
    run: {
      id,
      name: 'doomed',
      createdBy: expect.any(String),
      algorithm: 'highs',
      profile: 'small',
      status: 'failed',
      attempt: 1,
      durationSeconds: expect.any(Number),
      error: { code: 'AlgorithmFailed', origin: 'algorithm', retryable: false, message: 'exit code 3' },
    },
    costEur: null,
    links: {
      run: `http://127.0.0.1:1/v1/runs/${id}`,
      logs: `http://127.0.0.1:1/v1/runs/${id}/logs`,
      rerun: `http://127.0.0.1:1/runs/${id}/rerun`,
    },
  })
  expect(card.logTail).toHaveLength(20)
  expect(card.logTail[0]).toBe('line 10 ')
  expect(card.logTail[19]).toHaveLength(500)

  const held = await refused(409, 'ClaimHeld', claim(Number(databricksRunId)))
  expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(290)
  expect((await acknowledge(card.claim)).status).toBe(204)
  expect((await acknowledge(card.claim)).status).toBe(204)
  await refused(409, 'AlreadyDelivered', claim(databricksRunId))
})

test('of deliveries at the same time, through two instances, one gets the claim', async () => {
  const { databricksRunId } = await failing()
  const other = await platform.startApi({ notificationGraceSeconds: 60 })
  const answers = await Promise.all([api, other, api, other, api].map((from) => claim(databricksRunId, from)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
  await other.close()
})

test('a claim that nobody acknowledged is free after five minutes, and then lost to its holder', async () => {
  const { id, databricksRunId } = await failing()
  const first = await api.json(200, claim(databricksRunId))
  const stored = await record(id)
  const claimedAt = Date.now() - 5 * 60_000 - 1
  await store.update(stored, { ...stored.run, notification: { ...stored.run.notification, claimedAt } })
  const second = await api.json(200, claim(databricksRunId))
  await refused(409, 'ClaimLost', acknowledge(first.claim))
  expect((await acknowledge(second.claim)).status).toBe(204)
})

test('a lost attempt that another one follows is not told of; the last one is, whichever webhook comes', async () => {
  const one = next()
  const run = await api.submit(ada)
  const first = await one
  await api.until(ada, run.id, ({ status }) => status === 'running')
  const firstRun = await databricksRunOf(run.id)
  const two = next()
  first.end(loss)
  await refused(409, 'RunNotFailed', claim(firstRun))
  const second = await two
  await api.until(ada, run.id, ({ status, attempt }) => status === 'running' && attempt === 2)
  const secondRun = await databricksRunOf(run.id)
  expect(secondRun).not.toBe(firstRun)
  second.end(loss)
  expect((await api.json(200, claim(secondRun))).run).toMatchObject({ id: run.id, attempt: 2 })
  await refused(409, 'ClaimHeld', claim(firstRun))
})

test('a run costs what its attempts cost together, by the price of its profile', async () => {
  const [offered] = parseSettings(platform.environment).algorithms
  if (!offered) throw new Error('no algorithm')
  const eurPerSecond = 0.5
  await api.close()
  const priced = await platform.startApi({
    algorithms: [{ ...offered, eurPerHour: { small: eurPerSecond * 3600 } }],
    notificationGraceSeconds: 60,
  })
  const one = next()
  const run = await priced.submit(ada)
  const first = await one
  await priced.until(ada, run.id, ({ status }) => status === 'running')
  const databricksRuns = [await databricksRunOf(run.id)]
  const two = next()
  first.end(loss)
  const second = await two
  await priced.until(ada, run.id, ({ status, attempt }) => status === 'running' && attempt === 2)
  databricksRuns.push(await databricksRunOf(run.id))
  second.end(loss)
  const card = await priced.json(200, claim(databricksRuns[1] ?? '', priced))
  let seconds = 0
  for (const id of databricksRuns) {
    const { tasks } = await platform.administer('GET', `/api/2.2/jobs/runs/get?run_id=${id}`)
    const [task] = tasks as { setup_duration: number; execution_duration: number }[]
    seconds += ((task?.setup_duration ?? 0) + (task?.execution_duration ?? 0)) / 1000
  }
  expect(card.costEur).toBeGreaterThan(0)
  expect(card.costEur).toBeCloseTo(seconds * eurPerSecond, 3)
  expect((await priced.get(ada, run.id)).costEur).toBe(card.costEur)
  await priced.close()
  api = await platform.startApi({ notificationGraceSeconds: 60 })
})

test('runs that succeeded or were cancelled are not told of', async () => {
  const task = next()
  const run = await api.submit(ada)
  const runner = await playRunner(platform, await task)
  await runner.publish({ 'solution.json': '{}' })
  runner.task.end(success)
  await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
  await refused(409, 'RunNotFailed', claim(await databricksRunOf(run.id)))

  const other = next()
  const canceled = await api.submit(ada)
  await other
  await api.until(ada, canceled.id, ({ status }) => status === 'running')
  await api.json(202, api.call(ada, 'POST', `/v1/runs/${canceled.id}/cancel`))
  await refused(409, 'RunNotFailed', claim(await databricksRunOf(canceled.id)))
})

test('a run that still runs is not told of, and the answer says when to ask again', async () => {
  const task = next()
  const run = await api.submit(ada)
  await task
  await api.until(ada, run.id, ({ status }) => status === 'running')
  const answer = await refused(409, 'RunNotFinished', claim(await databricksRunOf(run.id)))
  expect(answer.headers.get('retry-after')).toBe('5')
  await api.json(202, api.call(ada, 'POST', `/v1/runs/${run.id}/cancel`))
  await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
})

test.each([
  ['404', 'RunNotFound', '12345'],
  ['404', 'RunNotFound', '9223372036854775807'],
  ['400', 'InvalidRequest', '0'],
  ['400', 'InvalidRequest', '1e3'],
  ['400', 'InvalidRequest', -1],
  ['400', 'InvalidRequest', { id: 1 }],
])('%s %s for the Databricks run %j', async (status, code, id) => {
  await refused(Number(status), code, claim(id as string))
})

test('an unknown claim is refused', async () => {
  await refused(404, 'RunNotFound', acknowledge('x.y'))
  const { id, databricksRunId } = await failing()
  await api.json(200, claim(databricksRunId))
  await refused(409, 'ClaimLost', acknowledge(`${id}.guess`))
})

test('only the role for notifications may claim and acknowledge, and it may do nothing else', async () => {
  const admin = await platform.token('admin', [appRoles.admin, appRoles.readAll, appRoles.submit])
  for (const path of ['claim', 'acknowledge']) {
    await refused(403, 'Forbidden', api.call(admin, 'POST', `/v1/notifications/${path}`, {}))
  }
  await refused(403, 'Forbidden', api.call(runbook, 'GET', '/v1/runs'))
})

test('a failure that nobody was told of in time is reported once; one that was told is not', async () => {
  const told = await failing()
  const untold = await failing()
  await acknowledge((await api.json(200, claim(told.databricksRunId))).claim)
  await api.until(ada, untold.id, ({ finishedAt }) => finishedAt !== null)
  const waiting = async () => {
    const ids: string[] = []
    for await (const { runId } of store.untold(Date.now() + 1)) ids.push(runId)
    return ids
  }
  // Noted right after the end is stored.
  const deadline = Date.now() + 10_000
  while (!(await waiting()).includes(untold.id)) expect(Date.now()).toBeLessThan(deadline)

  const lines: string[] = []
  const log = pino({}, { write: (line) => lines.push(line) })
  const service = { settings: { notificationGraceSeconds: 60 }, store, log, telemetry: noTelemetry }
  const reports = () => lines.filter((line) => line.includes(untold.id))
  await reportMissing(service, Date.now())
  expect(reports()).toEqual([])
  await Promise.all([1, 2].map(() => reportMissing(service, Date.now() + 61_000)))
  await reportMissing(service, Date.now() + 61_000)
  expect(reports()).toHaveLength(1)
  expect(JSON.parse(reports()[0] ?? '')).toMatchObject({
    level: 50,
    event: 'notification.missing',
    code: 'AlgorithmFailed',
    attempt: 1,
  })
  expect(lines.join()).not.toContain(told.id)
  expect(await waiting()).toEqual([])
})
