import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ManagedIdentityCredential } from '@azure/identity'
import {
  type ApplicationInsights,
  startApplicationInsights,
  type TelemetryItem,
} from '../../../local/application-insights/application-insights'
import { traceTable } from '../../../local/application-insights/trace-table'
import { ensureCertificate } from '../../../local/certificate'
import { loss, success } from '../../../local/databricks/testing/scripted-executor'
import { startAzureMonitor } from './azure-monitor'
import { parseSettings } from './settings'
import type { Telemetry } from './telemetry'
import { model, type Platform, playRunner, startPlatform } from './testing/platform'

const instrumentationKey = '00000000-0000-0000-0000-00000000000a'
const callersTrace = '4bf92f3577b34da6a3ce929d0e0e4736'
const callersSpan = '00f067aa0ba902b7'
const traceparent = `00-${callersTrace}-${callersSpan}-01`

let platform: Platform
let insights: ApplicationInsights
let ca: string
let ada: string
let troubles = 0

beforeAll(async () => {
  platform = await startPlatform()
  const certificate = await ensureCertificate(join(platform.folder, 'insights'))
  ca = readFileSync(certificate.certFile, 'utf8')
  const dataDir = join(platform.folder, 'insights')
  insights = await startApplicationInsights({ dataDir, port: 0, instrumentationKey, certificate })
  ada = await platform.token('ada')
}, 60_000)
afterAll(async () => {
  await insights?.close()
  await platform?.close()
}, 60_000)
beforeEach(() => insights.weather('fine'))

function telemetry(): Telemetry {
  const { identityClientId } = parseSettings(platform.environment)
  const credential = new ManagedIdentityCredential({ clientId: identityClientId })
  const { connectionString } = insights
  return startAzureMonitor({ connectionString, credential, ca, onTrouble: () => troubles++ })
}

const next = () => platform.executor.started(platform.executor.tasks.length)
const ofTrace = (items: TelemetryItem[], id: string) => items.filter(({ tags }) => tags['ai.operation.id'] === id)
const properties = (item: TelemetryItem) => (item.data.baseData.properties ?? {}) as Record<string, unknown>
/** Metrics by name: the sum of their values or the number of measurements. */
const metrics = (items: TelemetryItem[], name: string) =>
  items.flatMap((item) => {
    const [point] = (item.data.baseData.metrics ?? []) as { name: string; value: number; count?: number }[]
    return point?.name === name ? [{ ...point, properties: properties(item) }] : []
  })

describe('a run that is tried twice', () => {
  let items: TelemetryItem[]
  let runId: string
  const inputName = 'very-secret-model.lp'

  beforeAll(async () => {
    const [offered] = parseSettings(platform.environment).algorithms
    if (!offered) throw new Error('no algorithm')
    const sent = telemetry()
    const algorithms = [{ ...offered, eurPerHour: { small: 3600 } }]
    const api = await platform.startApi({ algorithms }, sent)
    const one = next()
    const input = { name: inputName, content: model }
    const run = await api.submit(ada, { input, name: 'secret name' }, { traceparent })
    runId = run.id
    const first = await one
    await api.until(ada, run.id, ({ status }) => status === 'running')
    const two = next()
    first.end(loss)
    const runner = await playRunner(platform, await two)
    const given = runner.task.spec.argv.find((word) => word.startsWith('--traceparent='))?.split('-')
    const parentId = given?.at(-2)
    const span = (id: string, name: string, parent = 'aaaaaaaaaaaaaaaa') =>
      JSON.stringify({ id, parentId: parent, name, start: Date.now(), end: Date.now() + 5, failed: false })
    const lines = [span('bbbbbbbbbbbbbbbb', 'algorithm'), span('aaaaaaaaaaaaaaaa', 'runner', parentId)]
    const foreign = [span('cccccccccccccccc', 'Patient: John Doe'), '{"half":', '"sig=secret"']
    await runner.write('attempts/2/spans.jsonl', [...lines, ...foreign].join('\n'))
    await runner.publish({ 'solution.json': '{}' })
    runner.task.end(success)
    await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
    await api.close()
    await sent.close()
    items = insights.items()
  }, 60_000)

  test('is one trace, from its caller to the runner', () => {
    const spans = ofTrace(items, callersTrace).filter(({ data }) => 'duration' in data.baseData)
    const named = new Map(spans.map((item) => [String(item.data.baseData.name), item]))
    const idOf = (name: string) => String(named.get(name)?.data.baseData.id)
    const parentOf = (name: string) => named.get(name)?.tags['ai.operation.parentId']
    expect(parentOf('POST /v1/runs')).toBe(callersSpan)
    expect(parentOf('run')).toBe(idOf('POST /v1/runs'))
    expect([parentOf('queue'), parentOf('attempt 1'), parentOf('attempt 2')]).toEqual(Array(3).fill(idOf('run')))
    expect(parentOf('runner')).toBe(idOf('attempt 2'))
    expect(parentOf('algorithm')).toBe(idOf('runner'))
    expect(spans.filter(({ data }) => data.baseData.name === 'hand over')).toHaveLength(2)
    expect(named.get('attempt 1')?.data.baseData.success).toBe(false)
    expect(properties(named.get('attempt 1') as TelemetryItem)).toMatchObject({ runId, code: 'ComputeInterrupted' })
    expect(named.get('runner')?.tags['ai.cloud.role']).toBe('slipway-runner')
    const ids = spans.map(({ data }) => data.baseData.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('is shown as a table', () => {
    const table = traceTable(items, runId) ?? ''
    expect(table).toContain(`trace ${callersTrace}`)
    expect(table.replace(/\d+\.\d+/g, '0').replace(/ +/g, ' ')).toMatch(
      /POST \/v1\/runs\n.* run\n.* queue\n.*failed slipway-api attempt 1\n.*ok slipway-api attempt 2\n.*hand over\n/s,
    )
    expect(traceTable(items, 'unknown')).toBeUndefined()
  })

  test('is in the log records of its trace', () => {
    const messages = ofTrace(items, callersTrace).flatMap(({ data }) => data.baseData.message ?? [])
    expect(messages).toContain('run changed')
    expect(messages).toContain('attempt lost, starting another')
    expect(messages).not.toContain('request')
  })

  test('is counted and measured', () => {
    const kind = { algorithm: 'highs', profile: 'small' }
    expect(metrics(items, 'slipway.runs.accepted')).toMatchObject([{ value: 1, properties: kind }])
    expect(metrics(items, 'slipway.runs.ended')).toMatchObject([{ value: 1, properties: { status: 'succeeded' } }])
    expect(metrics(items, 'slipway.attempts.failed')).toMatchObject([
      { value: 1, properties: { code: 'ComputeInterrupted', origin: 'platform' } },
    ])
    expect(metrics(items, 'slipway.cost')[0]?.value).toBeGreaterThan(0)
    for (const name of ['slipway.queue.duration', 'slipway.run.duration']) {
      expect(metrics(items, name)).toMatchObject([{ count: 1 }])
    }
  })

  test('leaves nothing of its input, its name, its grant or its token', () => {
    const text = JSON.stringify(items)
    expect(text).toContain(runId)
    expect(text).not.toMatch(/very-secret|secret name|Minimize|sig=|eyJ[\w-]{20}|v1\.[0-9a-f]{8}\.|John Doe/)
    const { GRANT_KEYS } = platform.environment
    expect(text).not.toContain(GRANT_KEYS)
  })

  test('health checks leave no spans', () => {
    expect(JSON.stringify(items)).not.toContain('/health/')
  })
})

test.each(['hang', 'refuse'] as const)(
  'an endpoint that does %s costs the API nothing but the telemetry',
  async (weather) => {
    troubles = 0
    insights.weather(weather)
    const before = insights.items().length
    const sent = telemetry()
    const api = await platform.startApi({}, sent)
    const began = Date.now()
    const statuses = await Promise.all(Array.from({ length: 300 }, () => api.call(ada, 'GET', '/v1')))
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([200]))
    expect(Date.now() - began).toBeLessThan(10_000)
    // Far more than the queue holds.
    for (let n = 0; n < 50_000; n++) sent.write('{"level":30,"time":0,"msg":"x"}')
    const task = next()
    const run = await api.submit(ada)
    const runner = await playRunner(platform, await task)
    await runner.publish({ 'solution.json': '{}' })
    runner.task.end(success)
    expect((await api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)).status).toBe('succeeded')
    await api.close()
    const closing = Date.now()
    await sent.close()
    expect(Date.now() - closing).toBeLessThan(4_000)
    expect(insights.items()).toHaveLength(before)
    if (weather === 'refuse') expect(troubles).toBe(1)
  },
  60_000,
)

test('an endpoint that is gone is told once', async () => {
  troubles = 0
  const sent = startAzureMonitor({
    connectionString: `InstrumentationKey=${instrumentationKey};IngestionEndpoint=https://127.0.0.1:1/`,
    credential: { getToken: async () => ({ token: 'x', expiresOnTimestamp: Date.now() + 3_600_000 }) },
    onTrouble: () => troubles++,
  })
  for (let n = 0; n < 3; n++) sent.write('{"level":50,"time":0,"msg":"x"}')
  await sent.close()
  expect(troubles).toBe(1)
})

test('whoever has no token is refused', async () => {
  const request = await import('node:https').then(({ request }) =>
    request(`${insights.url}/v2.1/track`, { method: 'POST', ca, headers: { 'content-type': 'application/json' } }),
  )
  request.end('[]')
  const [response] = await once(request, 'response')
  response.resume()
  expect(response.statusCode).toBe(401)
})
