import type { Json } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { referred } from './references'

export const publicAddress: ResourceType = {
  type: 'Microsoft.Network/publicIPAddresses',
  complete: (address, _context, before) => ({
    ...address,
    // TEST-NET-2
    properties: { ...address.properties, ipAddress: before?.properties.ipAddress ?? '198.51.100.20' },
  }),
}

export const natGateway: ResourceType = {
  type: 'Microsoft.Network/natGateways',
  check({ properties }, { resources }) {
    for (const address of (properties.publicIpAddresses ?? []) as Json[])
      referred(resources, address.id, 'publicIpAddresses')
  },
}
