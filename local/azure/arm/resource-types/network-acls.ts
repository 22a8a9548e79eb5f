import { BlockList, isIPv4 } from 'node:net'
import { ArmError, type Resource, type Resources } from '../../../arm/resources'
import { serviceEndpointsOf } from './network'
import { referred } from './references'

interface NetworkAcls {
  readonly ipRules?: readonly { readonly value: string }[]
  readonly virtualNetworkRules?: readonly { readonly id: string }[]
}

/** RFC 1918: such addresses never reach a public endpoint. */
const privateRanges = new BlockList()
for (const [start, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  privateRanges.addSubnet(start, bits)

/**
 * Refuses the firewall of a storage account or a vault where it names a subnet that does not exist or has no endpoint of
 * the service, or an address range that cannot be let in.
 * @throws ArmError 400
 */
export function checkNetworkAcls(
  { id, properties }: Resource,
  service: 'Microsoft.Storage' | 'Microsoft.KeyVault',
  resources: Resources,
): void {
  const { virtualNetworkRules = [], ipRules = [] } = (properties.networkAcls ?? {}) as NetworkAcls
  for (const rule of virtualNetworkRules) {
    const subnet = referred(resources, rule.id, 'networkAcls.virtualNetworkRules')
    if (serviceEndpointsOf(subnet).some((one) => one.startsWith(service.toLowerCase()))) continue
    const code = 'SubnetsHaveNoServiceEndpointsConfigured'
    const message = `Subnets ${subnet.name} of virtual network ${subnet.id.replace(/\/subnets\/[^/]+$/i, '')} do not have ServiceEndpoints for ${service} resources configured. Add ${service} to subnet's ServiceEndpoints collection before trying to ACL ${service} resources to these subnets.`
    throw service === 'Microsoft.KeyVault'
      ? new ArmError(400, code, message)
      : new ArmError(400, 'NetworkAclsValidationFailure', `Validation of network acls failure: ${code}:${message}`)
  }
  for (const { value } of ipRules) {
    const [address = '', bits] = value.split('/')
    if (!isIPv4(address) || privateRanges.check(address) || (bits !== undefined && !(Number(bits) <= 32)))
      throw new ArmError(
        400,
        'InvalidRequestPropertyValue',
        `${value} in networkAcls.ipRules of ${id} is no public IPv4 range.`,
      )
    // A vault adds /32 to an address by itself, and takes it with one.
    if (service === 'Microsoft.Storage' && Number(bits) > 30)
      throw new ArmError(
        400,
        'InvalidRequestPropertyValue',
        `${value} in networkAcls.ipRules of ${id} is too small a range: name its addresses one by one.`,
      )
  }
}
