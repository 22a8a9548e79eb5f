import { refersTo, rulesOf } from './rule'

export const networkRules = [
  ...rulesOf('azurerm_subnet', [
    {
      id: 'CKV2_AZURE_31',
      demand: 'a network security group must be associated with it',
      holds: (_, { address, neighbours }) =>
        neighbours('azurerm_subnet_network_security_group_association').some(({ subnet_id }) =>
          refersTo(subnet_id, address),
        ),
    },
    {
      id: 'SLIPWAY_SUBNET_OUTBOUND',
      demand: 'default_outbound_access_enabled must be stated: Azure retires the way out that the default gives',
      holds: ({ default_outbound_access_enabled }) => typeof default_outbound_access_enabled === 'boolean',
    },
    {
      id: 'SLIPWAY_SUBNET_STORAGE',
      demand:
        'service_endpoints must name Microsoft.Storage, or traffic to Storage leaves by NAT and fails at the firewall',
      holds: ({ service_endpoints }) =>
        Array.isArray(service_endpoints) && service_endpoints.includes('Microsoft.Storage'),
    },
  ]),
  ...rulesOf('azurerm_network_security_rule', [
    {
      id: 'SLIPWAY_NSG_INBOUND',
      demand: 'an inbound rule may not allow any source',
      holds: ({ direction, access, source_address_prefix }) =>
        !(
          direction === 'Inbound' &&
          access === 'Allow' &&
          ['*', '0.0.0.0/0', 'Internet'].includes(String(source_address_prefix))
        ),
    },
  ]),
]
