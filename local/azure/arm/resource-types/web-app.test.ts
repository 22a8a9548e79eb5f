import type { AzureUnderTest } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

const network = inGroup('Microsoft.Network/virtualNetworks', 'vnet')
const subnet = `${network}/subnets/api`
const bare = `${network}/subnets/bare`
const identity = inGroup('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-api')
const plan = (name: string) => inGroup('Microsoft.Web/serverFarms', name)
const site = inGroup('Microsoft.Web/sites', 'app-test')
const planOf = (sku: string, properties: object = {}) => ({
  location,
  sku: { name: sku },
  properties: { reserved: true, ...properties },
})
const siteOn = (sku: string, properties: object = {}) => ({
  location,
  kind: 'app,linux,container',
  properties: { serverFarmId: plan(sku), ...properties },
})

let azure: AzureUnderTest
beforeAll(async () => {
  azure = await startWithGroup(['Microsoft.ManagedIdentity', 'Microsoft.Network', 'Microsoft.Web'])
  await azure.good('PUT', network, { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } })
  const delegations = [{ name: 'delegation', properties: { serviceName: 'Microsoft.Web/serverFarms' } }]
  await azure.good('PUT', subnet, { properties: { addressPrefix: '10.0.0.0/24', delegations } })
  await azure.good('PUT', bare, { properties: { addressPrefix: '10.0.1.0/24' } })
  await azure.good('PUT', identity, { location })
  for (const sku of ['F1', 'B1', 'P0v3']) await azure.good('PUT', plan(sku), planOf(sku))
})
afterAll(() => azure?.close())
afterEach(() => azure.call('DELETE', site))

describe('a plan', () => {
  test.each([
    ['F1', { sku: { name: 'F1', tier: 'Free', capacity: 1 }, properties: { maximumNumberOfWorkers: 1 } }],
    ['B1', { sku: { name: 'B1', tier: 'Basic', capacity: 1 }, properties: { maximumNumberOfWorkers: 3 } }],
    ['P0v3', { sku: { name: 'P0v3', tier: 'Premium0V3', capacity: 1 }, properties: { maximumNumberOfWorkers: 30 } }],
  ])('%s has its tier and workers', async (sku, shown) => {
    expect((await azure.good('GET', plan(sku))).body).toMatchObject(shown)
  })

  test('has no more workers than its tier, and zones in Premium alone', async () => {
    const path = plan('other')
    expect(await verdict(azure, path, { ...planOf('B1'), sku: { name: 'B1', capacity: 4 } })).toContain(
      '400 InvalidSku',
    )
    expect(await verdict(azure, path, planOf('B1', { zoneRedundant: true }))).toContain('400 InvalidSku')
    expect(await verdict(azure, path, planOf('P0v3', { zoneRedundant: true }))).toBe('accepted')
  })

  test('has a SKU that is simulated', async () => {
    expect(await verdict(azure, plan('other'), planOf('S9'))).toContain('501 NotImplemented: simulator: SKU S9')
  })

  test('counts its sites, and stays while it has one', async () => {
    await azure.good('PUT', site, siteOn('B1'))
    expect((await azure.good('GET', plan('B1'))).body.properties.numberOfSites).toBe(1)
    expect(await azure.call('DELETE', plan('B1'))).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('app-test') } },
    })
    await azure.good('DELETE', site)
    expect((await azure.good('GET', plan('B1'))).body.properties.numberOfSites).toBe(0)
  })
})

describe('a site', () => {
  test.each([
    ['always on', 'F1', { siteConfig: { alwaysOn: true } }, '409 Conflict'],
    ['always on', 'B1', { siteConfig: { alwaysOn: true } }, 'accepted'],
    ['in a network', 'F1', { virtualNetworkSubnetId: subnet }, '409 Conflict'],
    ['in a network', 'B1', { virtualNetworkSubnetId: subnet }, 'accepted'],
    ['in a subnet that is not delegated', 'B1', { virtualNetworkSubnetId: bare }, '400 BadRequest'],
    ['in a subnet that is not there', 'B1', { virtualNetworkSubnetId: `${subnet}-2` }, '400 InvalidResourceReference'],
    ['on a plan that is not there', 'B2', {}, '400 InvalidResourceReference'],
    [
      'that reads secrets as nobody',
      'B1',
      { keyVaultReferenceIdentity: `${identity}-2` },
      '400 InvalidResourceReference',
    ],
  ])('%s on %s', async (_, sku, properties, answer) => {
    expect(await verdict(azure, site, siteOn(sku, properties))).toContain(answer)
  })

  test('is where its plan is', async () => {
    expect(await verdict(azure, site, { ...siteOn('B1'), location: 'northeurope' })).toContain('404 NotFound')
    expect(await verdict(azure, site, { ...siteOn('B1'), location: 'West Europe' })).toBe('accepted')
  })

  test('has its host name, and the ids of its identities', async () => {
    const identities = { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } }
    const { body } = await azure.good('PUT', site, { ...siteOn('B1'), identity: identities })
    const { clientId, principalId } = (await azure.good('GET', identity)).body.properties
    expect(body).toMatchObject({
      identity: { userAssignedIdentities: { [identity]: { clientId, principalId } } },
      properties: { defaultHostName: 'app-test.azurewebsites.net', state: 'Running', enabled: true },
    })
    const unknown = { type: 'UserAssigned', userAssignedIdentities: { [`${identity}-2`]: {} } }
    expect(await verdict(azure, site, { ...siteOn('B1'), identity: unknown })).toContain('400 InvalidResourceReference')
  })

  test('has no deployment slot in the tier Basic', async () => {
    await azure.good('PUT', site, siteOn('B1'))
    expect(await verdict(azure, `${site}/slots/staging`, siteOn('B1'))).toBe(
      "409 Conflict: Cannot complete the operation because the site will exceed the number of slots allowed for the 'Basic' SKU.",
    )
    await azure.good('PUT', site, siteOn('P0v3'))
    expect(await verdict(azure, `${site}/slots/staging`, siteOn('P0v3'))).toContain('501 NotImplemented')
  })

  test('answers settings that nobody has put as Azure does', async () => {
    await azure.good('PUT', site, siteOn('B1', { siteConfig: { ftpsState: 'Disabled' } }))
    const read = async (method: string, path: string) => (await azure.good(method, `${site}/${path}`)).body.properties
    expect(await read('GET', 'config/web')).toEqual({ ftpsState: 'Disabled' })
    expect(await read('POST', 'config/authsettings/list')).toEqual({ enabled: false, configVersion: 'v1' })
    for (const name of ['appSettings', 'connectionStrings', 'azurestorageaccounts'])
      expect(await read('POST', `config/${name}/list`)).toEqual({})
    expect(await read('GET', 'config/slotConfigNames')).toEqual({})
    expect(await read('GET', 'config/logs')).toMatchObject({ httpLogs: { fileSystem: { enabled: false } } })
    expect(await read('GET', 'basicPublishingCredentialsPolicies/ftp')).toEqual({ allow: true })
    expect(await azure.call('POST', `${site}/config/backup/list`)).toMatchObject({ status: 404 })
  })

  test('answers settings as they were put, and says that its authentication is of version 2', async () => {
    await azure.good('PUT', site, siteOn('B1'))
    await azure.good('PUT', `${site}/config/appSettings`, { properties: { PORT: '8080' } })
    await azure.good('PUT', `${site}/config/authsettingsV2`, { properties: { platform: { enabled: true } } })
    await azure.good('PUT', `${site}/basicPublishingCredentialsPolicies/ftp`, { properties: { allow: false } })
    const list = async (name: string) => (await azure.good('POST', `${site}/config/${name}/list`)).body.properties
    expect(await list('appsettings')).toEqual({ PORT: '8080' })
    expect(await list('authsettings')).toEqual({ configVersion: 'v2' })
    expect((await azure.good('GET', `${site}/config/authsettingsV2/list`)).body.properties).toEqual({
      platform: { enabled: true },
    })
    expect((await azure.good('GET', `${site}/basicPublishingCredentialsPolicies/ftp`)).body.properties).toMatchObject({
      allow: false,
    })
    await azure.good('DELETE', site)
    await azure.good('PUT', site, siteOn('B1'))
    expect(await list('appsettings')).toEqual({})
  })
})
