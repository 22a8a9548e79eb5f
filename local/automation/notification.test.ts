import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { runbooks, webhookName } from '../../apps/runbook/contract'
import { type Entra, startEntra } from '../entra/entra'
import { startTeams, type Teams } from '../teams/teams'
import { type AccountUnderTest, identity, startAccount } from './testing/account'

const sources = join(__dirname, '..', '..', 'apps', 'runbook')
const claim = JSON.parse(readFileSync(join(sources, 'tests', 'golden', 'claim.json'), 'utf8'))
const databricksRun = JSON.parse(readFileSync(join(sources, 'tests', 'golden', 'databricks-run.json'), 'utf8'))
const tenantId = '11111111-1111-4111-8111-111111111111'
const api = '22222222-2222-4222-8222-222222222222'

/** The API's side of the contract, as far as it decides about exactly one card, and Databricks' runs/get. */
interface Notification {
  finished: boolean
  heldUntil: number
  delivered: boolean
}
let known: Map<string, Notification>
let apiDown: boolean
let acknowledged: number
let server: Server
let entra: Entra
let teams: Teams
let account: AccountUnderTest
let webhook: string
const folder = mkdtempSync(join(tmpdir(), 'slipway-notification-'))
const own = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

beforeAll(async () => {
  jest.spyOn(console, 'log').mockImplementation(() => {})
  server = createServer(async (request, response) => {
    const [status, body, headers = {}] = await answer(request)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body && JSON.stringify(body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  entra = await startEntra({
    dataDir: join(folder, 'entra'),
    port: 0,
    tenantId,
    applications: [{ clientId: api, name: 'api', roles: ['Runs.Notify', 'Runs.Submit'] }],
    clients: [],
    managedIdentities: [{ ...identity, name: 'id-runbook', roles: { [api]: ['Runs.Notify', 'Runs.Submit'] } }],
  })
  teams = await startTeams({ dataDir: join(folder, 'teams'), port: 0 })
  account = await startAccount()
  await account.call('PUT', '/__emulator/identities', { ...identity, endpoint: `${entra.url}/msi/token` })
  const variables = {
    API_URL: own(),
    API_AUDIENCE: `api://${api}`,
    IDENTITY_CLIENT_ID: identity.clientId,
    DATABRICKS_URL: own(),
  }
  for (const [name, value] of Object.entries(variables)) await account.setVariable(name, value)
  await account.setVariable('TEAMS_WEBHOOK_URL', teams.webhookUrl, true)
  await account.publish(runbooks.notify.name, readFileSync(join(sources, runbooks.notify.file), 'utf8'))
  webhook = await account.webhook(webhookName('2099-12-31'), runbooks.notify.name)
})
afterAll(async () => {
  await account?.close()
  await teams?.close()
  await entra?.close()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  known = new Map([['1018263372906', { finished: true, heldUntil: 0, delivered: false }]])
  apiDown = false
  acknowledged = 0
  for (const path of ['faults', 'messages']) await fetch(`${teams.url}/__emulator/${path}`, { method: 'DELETE' })
})

type Answer = [status: number, body?: object, headers?: Record<string, string>]

async function answer(request: IncomingMessage): Promise<Answer> {
  let text = ''
  for await (const chunk of request) text += chunk
  const { aud, roles, appid, azp } = decodeJwt((request.headers.authorization ?? '').replace('Bearer ', ''))
  if ((appid ?? azp) !== identity.clientId) return [401]
  if (request.url?.startsWith('/api/2.2/jobs/runs/get')) {
    return aud === '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d' ? [200, databricksRun] : [401]
  }
  const soon = { 'retry-after': '0' }
  if (apiDown) return [503, { code: 'StorageUnavailable' }, soon]
  if (aud !== api || !(roles as string[]).includes('Runs.Notify')) return [403]
  const body = JSON.parse(text)
  if (request.url === '/v1/notifications/acknowledge') {
    const notification = known.get(body.claim)
    if (!notification) return [404, { code: 'NotFound' }]
    notification.delivered = true
    acknowledged++
    return [204]
  }
  const notification = known.get(body.databricksRunId)
  if (!notification) return [404, { code: 'RunNotFound' }, soon]
  if (!notification.finished) return [409, { code: 'RunNotFinished' }, soon]
  if (notification.delivered) return [409, { code: 'AlreadyDelivered' }]
  if (notification.heldUntil > Date.now()) return [409, { code: 'ClaimHeld' }, soon]
  notification.heldUntil = Date.now() + 60_000
  return [200, { ...claim, claim: body.databricksRunId }]
}

/** What Databricks sends. @returns ids of the jobs that it started */
async function deliver(url = webhook, runId = '1018263372906'): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Apache-HttpClient/4.5.13' },
    body: JSON.stringify({
      event_type: 'jobs.on_failure',
      workspace_id: '3141592653589793',
      run: { run_id: runId },
      job: { job_id: '672983440183', name: 'highs-small' },
    }),
  })
  if (response.status !== 202) return String(response.status)
  return ((await response.json()) as { JobIds: string[] }).JobIds[0] ?? ''
}

interface Message {
  readonly cards: readonly object[]
  readonly errors: readonly string[]
}

async function messages(): Promise<Message[]> {
  return ((await (await fetch(`${teams.url}/messages`)).json()) as { messages: Message[] }).messages
}

function fault(body: object) {
  return fetch(`${teams.url}/__emulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

test('a webhook of Databricks ends as one card that the channel takes', async () => {
  const job = await account.ended(await deliver())
  expect(job).toMatchObject({ status: 'Completed', output: `posted the card of the run ${claim.run.id}\n` })
  const [message, ...more] = await messages()
  expect(more).toEqual([])
  expect(message?.errors).toEqual([])
  expect(JSON.stringify(message?.cards)).toContain('The algorithm needed more memory than the machine has.')
  expect(acknowledged).toBe(1)
})

test('a webhook that comes five times at once, and again later, ends as one card', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => deliver()))
  const jobs = [...(await Promise.all(ids.map(account.ended))), await account.ended(await deliver())]
  expect(jobs.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'Completed'))
  expect(jobs.filter(({ output }) => output.startsWith('posted'))).toHaveLength(1)
  expect(jobs.filter(({ output }) => output === 'no card: the API says AlreadyDelivered\n')).toHaveLength(5)
  expect(await messages()).toHaveLength(1)
  expect(acknowledged).toBe(1)
})

test('a webhook that comes before the API has seen the end waits for it', async () => {
  const notification = { finished: false, heldUntil: 0, delivered: false }
  known.set('7', notification)
  const early = await deliver(webhook, '7')
  const other = await account.ended(await deliver())
  expect(other.status).toBe('Completed')
  expect(await messages()).toHaveLength(1)
  notification.finished = true
  expect((await account.ended(early)).status).toBe('Completed')
  expect(await messages()).toHaveLength(2)
})

test('where Teams is dead the job has failed, and nothing is acknowledged', async () => {
  await fault({ kind: 'status', status: 503, retryAfter: '0', count: 3 })
  const job = await account.ended(await deliver())
  expect(job.status).toBe('Failed')
  expect(job.exception).toContain('RuntimeError: the card was not delivered: Teams answered 503')
  expect(acknowledged).toBe(0)
  expect(await messages()).toEqual([])
})

test('where Teams stumbles the card comes all the same', async () => {
  await fault({ kind: 'status', status: 429, retryAfter: '0' })
  await fault({ kind: 'status', status: 500, retryAfter: '0' })
  expect((await account.ended(await deliver())).status).toBe('Completed')
  expect(await messages()).toHaveLength(1)
})

test('where the Workflows webhook is switched off the job says what to do', async () => {
  const enabled = (on: boolean) =>
    fetch(`${teams.url}/__emulator/webhook`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ enabled: on }),
    })
  await enabled(false)
  const { status, exception } = await account.ended(await deliver())
  await enabled(true)
  expect(status).toBe('Failed')
  expect(exception).toContain('make a new one and put its address into TEAMS_WEBHOOK_URL')
})

test('where the API is down the card tells what Databricks knows', async () => {
  apiDown = true
  const job = await account.ended(await deliver())
  expect(job).toMatchObject({
    status: 'Completed',
    output: expect.stringContaining('the API did not answer (HTTP 503)'),
  })
  const [message] = await messages()
  expect(message?.errors).toEqual([])
  expect(JSON.stringify(message?.cards)).toContain('so this is only what Databricks knows.')
})

test('an expired Automation webhook starts nothing, which Databricks sees as 400', async () => {
  const expiryTime = new Date(Date.now() + 60_000).toISOString()
  const short = await account.webhook('short-lived', runbooks.notify.name, { expiryTime })
  await account.call('PUT', '/__emulator/clock', { now: new Date(Date.now() + 120_000).toISOString() })
  expect(await deliver(short)).toBe('400')
  await account.call('PUT', '/__emulator/clock', { now: new Date().toISOString() })
})

test('data that came through another webhook are refused', async () => {
  const other = await account.webhook('other', runbooks.notify.name)
  const { status, exception } = await account.ended(await deliver(other))
  expect(status).toBe('Failed')
  expect(exception).toContain("the data came through the webhook 'other'")
  expect(await messages()).toEqual([])
})

test('no job’s log holds the address of Teams or a token', async () => {
  const jobs = await account.allEnded(1)
  expect(jobs.length).toBeGreaterThan(10)
  const text = JSON.stringify(jobs)
  expect(text).not.toContain(new URL(teams.webhookUrl).searchParams.get('sig'))
  expect(text).not.toContain('/workflows/')
  expect(text).not.toContain('eyJ')
  expect(text).not.toContain(identity.header)
})
