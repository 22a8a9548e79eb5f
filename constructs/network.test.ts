import { Network, type NetworkVariant } from './network'
import { place, synthesise } from './testing/synthesise'

const build = (variant: NetworkVariant) =>
  synthesise((scope) => {
    new Network(scope, 'network', {
      ...place,
      variant,
      addressSpace: '10.0.0.0/22',
      subnets: { api: '10.0.0.0/26', databricksHost: '10.0.1.0/24', databricksContainer: '10.0.2.0/24' },
    })
  })

const publicNodes = build('injected-public-nodes')
const nat = build('injected-nat')

test('each subnet is delegated to its service and has the service endpoints it needs', () => {
  const subnets = publicNodes.all('azurerm_subnet') as {
    address_prefixes: [string]
    service_endpoints: string[]
    delegation: [{ service_delegation: { name: string } }]
  }[]
  expect(
    subnets.map(({ address_prefixes: [range], service_endpoints: endpoints, delegation: [{ service_delegation }] }) => [
      range,
      service_delegation.name,
      endpoints,
    ]),
  ).toEqual([
    ['10.0.0.0/26', 'Microsoft.Web/serverFarms', ['Microsoft.KeyVault', 'Microsoft.Storage']],
    ['10.0.2.0/24', 'Microsoft.Databricks/workspaces', ['Microsoft.Storage']],
    ['10.0.1.0/24', 'Microsoft.Databricks/workspaces', ['Microsoft.Storage']],
  ])
})

test('each subnet has a security group of its own, without rules that Databricks would have to fight', () => {
  const associations = publicNodes.all('azurerm_subnet_network_security_group_association')
  expect(new Set(associations.map((association) => association.subnet_id)).size).toBe(3)
  expect(new Set(associations.map((association) => association.network_security_group_id)).size).toBe(3)
  for (const group of publicNodes.all('azurerm_network_security_group'))
    expect(group).not.toHaveProperty('security_rule')
})

test('nodes with public addresses cost no NAT gateway', () => {
  expect(publicNodes.all('azurerm_nat_gateway')).toEqual([])
  expect(publicNodes.all('azurerm_public_ip')).toEqual([])
})

test('with a NAT gateway both Databricks subnets leave through its one address and no subnet gets another', () => {
  expect(nat.only('azurerm_public_ip')).toMatchObject({ allocation_method: 'Static', sku: 'Standard' })
  expect(nat.only('azurerm_nat_gateway_public_ip_association')).toBeDefined()
  const throughNat = nat.all('azurerm_subnet_nat_gateway_association').map((association) => association.subnet_id)
  expect(throughNat).toEqual([
    expect.stringContaining('network_databricks-container'),
    expect.stringContaining('network_databricks-host'),
  ])
  for (const subnet of nat.all('azurerm_subnet')) expect(subnet.default_outbound_access_enabled).toBe(false)
})
