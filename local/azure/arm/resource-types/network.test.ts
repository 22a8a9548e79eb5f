import type { AzureUnderTest } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

const network = inGroup('Microsoft.Network/virtualNetworks', 'vnet')
const guard = inGroup('Microsoft.Network/networkSecurityGroups', 'nsg')
const plan = inGroup('Microsoft.Web/serverFarms', 'plan')
const site = inGroup('Microsoft.Web/sites', 'site')
const subnet = (name: string) => `${network}/subnets/${name}`
const delegated = (serviceName: string) => [{ name: 'delegation', properties: { serviceName } }]
const forSites = { addressPrefix: '10.0.1.0/26', delegations: delegated('Microsoft.Web/serverFarms') }

let azure: AzureUnderTest
beforeAll(async () => {
  azure = await startWithGroup(['Microsoft.Network', 'Microsoft.Web'])
  await azure.good('PUT', network, { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/22'] } } })
  await azure.good('PUT', guard, { location })
  await azure.good('PUT', plan, { location, sku: { name: 'B1' }, properties: { reserved: true } })
})
afterAll(() => azure?.close())

test.each([
  ['in the network', { addressPrefix: '10.0.3.0/24' }, 'accepted'],
  ['with a list of ranges', { addressPrefixes: ['10.0.2.0/25'] }, 'accepted'],
  ['outside of it', { addressPrefix: '10.0.4.0/24' }, '400 NetcfgSubnetRangeOutsideVnet'],
  ['larger than it', { addressPrefix: '10.0.0.0/21' }, '400 NetcfgSubnetRangeOutsideVnet'],
  ['without a range', {}, '400 NetcfgSubnetRangeOutsideVnet'],
  ['over another one', { addressPrefix: '10.0.3.128/25' }, "'in the network'"],
  [
    'with a group that is not there',
    { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: `${guard}-2` } },
    '400 InvalidResourceReference',
  ],
  [
    'with a gateway that is not there',
    { addressPrefix: '10.0.0.0/24', natGateway: { id: `${guard}-2` } },
    '400 InvalidResourceReference',
  ],
])('a subnet %s', async (name, properties, answer) => {
  expect(await verdict(azure, subnet(name.replaceAll(' ', '-')), { properties })).toContain(
    answer.replaceAll("'in the network'", "'in-the-network'"),
  )
})

test('a subnet belongs to a network that is there', async () => {
  expect(await verdict(azure, `${network}-2/subnets/one`, { properties: { addressPrefix: '10.0.0.0/24' } })).toContain(
    '404 ParentResourceNotFound',
  )
})

test('a security group that guards a subnet cannot be deleted', async () => {
  const guarded = { addressPrefix: '10.0.0.0/25', networkSecurityGroup: { id: guard } }
  await azure.good('PUT', subnet('guarded'), { properties: guarded })
  expect(await azure.call('DELETE', guard)).toMatchObject({
    status: 400,
    body: { error: { code: 'InUseNetworkSecurityGroupCannotBeDeleted' } },
  })
  await azure.good('PUT', subnet('guarded'), { properties: { addressPrefix: '10.0.0.0/25' } })
  await azure.good('DELETE', guard)
})

test('a subnet that a site is in stays as it is until the site is gone', async () => {
  const path = subnet('api')
  await azure.good('PUT', path, { properties: forSites })
  await azure.good('PUT', site, { location, properties: { serverFarmId: plan, virtualNetworkSubnetId: path } })
  const inUse = { status: 400, body: { error: { code: 'InUseSubnetCannotBeDeleted' } } }
  expect(await azure.call('DELETE', path)).toMatchObject(inUse)
  expect(await azure.call('DELETE', network)).toMatchObject(inUse)
  expect(await verdict(azure, path, { properties: { ...forSites, delegations: [] } })).toContain(
    '400 SubnetDelegationsCannotChangeWhenSubnetUsedByResource',
  )
  expect(await verdict(azure, path, { properties: { ...forSites, addressPrefix: '10.0.1.0/25' } })).toContain(
    '400 InUsePrefixCannotBeDeleted',
  )
  const endpoints = [{ service: 'Microsoft.Storage' }]
  expect(await verdict(azure, path, { properties: { ...forSites, serviceEndpoints: endpoints } })).toBe('accepted')
  await azure.good('DELETE', site)
  await azure.good('DELETE', path)
  await azure.good('DELETE', network)
})
