import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Automation, startAutomation } from '../../../automation/automation'
import type { AzureUnderTest } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

const identity = inGroup('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-test')
const account = `${inGroup('Microsoft.Automation/automationAccounts', 'aa-test')}?api-version=2024-10-23`
const carrying = {
  location,
  properties: { sku: { name: 'Basic' } },
  identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
}

let folder: string
let automation: Automation
let azure: AzureUnderTest
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-identity-'))
  automation = await startAutomation({
    dataDir: folder,
    port: 0,
    python: 'python3',
    armUrl: 'https://management.azure.com',
  })
  azure = await startWithGroup(['Microsoft.Automation', 'Microsoft.ManagedIdentity'], { automation: automation.url })
})
afterAll(async () => {
  await azure?.close()
  await automation?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('an identity keeps its ids, and shows no secret', async () => {
  const { body: first } = await azure.good('PUT', identity, { location })
  expect(Object.keys(first.properties).sort()).toEqual(['clientId', 'principalId', 'provisioningState', 'tenantId'])
  const { body: second } = await azure.good('PUT', identity, { location, tags: { owner: 'tests' } })
  expect(second.properties).toEqual(first.properties)
})

test('its machine gets tokens with what the test door alone tells', async () => {
  const { clientId } = (await azure.good('PUT', identity, { location })).body.properties
  const { body } = await azure.control('GET', `/__emulator/identities/${clientId}`)
  expect(body).toMatchObject({ id: identity, clientId, header: expect.any(String) })
  const token = (header: string) =>
    fetch(
      new URL(
        `/msi/token?api-version=2019-08-01&resource=https://storage.azure.com&client_id=${clientId}`,
        azure.entra.url,
      ),
      {
        headers: { 'x-identity-header': header },
      },
    )
  expect((await token(body.header)).status).toBe(200)
  expect((await token('guessed')).status).toBeGreaterThanOrEqual(400)
})

test('an Automation account carries it while it is there', async () => {
  await azure.good('PUT', identity, { location })
  const { clientId, principalId } = (await azure.good('GET', identity)).body.properties
  const { body } = await azure.good('PUT', account, carrying)
  expect(body.identity.userAssignedIdentities).toEqual({ [identity]: { clientId, principalId } })
  await azure.good('DELETE', identity)
  expect(await verdict(azure, account, carrying)).toContain('was not found')
  expect(await azure.control('GET', `/__emulator/identities/${clientId}`)).toMatchObject({ status: 404 })
})
