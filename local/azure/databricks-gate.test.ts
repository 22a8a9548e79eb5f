import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Databricks, startDatabricks } from '../databricks/databricks'
import { scriptedExecutor } from '../databricks/testing/scripted-executor'
import { type AzureUnderTest, clientIdOf, group, objectIdOf, startAzureUnderTest } from './testing/azure-under-test'
import { type DataPlane, dataPlane, deployNetwork } from './testing/data-planes'

const workspaceId = '1234567890123456'
const workspace = `${group}/providers/Microsoft.Databricks/workspaces/dbw-test`
const url = 'https://adb-1234567890123456.16.azuredatabricks.net'
const scim = `${url}/api/2.0/preview/scim/v2`
const manager = 'https://management.core.windows.net/'

const folder = mkdtempSync(join(tmpdir(), 'slipway-databricks-gate-'))
let databricks: Databricks
let azure: AzureUnderTest
let plane: DataPlane

beforeAll(async () => {
  databricks = await startDatabricks({
    dataDir: join(folder, 'databricks'),
    port: 0,
    workspaceId,
    executor: scriptedExecutor(),
    admins: [clientIdOf('deployer')],
  })
  azure = await startAzureUnderTest({ databricks: { url: databricks.url, workspaceId } })
  plane = dataPlane(azure, '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d')
  await deployNetwork(azure, ['Microsoft.Databricks'])
})
afterAll(async () => {
  await azure?.close()
  await databricks?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the provider adds to every call. */
async function asManager(as: 'deployer' | 'stranger', resourceId = workspace) {
  return {
    'X-Databricks-Azure-SP-Management-Token': await plane.token(as, manager),
    'X-Databricks-Azure-Workspace-Resource-Id': resourceId,
  }
}

test('there is no workspace before it is deployed', async () => {
  expect(await plane.send('GET', `${scim}/Me`, { as: 'deployer' })).toMatchObject({ status: 404 })
  const { body } = await azure.good('PUT', workspace, {
    location: 'westeurope',
    sku: { name: 'premium' },
    properties: { managedResourceGroupId: `${group}-managed`, parameters: {} },
  })
  expect(`https://${body.properties.workspaceUrl}`).toBe(url)
})

test('another workspace has a host name of its own, at which nobody is', async () => {
  const other = url.replace('1234567890123456.16', '1234567890123457.17')
  expect(await plane.send('GET', `${other}/api/2.0/preview/scim/v2/Me`, { as: 'deployer' })).toMatchObject({
    status: 404,
    body: { error_code: 'RESOURCE_DOES_NOT_EXIST' },
  })
})

test('where tokens come from is told without one', async () => {
  const answer = await plane.send('GET', `${url}/oidc/.well-known/oauth-authorization-server`, { as: null })
  expect(answer.status).toBe(200)
  expect(await plane.send('GET', `${scim}/Me`, { as: null })).toMatchObject({
    status: 401,
    body: { error_code: 'UNAUTHENTICATED' },
  })
})

test('whoever manages the resource comes in before anybody was added, and shows it with both headers', async () => {
  const send = (headers?: Record<string, string>, as: 'deployer' | 'stranger' = 'deployer') =>
    plane.send('GET', `${scim}/Me`, { as, ...(headers && { headers }) })
  const headers = await asManager('deployer')
  expect(await send(headers)).toMatchObject({ status: 200, body: { userName: clientIdOf('deployer') } })

  const { 'X-Databricks-Azure-Workspace-Resource-Id': _, ...tokenAlone } = headers
  expect(await send(tokenAlone)).toMatchObject({ status: 403, body: { error_code: 'PERMISSION_DENIED' } })
  expect(await send(await asManager('deployer', `${workspace}-other`))).toMatchObject({ status: 403 })
  // A token of another principal, or of this one for another service, proves nothing.
  expect(await send(headers, 'stranger')).toMatchObject({ status: 401 })
  const wrong = await plane.token('deployer', 'https://vault.azure.net')
  expect(await send({ ...headers, 'X-Databricks-Azure-SP-Management-Token': wrong })).toMatchObject({ status: 401 })
})

test('to manage takes a role that may write the resource', async () => {
  const headers = await asManager('stranger')
  const send = () => plane.send('GET', `${scim}/Me`, { headers })
  const reader = await plane.grant('stranger', 'Reader', workspace)
  const [refusal] = await plane.refusedBy(async () => expect(await send()).toMatchObject({ status: 403 }))
  expect(refusal).toMatchObject({ kind: 'role', resourceId: workspace, principalId: objectIdOf('stranger') })
  await reader()
  const contributor = await plane.grant('stranger', 'Contributor', group)
  expect(await send()).toMatchObject({ status: 200 })
  await contributor()
  expect(await send()).toMatchObject({ status: 403 })
})

test('a principal comes in when it was added, and no longer when it is switched off or removed', async () => {
  const me = () => plane.send('GET', `${scim}/Me`)
  const [refusal] = await plane.refusedBy(async () => expect(await me()).toMatchObject({ status: 403 }))
  expect(refusal).toMatchObject({
    kind: 'role',
    why: `application ${clientIdOf('stranger')} is not in the workspace`,
    remedy: `add it to the workspace as a databricks_service_principal with application_id "${clientIdOf('stranger')}"`,
  })
  const headers = await asManager('deployer')
  const change = (method: string, path: string, body?: unknown) =>
    plane.send(method, `${scim}/ServicePrincipals${path}`, { as: 'deployer', headers, body })
  const applicationId = clientIdOf('stranger')
  const { body } = await change('POST', '', { applicationId, displayName: 'stranger' })
  expect(await me()).toMatchObject({ status: 200, body: { userName: applicationId } })
  await change('PUT', `/${body.id}`, { applicationId, displayName: 'stranger', active: false })
  expect(await me()).toMatchObject({ status: 403 })
  await change('PUT', `/${body.id}`, { applicationId, displayName: 'stranger', active: true })
  expect(await me()).toMatchObject({ status: 200 })
  await change('DELETE', `/${body.id}`)
  expect(await me()).toMatchObject({ status: 403 })
})

test('a personal token opens nothing here', async () => {
  const headers = { authorization: 'Bearer dapi0123456789' }
  expect(await plane.send('GET', `${scim}/Me`, { as: null, headers })).toMatchObject({ status: 401 })
})
