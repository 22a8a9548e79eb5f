import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Automation, startAutomation } from '../../automation/automation'
import { type AzureUnderTest, group, sendThrough, startAzureUnderTest, subscription } from '../testing/azure-under-test'

const account = `${group}/providers/Microsoft.Automation/automationAccounts/aa-test`
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-runbook`
const webhookHost = 'we-1.webhook.we.azure-automation.net'

let azure: AzureUnderTest
let automation: Automation
let dataDir: string

beforeAll(async () => {
  jest.spyOn(console, 'log').mockImplementation(() => {})
  dataDir = mkdtempSync(join(tmpdir(), 'slipway-automation-'))
  automation = await startAutomation({
    dataDir,
    port: 0,
    python: 'python3',
    armUrl: 'https://management.azure.com',
    webhookUrl: `https://${webhookHost}`,
  })
  azure = await startAzureUnderTest({ automation: automation.url })
  await azure.good('PUT', group, { location: 'westeurope' })
  await azure.good('POST', `${subscription}/providers/Microsoft.ManagedIdentity/register`)
})
afterAll(async () => {
  await azure?.close()
  await automation?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const idsIn = async (path: string) => (await azure.call('GET', path)).body.value.map(({ id }: { id: string }) => id)
const withIdentity = {
  location: 'westeurope',
  properties: { sku: { name: 'Basic' } },
  identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
}

test('an account needs its namespace and its group', async () => {
  expect(await azure.call('PUT', account, { body: withIdentity })).toMatchObject({
    status: 409,
    body: { error: { code: 'MissingSubscriptionRegistration' } },
  })
  await azure.good('POST', `${subscription}/providers/Microsoft.Automation/register`)
  expect(await azure.call('PUT', account.replace('rg-test', 'rg-none'), { body: withIdentity })).toMatchObject({
    status: 404,
    body: { error: { code: 'ResourceGroupNotFound' } },
  })
})

test('an account lives in the emulator, with identities that were deployed, and stands in the list of its group', async () => {
  const { body } = await azure.good('PUT', identity, { location: 'westeurope' })
  const put = await azure.good('PUT', `${account}?api-version=2024-10-23`, withIdentity)
  const { clientId, principalId } = body.properties
  expect(put.body.identity.userAssignedIdentities[identity]).toEqual({ clientId, principalId })
  expect(await azure.call('GET', `${account}?api-version=2024-10-23`)).toMatchObject({ status: 200, body: put.body })
  expect(await idsIn(`${group}/resources`)).toEqual([identity, account])
})

test('what is in an account is the emulator’s own business', async () => {
  const runbook = `${account}/runbooks/script`
  const version = 'api-version=2024-10-23'
  const properties = { runbookType: 'Python3' }
  await azure.good('PUT', `${runbook}?${version}`, { location: 'westeurope', properties })
  const draft = await azure.call('PUT', `${runbook}/draft/content?${version}`, {
    body: 'print("hello")',
    headers: { 'content-type': 'text/powershell' },
  })
  expect(draft).toMatchObject({ status: 202, headers: { 'retry-after': '0' } })
  expect(await azure.call('POST', `${runbook}/publish?${version}`)).toMatchObject({ status: 202 })
  const content = await azure.call('GET', `${runbook}/content?${version}`)
  expect(content).toMatchObject({
    body: 'print("hello")',
    headers: { 'content-type': expect.stringMatching(/^text\//) },
  })
  expect(await azure.call('GET', `${account}/powerShell72Modules?${version}`)).toMatchObject({ status: 501 })
  expect(await idsIn(`${group}/resources`)).toEqual([identity, account])
})

test('a webhook is called under its own host name', async () => {
  const uri = (await azure.good('POST', `${account}/webHooks/generateUri?api-version=2015-10-31`)).body
  expect(new URL(uri).hostname).toBe(webhookHost)
  const properties = {
    uri,
    isEnabled: true,
    expiryTime: new Date(Date.now() + 86_400_000).toISOString(),
    runbook: { name: 'script' },
  }
  await azure.good('PUT', `${account}/webHooks/hook?api-version=2015-10-31`, { name: 'hook', properties })
  const call = (url: string) => sendThrough(azure.proxyUrl('caller'), azure.azure.caFile, 'POST', url, {}, '{}')
  expect(await call(uri)).toMatchObject({ status: 202, body: { JobIds: [expect.any(String)] } })
  expect((await call(uri.replace(/token=./, 'token=-'))).status).not.toBe(202)
  await azure.restart()
  expect(JSON.stringify(azure.transcript())).not.toContain(new URL(uri).searchParams.get('token'))
})

test('one clock moves both', async () => {
  const now = new Date(Date.now() + 86_400_000)
  await azure.control('PUT', '/__emulator/clock', { now: now.toISOString() })
  const startTime = new Date(now.getTime() + 3_600_000).toISOString()
  const early = new Date(now.getTime() - 3_600_000).toISOString()
  const put = (time: string) =>
    azure.call('PUT', `${account}/schedules/s?api-version=2024-10-23`, {
      body: { name: 's', properties: { startTime: time, frequency: 'OneTime', timeZone: 'Etc/UTC' } },
    })
  expect(await put(early)).toMatchObject({ status: 400 })
  expect((await put(startTime)).status).toBeLessThan(300)
  await azure.control('PUT', '/__emulator/clock', { now: new Date().toISOString() })
})

test('no path leads to another host', async () => {
  const answer = await azure.call('GET', `//evil.example${account}?api-version=2024-10-23`)
  expect(answer.status).not.toBe(500)
})

test('an account that goes with its group is gone in the emulator too', async () => {
  await azure.good('DELETE', group)
  const left = await fetch(`${automation.url}${account}?api-version=2024-10-23`)
  expect(left.status).toBe(404)
  await azure.good('PUT', group, { location: 'westeurope' })
  expect(await azure.call('GET', `${account}?api-version=2024-10-23`)).toMatchObject({ status: 404 })
  expect(await idsIn(`${group}/resources`)).toEqual([])
})
