import { type AzureUnderTest, tenantId } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

const network = inGroup('Microsoft.Network/virtualNetworks', 'vnet')
const subnet = (name: string) => `${network}/subnets/${name}`
const vault = { type: 'Microsoft.KeyVault/vaults', name: 'kv-test', location, properties: { tenantId } }
const account = {
  type: 'Microsoft.Storage/storageAccounts',
  name: 'sttest',
  location,
  kind: 'StorageV2',
  sku: { name: 'Standard_LRS' },
  properties: { allowSharedKeyAccess: false },
}

let azure: AzureUnderTest
beforeAll(async () => {
  azure = await startWithGroup(['Microsoft.KeyVault', 'Microsoft.Network', 'Microsoft.Storage'])
  await azure.good('PUT', network, { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } })
  for (const [index, services] of [[], ['Microsoft.KeyVault'], ['Microsoft.Storage']].entries()) {
    const serviceEndpoints = services.map((service) => ({ service }))
    await azure.good('PUT', subnet(services[0] ?? 'none'), {
      properties: { addressPrefix: `10.0.${index}.0/24`, serviceEndpoints },
    })
  }
})
afterAll(() => azure?.close())

const put = ({ type, name, ...body }: typeof vault | typeof account, networkAcls: object) =>
  verdict(azure, inGroup(type, name), { ...body, properties: { ...body.properties, networkAcls } })
const lettingIn = (id: string) => ({ defaultAction: 'Deny', virtualNetworkRules: [{ id }] })

test('a firewall lets in a subnet that has an endpoint of the service', async () => {
  expect(await put(vault, lettingIn(subnet('Microsoft.KeyVault')))).toBe('accepted')
  expect(await put(account, lettingIn(subnet('Microsoft.Storage')))).toBe('accepted')
})

test('it refuses one without, with the words of Azure', async () => {
  for (const name of ['none', 'Microsoft.Storage']) {
    expect(await put(vault, lettingIn(subnet(name)))).toContain(
      `400 SubnetsHaveNoServiceEndpointsConfigured: Subnets ${name} of virtual network ${network} do not have ServiceEndpoints for Microsoft.KeyVault`,
    )
  }
  expect(await put(account, lettingIn(subnet('Microsoft.KeyVault')))).toContain(
    'Validation of network acls failure: SubnetsHaveNoServiceEndpointsConfigured:',
  )
})

test('it refuses a subnet that is not there', async () => {
  for (const one of [vault, account])
    expect(await put(one, lettingIn(subnet('other')))).toContain('400 InvalidResourceReference')
})

test.each([
  ['203.0.113.10', 'accepted', 'accepted'],
  ['203.0.113.0/24', 'accepted', 'accepted'],
  ['203.0.113.10/32', 'accepted', 'too small a range'],
  ['203.0.113.10/31', 'accepted', 'too small a range'],
  ['10.1.2.3', 'no public IPv4 range', 'no public IPv4 range'],
  ['172.20.0.0/16', 'no public IPv4 range', 'no public IPv4 range'],
  ['192.168.0.1', 'no public IPv4 range', 'no public IPv4 range'],
  ['203.0.113.0/33', 'no public IPv4 range', 'no public IPv4 range'],
  ['everybody', 'no public IPv4 range', 'no public IPv4 range'],
])('address range %s', async (value, ofVault, ofAccount) => {
  const acls = { defaultAction: 'Deny', ipRules: [{ value }] }
  expect(await put(vault, acls)).toContain(ofVault)
  expect(await put(account, acls)).toContain(ofAccount)
})
