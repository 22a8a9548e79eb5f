import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openResources } from '../arm/resources'
import { openCertificateAuthority } from '../azure/certificate-authority'
import { startProxy } from '../azure/proxy'
import { openJsonStore } from '../json-store'
import { failure } from './testing/scripted-executor'
import { ended, jobSettings, startWorkspace, type WorkspaceUnderTest } from './testing/workspace-client'
import { recipientsOf } from './webhook-delivery'
import type { Json, RunEvent } from './workspace'

interface Received {
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

let workspace: WorkspaceUnderTest
let receiver: Server
let received: Received[]
let answer: number | 'nothing'

beforeEach(async () => {
  received = []
  answer = 200
  receiver = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    received.push({ url: request.url, headers: request.headers, text })
    receiver.emit('received')
    if (answer !== 'nothing') response.writeHead(answer).end()
  })
  await once(receiver.listen(0, '127.0.0.1'), 'listening')
  jest.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(async () => {
  await workspace.close()
  receiver.closeAllConnections()
  receiver.close()
  jest.restoreAllMocks()
})

async function destination(more: Json = {}): Promise<{ id: unknown }> {
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?token=hidden-value`
  const config = { generic_webhook: { url, ...more } }
  const { body } = await workspace.call('POST', '/api/2.0/notification-destinations', { display_name: 'd', config })
  return { id: body.id }
}

async function runNow(more: Json): Promise<{ jobId: unknown; runId: unknown }> {
  const job = await workspace.call('POST', '/api/2.2/jobs/create', jobSettings({}, more))
  const run = await workspace.call('POST', '/api/2.2/jobs/run-now', { job_id: job.body.job_id })
  return { jobId: job.body.job_id, runId: run.body.run_id }
}

async function deliveries(count: number): Promise<Received[]> {
  while (received.length < count) await once(receiver, 'received', { signal: AbortSignal.timeout(10_000) })
  return received
}

test('a failed run arrives with the body that Databricks documents', async () => {
  workspace = await startWorkspace({}, () => failure)
  const to = await destination({ username: 'user', password: 'p:w' })
  const { jobId, runId } = await runNow({ webhook_notifications: { on_failure: [to], on_success: [to] } })
  const [only] = await deliveries(1)
  const workspaceId = (await workspace.call('GET', '/.well-known/databricks-config')).body.workspace_id
  expect(only?.text).toBe(
    `{"event_type":"jobs.on_failure","workspace_id":"${workspaceId}","run":{"run_id":"${runId}"},"job":{"job_id":"${jobId}","name":"job"}}`,
  )
  expect(only?.url).toBe('/hook?token=hidden-value')
  expect(only?.headers).toMatchObject({
    authorization: `Basic ${Buffer.from('user:p:w').toString('base64')}`,
    'user-agent': 'Apache-HttpClient/4.5.13',
    'accept-encoding': 'gzip',
    connection: 'Keep-Alive',
    'content-type': 'application/json',
  })
  await ended(workspace.url, runId)
  expect(received).toHaveLength(1)
})

test('a start and a success are told to those who asked, each with its own event', async () => {
  workspace = await startWorkspace()
  const to = await destination()
  await runNow({ webhook_notifications: { on_start: [to], on_success: [to], on_failure: [to] } })
  const events = (await deliveries(2)).map(({ text }) => JSON.parse(text).event_type)
  expect(events.sort()).toEqual(['jobs.on_start', 'jobs.on_success'])
})

test('a task names itself and the run it belongs to, here with ids as numbers', async () => {
  workspace = await startWorkspace({ numericWebhookIds: true }, () => failure)
  const to = await destination()
  const { tasks } = jobSettings() as { tasks: Json[] }
  const { jobId, runId } = await runNow({
    tasks: tasks.map((task) => ({ ...task, webhook_notifications: { on_failure: [to] } })),
  })
  const [only] = await deliveries(1)
  const run = await ended(workspace.url, runId)
  const [task] = run.tasks as Json[]
  expect(JSON.parse(only?.text ?? '')).toEqual({
    event_type: 'jobs.on_failure',
    workspace_id: expect.any(Number),
    task: { task_key: 'main' },
    run: { run_id: task?.run_id, parent_run_id: runId },
    job: { job_id: jobId, name: 'job' },
  })
})

test.each([500, 404, 302, 'nothing'] as const)(
  'a receiver that answers %s changes nothing of the run',
  async (status) => {
    answer = status
    workspace = await startWorkspace()
    const to = await destination()
    const { runId } = await runNow({ webhook_notifications: { on_success: [to] } })
    await deliveries(1)
    expect((await ended(workspace.url, runId)).state).toMatchObject({ result_state: 'SUCCESS' })
  },
)

test('sends nothing off this machine, and logs no URL', async () => {
  workspace = await startWorkspace()
  const config = (url: string) => ({ display_name: 'd', config: { generic_webhook: { url } } })
  const path = '/api/2.0/notification-destinations'
  // An address of a documentation network (RFC 5737): were it dialled, the warning would come after a time-out.
  const outside = (await workspace.call('POST', path, config('https://192.0.2.1/hidden-value'))).body
  const warned = new Promise<string>((resolve) => {
    jest.spyOn(console, 'warn').mockImplementation((text: string) => resolve(text))
  })
  await runNow({ webhook_notifications: { on_success: [{ id: outside.id }] } })
  const warning = await warned
  expect(warning).toContain('could not be delivered (NOT_LOOPBACK)')
  expect(warning).not.toContain('hidden-value')
})

describe('who hears of an event', () => {
  const event = (more: Partial<RunEvent>): RunEvent => ({
    type: 'jobs.on_failure',
    runId: 1,
    jobId: 2,
    jobName: 'job',
    resultState: 'FAILED',
    lastAttempt: true,
    webhookNotifications: { on_failure: [{ id: 'f' }], on_start: [{ id: 's' }] },
    notificationSettings: {},
    ...more,
  })
  const task = (attempt: number) => ({ taskKey: 't', parentRunId: 1, attempt })
  const lastOnly = { alert_on_last_attempt: true }

  test.each<[string, Partial<RunEvent>, string[]]>([
    ['a failure', {}, ['f']],
    ['a cancellation', { resultState: 'CANCELED' }, ['f']],
    [
      'a cancellation that nobody wants to hear of',
      { resultState: 'CANCELED', notificationSettings: { no_alert_for_canceled_runs: true } },
      [],
    ],
    [
      'a failure where only cancellations are unwanted',
      { notificationSettings: { no_alert_for_canceled_runs: true, no_alert_for_skipped_runs: true } },
      ['f'],
    ],
    ['a skipped run', { resultState: 'SKIPPED', notificationSettings: { no_alert_for_skipped_runs: true } }, []],
    ['an attempt before the last', { task: task(0), lastAttempt: false }, ['f']],
    ['it with alert_on_last_attempt', { task: task(0), lastAttempt: false, notificationSettings: lastOnly }, []],
    ['the last with alert_on_last_attempt', { task: task(1), notificationSettings: lastOnly }, ['f']],
    ['a start', { type: 'jobs.on_start', task: task(0), notificationSettings: lastOnly }, ['s']],
    ['a start again', { type: 'jobs.on_start', task: task(1), notificationSettings: lastOnly }, []],
    ['an event that nobody asked for', { type: 'jobs.on_success' }, []],
    [
      'more than three',
      { webhookNotifications: { on_failure: ['a', 'b', 'c', 'd'].map((id) => ({ id })) } },
      ['a', 'b', 'c'],
    ],
    ['one destination twice', { webhookNotifications: { on_failure: [{ id: 'a' }, { id: 'a' }] } }, ['a']],
    ['an object instead of a list', { webhookNotifications: { on_failure: { id: 'a' } } }, []],
  ])('%s', (_, more, expected) => {
    expect(recipientsOf(event(more))).toEqual(expected)
  })
})

test('with a proxy a receiver anywhere in the world is called through it, and none else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-webhook-'))
  const authority = await openCertificateAuthority(folder)
  const refused: string[] = []
  const proxy = await startProxy({
    port: 0,
    workloads: [{ name: 'databricks', password: 'a-password', address: '192.0.2.1' }],
    authority,
    resources: openResources(openJsonStore(folder).collection('resources')),
    serverFor: (host) => (host === 'hook.example' ? receiver : undefined),
    onRefused: (_caller, host) => {
      refused.push(host)
      receiver.emit('received')
    },
  })
  try {
    const proxyUrl = `http://databricks:a-password@127.0.0.1:${proxy.port}`
    workspace = await startWorkspace({ webhookProxy: { proxyUrl, caFile: authority.caFile } }, () => failure)
    const hooks = await Promise.all(
      ['hook.example', 'nobody.example'].map(async (host) => {
        const config = { generic_webhook: { url: `https://${host}/webhooks?token=hidden-value` } }
        const { body } = await workspace.call('POST', '/api/2.0/notification-destinations', {
          display_name: host,
          config,
        })
        return { id: body.id }
      }),
    )
    await runNow({ webhook_notifications: { on_failure: hooks } })
    const [only] = await deliveries(1)
    while (refused.length < 1) await once(receiver, 'received', { signal: AbortSignal.timeout(10_000) })
    expect(only?.url).toBe('/webhooks?token=hidden-value')
    expect(only?.headers).toMatchObject({ host: 'hook.example', 'user-agent': 'Apache-HttpClient/4.5.13' })
    expect(refused).toEqual(['nobody.example'])
  } finally {
    await proxy.close()
    rmSync(folder, { recursive: true })
  }
})
