import { InjectedWorkspace } from './databricks-workspace'
import type { NetworkVariant } from './network'
import { place, synthesise } from './testing/synthesise'

const build = (variant: NetworkVariant) =>
  synthesise((scope) => {
    new InjectedWorkspace(scope, 'workspace', {
      ...place,
      variant,
      networkId: 'vnet',
      subnets: {
        hostSubnetName: 'host',
        containerSubnetName: 'container',
        hostNsgAssociationId: 'host-guard',
        containerNsgAssociationId: 'container-guard',
      },
      logAnalyticsWorkspaceId: 'logs',
    })
  })

test.each([
  ['injected-public-nodes', false],
  ['injected-nat', true],
] as const)('the variant %s says explicitly whether nodes have public addresses', (variant, noPublicIp) => {
  expect(build(variant).only('azurerm_databricks_workspace')).toMatchObject({
    sku: 'premium',
    public_network_access_enabled: true,
    managed_resource_group_name: 'rg-slipway-test-dbw',
    custom_parameters: {
      no_public_ip: noPublicIp,
      virtual_network_id: 'vnet',
      public_subnet_name: 'host',
      public_subnet_network_security_group_association_id: 'host-guard',
      private_subnet_name: 'container',
      private_subnet_network_security_group_association_id: 'container-guard',
      storage_account_sku_name: 'Standard_LRS',
    },
  })
})

test('a managed network does not compile', () => {
  // @ts-expect-error only injected variants exist
  expect(build('managed')).toBeDefined()
})
