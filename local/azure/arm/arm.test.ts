import {
  type AzureUnderTest,
  group,
  objectIdOf,
  startAzureUnderTest,
  subscription,
  tenantId,
} from '../testing/azure-under-test'

const network = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-test`
const operation = expect.stringMatching(/^https:\/\/management\.azure\.com\/operationStatuses\/[0-9a-f-]{36}$/)

let azure: AzureUnderTest

beforeAll(async () => {
  azure = await startAzureUnderTest()
  for (const namespace of ['Microsoft.Network', 'Microsoft.Storage', 'Microsoft.ManagedIdentity', 'Microsoft.Web']) {
    await azure.good('POST', `${subscription}/providers/${namespace}/register`)
  }
  await azure.good('PUT', group, { location: 'westeurope', tags: { owner: 'tests' } })
})
afterAll(() => azure?.close())

const space = { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } }
const refused = (status: number, code: string) => ({ status, body: { error: { code, message: expect.any(String) } } })

describe('the verbs', () => {
  test('a resource is not there before it is put; then it is, with what Azure adds', async () => {
    expect(await azure.call('GET', network)).toMatchObject(refused(404, 'ResourceNotFound'))
    const { status, headers, body } = await azure.call('PUT', network, { body: space })
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'azure-asyncoperation': operation, 'retry-after': '0' })
    expect(headers['content-type']).toMatch(/^application\/json/)
    const shown = {
      id: network,
      name: 'vnet-test',
      type: 'Microsoft.Network/virtualNetworks',
      location: 'westeurope',
      properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, provisioningState: 'Succeeded' },
    }
    expect(body).toMatchObject(shown)
    expect((await azure.call('GET', network)).body).toEqual(body)
  })

  test('a path is found in any case and keeps the first one', async () => {
    const shouted = network
      .replace('resourceGroups/rg-test', 'resourcegroups/RG-TEST')
      .replace('vnet-test', 'VNET-test')
    expect((await azure.call('GET', shouted)).body.id).toBe(network)
    const { body } = await azure.call('PUT', shouted, { body: space })
    expect(body).toMatchObject({ id: network, name: 'vnet-test' })
    const { body: list } = await azure.call('GET', `${group}/providers/Microsoft.Network/VirtualNetworks`)
    expect(list.value).toHaveLength(1)
  })

  test('PUT replaces, PATCH merges deeply', async () => {
    await azure.good('PUT', network, {
      ...space,
      tags: { a: '1' },
      properties: { ...space.properties, deep: { x: 1 } },
    })
    const { status, body } = await azure.call('PATCH', network, {
      body: { tags: { b: '2' }, properties: { deep: { y: 2 } } },
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ tags: { a: '1', b: '2' }, properties: { deep: { x: 1, y: 2 }, ...space.properties } })
    const { body: replaced } = await azure.call('PUT', network, { body: space })
    expect(replaced.tags).toBeUndefined()
    expect(replaced.properties.deep).toBeUndefined()
  })

  test('what is deleted takes with it what lies below and what was put on it', async () => {
    const path = network.replace('vnet-test', 'vnet-gone')
    const subnet = `${path}/subnets/one`
    await azure.good('PUT', path, space)
    await azure.good('PUT', subnet, { properties: { addressPrefix: '10.0.1.0/24' } })
    const setting = `${path}/providers/Microsoft.Authorization/roleAssignments/77777777-7777-4777-8777-777777777777`
    const reader = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`
    await azure.good('PUT', setting, { properties: { principalId: objectIdOf('stranger'), roleDefinitionId: reader } })
    expect((await azure.call('DELETE', path)).status).toBe(200)
    for (const gone of [path, subnet, setting]) expect(await azure.call('GET', gone)).toMatchObject({ status: 404 })
    expect(await azure.call('DELETE', path)).toMatchObject({ status: 404 })
    const { body } = await azure.control('GET', '/__emulator/resources')
    expect(JSON.stringify(body)).not.toContain('vnet-gone')
  })

  test('a resource group is deleted in the background, as its provider expects', async () => {
    const gone = `${subscription}/resourceGroups/rg-gone`
    await azure.good('PUT', gone, { location: 'westeurope' })
    const answer = await azure.call('DELETE', gone)
    expect(answer).toMatchObject({ status: 202, body: '' })
    expect(answer.headers['azure-asyncoperation']).toContain('/operationStatuses/')
    expect(await azure.call('GET', gone)).toMatchObject({ status: 404 })
  })

  test('a body that is not an object or not JSON is refused', async () => {
    expect(await azure.call('PUT', network, { body: [] })).toMatchObject({ status: 400 })
    expect(
      await azure.call('PUT', network, { body: '{', headers: { 'content-type': 'application/json' } }),
    ).toMatchObject(refused(400, 'BadRequest'))
  })

  test('an unknown type and an unknown action are named in a 501', async () => {
    const batch = `${group}/providers/Microsoft.Batch/batchAccounts/b`
    expect(await azure.call('PUT', batch, { body: {} })).toMatchObject({
      status: 501,
      body: { error: { code: 'NotImplemented', message: `simulator: PUT ${batch}` } },
    })
    expect(await azure.call('POST', `${network}/explode`)).toMatchObject({
      status: 501,
      body: { error: { message: `simulator: POST ${network}/explode` } },
    })
    expect(await azure.call('GET', `${subscription}/somewhere`)).toMatchObject({ status: 501 })
  })
})

describe('lists', () => {
  test('of a group hold the resources that stand in it, and nothing below or on them', async () => {
    await azure.good('PUT', network, space)
    await azure.good('PUT', `${network}/subnets/listed`, { properties: { addressPrefix: '10.0.2.0/24' } })
    const { body } = await azure.call('GET', `${group}/resources?$expand=provisioningState&$top=10`)
    expect(body.value.map(({ id }: { id: string }) => id)).toEqual([network])
  })

  test('of a type hold those of the parent, of the group or of the subscription', async () => {
    await azure.good('PUT', `${subscription}/resourceGroups/rg-other`, { location: 'northeurope' })
    const other = network.replace('rg-test', 'rg-other')
    await azure.good('PUT', other, space)
    const ids = async (path: string) =>
      (await azure.call('GET', path)).body.value.map(({ id }: { id: string }) => id).sort()
    expect(await ids(`${network}/subnets`)).toEqual([`${network}/subnets/listed`])
    expect(await ids(`${group}/providers/Microsoft.Network/virtualNetworks`)).toEqual([network])
    expect(await ids(`${subscription}/providers/Microsoft.Network/virtualNetworks`)).toEqual([other, network].sort())
    const filter = encodeURIComponent("resourceType eq 'Microsoft.Network/virtualNetworks'")
    expect(await ids(`${subscription}/resources?$filter=${filter}`)).toEqual([other, network].sort())
    expect(await ids(`${subscription}/resourcegroups`)).toEqual(
      [group, `${subscription}/resourceGroups/rg-other`].sort(),
    )
  })

  test('of the parts of a resource that is not there are 404', async () => {
    expect(await azure.call('GET', `${network}-none/subnets`)).toMatchObject({ status: 404 })
  })
})

describe('what stands above', () => {
  test('a group that is not there', async () => {
    expect(await azure.call('PUT', network.replace('rg-test', 'rg-none'), { body: space })).toMatchObject(
      refused(404, 'ResourceGroupNotFound'),
    )
  })

  test.each([
    ['a parent', `${network}-none/subnets/s`],
    [
      'a parent of a parent',
      `${group}/providers/Microsoft.Storage/storageAccounts/none/blobServices/default/containers/input`,
    ],
    [
      'the target of a role',
      `${network}-none/providers/Microsoft.Authorization/roleAssignments/88888888-8888-4888-8888-888888888888`,
    ],
  ])('%s that is not there', async (_, path) => {
    expect(await azure.call('PUT', path, { body: { properties: {} } })).toMatchObject(
      refused(404, 'ParentResourceNotFound'),
    )
  })

  test('a region that Azure does not have', async () => {
    expect(await azure.call('PUT', network, { body: { ...space, location: 'westeuropa' } })).toMatchObject(
      refused(400, 'LocationNotAvailableForResourceType'),
    )
  })

  test('another region for what is there already', async () => {
    await azure.good('PUT', network, space)
    const elsewhere = { ...space, location: 'northeurope' }
    expect(await azure.call('PUT', network, { body: elsewhere })).toMatchObject(refused(409, 'InvalidResourceLocation'))
    expect(await azure.call('PUT', group, { body: elsewhere })).toMatchObject(
      refused(409, 'InvalidResourceGroupLocation'),
    )
    await azure.good('PUT', network, { ...space, location: 'West Europe' })
  })

  test('another subscription', async () => {
    const other = network.replace(subscription, '/subscriptions/99999999-9999-4999-8999-999999999999')
    const { status } = await azure.call('GET', other)
    expect([403, 404]).toContain(status)
  })
})

describe('resource providers', () => {
  const account = `${group}/providers/Microsoft.KeyVault/vaults/kv-test`
  const states = async () => {
    const { body } = await azure.call('GET', `${subscription}/providers`)
    return new Map(
      body.value.map((one: { namespace: string; registrationState: string }) => [one.namespace, one.registrationState]),
    )
  }

  test('refuse until they are registered', async () => {
    expect((await states()).get('Microsoft.KeyVault')).toBe('NotRegistered')
    const body = { location: 'westeurope', properties: { tenantId, sku: { name: 'standard' } } }
    expect(await azure.call('PUT', account, { body })).toMatchObject(refused(409, 'MissingSubscriptionRegistration'))
    expect(await azure.call('POST', `${subscription}/providers/Microsoft.KeyVault/register`)).toMatchObject({
      status: 200,
      body: { registrationState: 'Registered' },
    })
    expect((await states()).get('Microsoft.KeyVault')).toBe('Registered')
    expect(await azure.call('GET', `${subscription}/providers/microsoft.keyvault`)).toMatchObject({
      body: { registrationState: 'Registered' },
    })
    expect(await azure.call('PUT', account, { body })).toMatchObject({ status: 200 })
  })

  test('tell which regions there are', async () => {
    const { body } = await azure.call('GET', '//metadata/endpoints?api-version=2018-01-01', { as: null })
    expect(body.cloudEndpoint.public).toMatchObject({
      endpoint: 'management.azure.com',
      locations: expect.arrayContaining(['westeurope']),
    })
  })
})

describe('who may manage', () => {
  test('nobody without a token of this tenant for the resource manager', async () => {
    expect(await azure.call('GET', group, { as: null })).toMatchObject(refused(401, 'InvalidAuthenticationToken'))
    expect(
      await azure.call('GET', group, { as: null, headers: { authorization: 'Bearer e30.e30.e30' } }),
    ).toMatchObject({ status: 401 })
  })

  test('whoever has a role that allows it at the resource or above; the refusal says which would', async () => {
    const role = `${group}/providers/Microsoft.Authorization/roleAssignments/66666666-6666-4666-8666-666666666666`
    expect(await azure.call('GET', network, { as: 'stranger' })).toMatchObject(refused(403, 'AuthorizationFailed'))
    const reader = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`
    await azure.good('PUT', role, { properties: { principalId: objectIdOf('stranger'), roleDefinitionId: reader } })
    expect(await azure.call('GET', network, { as: 'stranger' })).toMatchObject({ status: 200 })
    expect(await azure.call('GET', `${group}/resources`, { as: 'stranger' })).toMatchObject({ status: 200 })
    expect(await azure.call('PUT', network, { as: 'stranger', body: space })).toMatchObject({ status: 403 })
    await azure.good('DELETE', role)
    expect(await azure.call('GET', network, { as: 'stranger' })).toMatchObject({ status: 403 })
    const { body } = await azure.control('GET', '/__emulator/refusals')
    expect(body.refusals).toContainEqual(
      expect.objectContaining({
        kind: 'role',
        caller: 'deployer',
        method: 'PUT',
        host: 'management.azure.com',
        principalId: objectIdOf('stranger'),
        resourceId: network,
        remedy: expect.stringContaining('assign the role'),
      }),
    )
  })
})

describe('long-running operations', () => {
  const statusOf = async (headers: Record<string, unknown>) =>
    azure.call('GET', new URL(String(headers['azure-asyncoperation'])).pathname)

  test('have ended when they are first asked about', async () => {
    const { headers } = await azure.call('PUT', network, { body: space })
    expect(await statusOf(headers)).toMatchObject({ status: 200, body: { status: 'Succeeded' } })
  })

  test('take as long as the switch says, and tell the client when to ask again', async () => {
    await azure.control('PUT', '/__emulator/lags', { slowOperationsSeconds: 3600 })
    const { headers } = await azure.call('PUT', network, { body: space })
    const running = await statusOf(headers)
    expect(running).toMatchObject({ status: 200, body: { status: 'InProgress' } })
    // With 0 the provider asks as fast as it can.
    expect(Number(running.headers['retry-after'])).toBeGreaterThan(0)
    await azure.control('PUT', '/__emulator/lags', { slowOperationsSeconds: 0 })
  })
})

test('a web app has its settings before anybody puts them', async () => {
  await azure.good('PUT', `${group}/providers/Microsoft.Web/serverFarms/plan`, {
    location: 'westeurope',
    kind: 'linux',
    sku: { name: 'B1' },
    properties: { reserved: true },
  })
  const site = `${group}/providers/Microsoft.Web/sites/app-test-site`
  const serverFarmId = `${group}/providers/Microsoft.Web/serverfarms/plan`
  await azure.good('PUT', site, {
    location: 'westeurope',
    properties: { serverFarmId, siteConfig: { alwaysOn: true } },
  })
  expect(await azure.call('GET', `${site}/config/web`)).toMatchObject({ body: { properties: { alwaysOn: true } } })
  expect(await azure.call('POST', `${site}/config/appsettings/list`)).toMatchObject({ body: { properties: {} } })
  expect(await azure.call('POST', `${site}/config/authsettings/list`)).toMatchObject({
    body: { properties: { configVersion: 'v1' } },
  })
  const credentials = await azure.call('POST', `${site}/config/publishingcredentials/list`)
  expect(credentials).toMatchObject({ status: 200, headers: { 'azure-asyncoperation': operation } })
  await azure.good('PUT', `${site}/config/appSettings`, { properties: { A: 'b' } })
  // Azure's own properties would be read as settings.
  expect((await azure.call('POST', `${site}/config/appSettings/list`)).body.properties).toEqual({ A: 'b' })
  await azure.good('PUT', `${site}/config/authsettingsV2`, { properties: { platform: { enabled: true } } })
  expect(await azure.call('GET', `${site}/config/authsettingsV2/list`)).toMatchObject({
    body: { properties: { platform: { enabled: true } } },
  })
  expect(await azure.call('POST', `${site}/config/backup/list`)).toMatchObject({ status: 404 })
})
