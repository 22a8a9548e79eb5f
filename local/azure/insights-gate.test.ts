import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type ApplicationInsights, startApplicationInsights } from '../application-insights/application-insights'
import { ensureCertificate } from '../certificate'
import { type AzureUnderTest, group, objectIdOf, startAzureUnderTest } from './testing/azure-under-test'
import { type DataPlane, dataPlane, deployNetwork } from './testing/data-planes'

const instrumentationKey = '77777777-7777-4777-8777-777777777777'
const component = `${group}/providers/Microsoft.Insights/components/appi-test`
const item = (iKey = instrumentationKey) => ({
  name: 'Message',
  time: '2026-06-01T00:00:00Z',
  iKey,
  tags: {},
  data: { baseType: 'MessageData', baseData: { message: 'hello' } },
})

const folder = mkdtempSync(join(tmpdir(), 'slipway-insights-'))
let insights: ApplicationInsights
let azure: AzureUnderTest
let plane: DataPlane
let track: string

const deploy = (properties: object) => azure.good('PUT', component, { location: 'westeurope', kind: 'web', properties })

beforeAll(async () => {
  const certificate = await ensureCertificate(folder)
  insights = await startApplicationInsights({
    dataDir: folder,
    port: 0,
    instrumentationKey,
    certificate,
    localAuthentication: true,
  })
  azure = await startAzureUnderTest({
    insights: { url: insights.url, caFile: certificate.certFile, instrumentationKey },
  })
  plane = dataPlane(azure, 'https://monitor.azure.com')
  await deployNetwork(azure, ['Microsoft.Insights'])
})
afterAll(async () => {
  await azure?.close()
  await insights?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('nothing is taken before the component is deployed', async () => {
  const answer = await plane.send('POST', 'https://westeurope-5.in.applicationinsights.azure.com/v2.1/track', {
    body: [item()],
  })
  expect(answer).toMatchObject({ status: 404, body: { itemsAccepted: 0 } })
  await deploy({ DisableLocalAuth: true })
  const { ConnectionString } = (await azure.good('GET', component)).body.properties
  expect(ConnectionString).toContain(`InstrumentationKey=${instrumentationKey};`)
  track = `${/IngestionEndpoint=([^;]+)/.exec(ConnectionString)?.[1]}v2.1/track`
})

test('without local authentication telemetry needs a token for Azure Monitor and Monitoring Metrics Publisher at the component', async () => {
  const body = [item()]
  const refusals = await plane.refusedBy(async () => {
    expect(await plane.send('POST', track, { as: null, body })).toMatchObject({ status: 401 })
    expect(await plane.send('POST', track, { resource: 'https://vault.azure.net', body })).toMatchObject({
      status: 401,
    })
    expect(await plane.send('POST', track, { body })).toMatchObject({
      status: 403,
      body: { itemsReceived: 0, itemsAccepted: 0 },
    })
  })
  expect(refusals.map(({ kind }) => kind)).toEqual(['token', 'token', 'role'])
  expect(refusals[2]?.remedy).toBe(
    `assign the role "Monitoring Metrics Publisher" to principal ${objectIdOf('stranger')} at ${component}`,
  )
  expect(insights.items()).toEqual([])

  await plane.grant('stranger', 'Monitoring Metrics Publisher', component)
  expect(await plane.send('POST', track, { body })).toMatchObject({ status: 200, body: { itemsAccepted: 1 } })
  expect(insights.items()).toEqual([item()])
})

test('an unknown instrumentation key is refused item by item', async () => {
  const answer = await plane.send('POST', track, { body: [item(), item('88888888-7777-4777-8777-777777777777')] })
  expect(answer).toMatchObject({
    status: 206,
    body: { itemsReceived: 2, itemsAccepted: 1, errors: [{ index: 1, statusCode: 400 }] },
  })
})

test('packed telemetry passes as it is', async () => {
  const before = insights.items().length
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/x-json-stream' }
  const body = gzipSync(JSON.stringify(item()))
  expect(await plane.send('POST', track, { headers, body })).toMatchObject({ status: 200 })
  expect(insights.items()).toHaveLength(before + 1)
})

test.each([
  ['allowed', { DisableLocalAuth: false }],
  ['not mentioned', {}],
])(
  'where local authentication is %s the instrumentation key is enough, and a token that is sent still counts',
  async (_, properties) => {
    await deploy(properties)
    const before = insights.items().length
    const refusals = await plane.refusedBy(async () => {
      expect(await plane.send('POST', track, { as: null, body: [item()] })).toMatchObject({ status: 200 })
      expect(await plane.send('POST', track, { as: 'deployer', body: [item()] })).toMatchObject({ status: 403 })
    })
    expect(refusals.map(({ kind }) => kind)).toEqual(['role'])
    expect(insights.items()).toHaveLength(before + 1)

    const wrong = [item('88888888-7777-4777-8777-777777777777')]
    expect(await plane.send('POST', track, { as: null, body: wrong })).toMatchObject({ body: { itemsAccepted: 0 } })
  },
)

test('what is deployed later counts at once', async () => {
  await deploy({ DisableLocalAuth: true })
  expect(await plane.send('POST', track, { as: null, body: [item()] })).toMatchObject({ status: 401 })
})
