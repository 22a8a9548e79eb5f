import type { AzureUnderTest } from '../../testing/azure-under-test'
import { group, subscription, tenantId } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

let azure: AzureUnderTest
beforeAll(async () => {
  azure = await startWithGroup([
    ...['Microsoft.ContainerRegistry', 'Microsoft.KeyVault', 'Microsoft.ManagedIdentity', 'Microsoft.Network'],
    ...['Microsoft.OperationalInsights', 'Microsoft.Storage', 'Microsoft.Web'],
  ])
})
afterAll(() => azure?.close())

const vault = { location, properties: { tenantId, sku: { name: 'standard' } } }
const account = {
  location,
  kind: 'StorageV2',
  sku: { name: 'Standard_LRS' },
  properties: { allowSharedKeyAccess: false },
}
const space = { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } }
const plan = { location, sku: { name: 'B1' }, properties: { reserved: true } }

/** Type, body, names that Azure takes, names that it refuses. */
const rules: readonly (readonly [string, object, readonly string[], readonly string[]])[] = [
  ['Microsoft.Storage/storageAccounts', account, ['abc', 'st0'.repeat(8)], ['ab', 'st-1', 'Storage1', 'a'.repeat(25)]],
  ['Microsoft.KeyVault/vaults', vault, ['kv1', 'kv-one-two'], ['k', '1kv', 'kv--1', 'kv-', 'k'.repeat(25)]],
  [
    'Microsoft.ContainerRegistry/registries',
    { location, sku: { name: 'Basic' } },
    ['crone'],
    ['cr-1', 'cr1', 'c_ones'],
  ],
  ['Microsoft.ManagedIdentity/userAssignedIdentities', { location }, ['id-1_a'], ['id', '-id1', 'id.1']],
  ['Microsoft.Network/virtualNetworks', space, ['v', 'vnet-1.a_'], ['-vnet', 'vnet-', 'v'.repeat(81)]],
  ['Microsoft.Network/networkSecurityGroups', { location }, ['nsg-1'], ['nsg 1', '.nsg']],
  ['Microsoft.OperationalInsights/workspaces', { location }, ['log-1'], ['log', 'log-', 'log_one']],
  ['Microsoft.Web/serverFarms', plan, ['plan-1'], ['plan.1', 'p'.repeat(61)]],
]

test.each(rules)('%s takes names by its rule alone', async (type, body, good, bad) => {
  for (const name of good) expect(await verdict(azure, inGroup(type, name), body)).toBe('accepted')
  for (const name of bad) {
    expect(await verdict(azure, inGroup(type, encodeURIComponent(name)), body)).toContain(
      `400 InvalidResourceName: '${name}' is not a valid name of ${type}`,
    )
  }
})

test('a resource group has no dot at the end of its name', async () => {
  expect(await verdict(azure, `${group}.dotted`, { location })).toBe('accepted')
  expect(await verdict(azure, `${subscription}/resourceGroups/rg.`, { location })).toContain('400 InvalidResourceName')
})
