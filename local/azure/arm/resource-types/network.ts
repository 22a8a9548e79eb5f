import { ArmError, type Json, type Resource } from '../../../arm/resources'
import type { ResourceType, TypeContext } from '../resource-type'
import { checkName } from './names'
import { referred } from './references'

const networkName = [/[A-Za-z0-9](?:[-\w.]{0,78}\w)?/, '1 to 80 letters, digits, "_", "-" and inner "."'] as const

export const virtualNetwork: ResourceType = {
  type: 'Microsoft.Network/virtualNetworks',
  check: (network) => checkName(network, ...networkName),
  checkDelete({ id }, context) {
    for (const one of context.resources.list(`${id}/subnets`)) refuseWhereUsed(one, context)
  },
}

export const networkSecurityGroup: ResourceType = {
  type: 'Microsoft.Network/networkSecurityGroups',
  check: (group) => checkName(group, ...networkName),
  checkDelete({ id }, { resources }) {
    const user = resources
      .ofType(subnet.type)
      .find(({ properties }) => idIn(properties.networkSecurityGroup) === id.toLowerCase())
    if (user)
      throw new ArmError(
        400,
        'InUseNetworkSecurityGroupCannotBeDeleted',
        `Network security group ${id} cannot be deleted because it is in use by ${user.id}.`,
      )
  },
}

export const subnet: ResourceType = {
  type: 'Microsoft.Network/virtualNetworks/subnets',
  check(given, context, before) {
    const { resources } = context
    checkName(given, ...networkName)
    const { networkSecurityGroup: group, natGateway } = given.properties
    if (group != null) referred(resources, (group as Json).id, 'networkSecurityGroup')
    if (natGateway != null) referred(resources, (natGateway as Json).id, 'natGateway')
    const networkPath = given.id.replace(/\/subnets\/[^/]+$/i, '')
    const range = prefixOf(given)
    const space =
      (resources.get(networkPath).properties.addressSpace as { addressPrefixes?: string[] } | undefined)
        ?.addressPrefixes ?? []
    if (range === undefined || !space.some((one) => contains(one, range))) {
      throw new ArmError(
        400,
        'NetcfgSubnetRangeOutsideVnet',
        `Subnet '${given.name}' is not valid because its IP address range ${range} is outside the IP address range of virtual network ${networkPath}.`,
      )
    }
    const other = resources
      .list(`${networkPath}/subnets`)
      .find((one) => one.id.toLowerCase() !== given.id.toLowerCase() && overlaps(prefixOf(one) ?? '', range))
    if (other)
      throw new ArmError(
        400,
        'NetcfgSubnetRangesOverlap',
        `Subnet '${given.name}' is not valid because its IP address range overlaps with that of an existing subnet '${other.name}'.`,
      )
    if (before) refuseChangeWhereUsed(given, before, context)
  },
  checkDelete: refuseWhereUsed,
}

function refuseWhereUsed({ id }: Resource, context: TypeContext): void {
  const user = userOf(id, context)
  if (user)
    throw new ArmError(400, 'InUseSubnetCannotBeDeleted', `Subnet ${id} is in use by ${user.id} and cannot be deleted.`)
}

/** What lives in a subnet was let in by its delegation, and has addresses of its range. */
function refuseChangeWhereUsed(given: Resource, before: Resource, context: TypeContext): void {
  const user = userOf(given.id, context)
  if (!user) return
  const [old, wanted] = [delegationsOf(before), delegationsOf(given)].map((one) => `[${one.sort().join(', ')}]`)
  if (old !== wanted)
    throw new ArmError(
      400,
      'SubnetDelegationsCannotChangeWhenSubnetUsedByResource',
      `Delegations of subnet ${given.id} cannot be changed from ${old} to ${wanted} because it is being used by the resource ${user.id}.`,
    )
  if (prefixOf(before) !== prefixOf(given))
    throw new ArmError(
      400,
      'InUsePrefixCannotBeDeleted',
      `IpPrefix ${prefixOf(before)} on Subnet ${given.name} has active allocations and cannot be deleted: ${user.id} uses it.`,
    )
}

/** The delegations of a subnet by service, in lower case. */
export function delegationsOf({ properties }: Resource): string[] {
  const delegations = (properties.delegations ?? []) as { properties?: { serviceName?: string } }[]
  return delegations.map((one) => one.properties?.serviceName?.toLowerCase() ?? '')
}

/** The service endpoints of a subnet, in lower case. */
export function serviceEndpointsOf({ properties }: Resource): string[] {
  const endpoints = (properties.serviceEndpoints ?? []) as { service?: string }[]
  return endpoints.map(({ service }) => service?.toLowerCase() ?? '')
}

function userOf(id: string, { resources }: TypeContext): Resource | undefined {
  const path = id.toLowerCase()
  return [...resources.ofType('Microsoft.Web/sites'), ...resources.ofType('Microsoft.Databricks/workspaces')].find(
    ({ properties }) => {
      const parameters = (properties.parameters ?? {}) as Record<string, { value?: string } | undefined>
      const network = parameters.customVirtualNetworkId?.value
      const names = [parameters.customPublicSubnetName?.value, parameters.customPrivateSubnetName?.value]
      const ids = [properties.virtualNetworkSubnetId, ...names.map((name) => `${network}/subnets/${name}`)]
      return ids.some((one) => String(one).toLowerCase() === path)
    },
  )
}

function idIn(reference: unknown): string | undefined {
  const id = (reference as { id?: string } | null | undefined)?.id
  return id?.toLowerCase()
}

/** The IPv4 range of a subnet. */
export function prefixOf({ properties }: Resource): string | undefined {
  const { addressPrefix, addressPrefixes } = properties as { addressPrefix?: string; addressPrefixes?: string[] }
  return addressPrefix ?? addressPrefixes?.[0]
}

/** First and last address of an IPv4 range as numbers. */
function bounds(range: string): readonly [number, number] {
  const [address = '', bits = '32'] = range.split('/')
  const start = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  return [start, start + 2 ** (32 - Number(bits)) - 1]
}

function contains(outer: string, inner: string): boolean {
  const [a, b] = bounds(outer)
  const [c, d] = bounds(inner)
  return a <= c && d <= b
}

function overlaps(one: string, other: string): boolean {
  const [a, b] = bounds(one)
  const [c, d] = bounds(other)
  return a <= d && c <= b
}
