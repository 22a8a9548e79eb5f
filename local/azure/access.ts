import { BlockList, isIPv4 } from 'node:net'
import type { Resource, Resources } from '../arm/resources'
import type { Clock } from '../clock'
import { serviceEndpointsOf } from './arm/resource-types/network'
import { type RoleDefinition, roleDefinitions } from './arm/role-definitions'
import type { Caller } from './callers'
import type { Faults } from './faults'

/** A gate's no, with what would have made it a yes. */
export class AccessDenied extends Error {
  constructor(
    readonly kind: 'role' | 'network',
    message: string,
    readonly remedy: string,
    readonly resourceId: string,
    readonly principalId?: string,
  ) {
    super(message)
  }
}

export interface Access {
  /**
   * @param inside path of what is asked for below the resource; a role there is enough. Default: the resource itself
   * @throws AccessDenied where no role of the principal there or above allows the action
   */
  requireRole(principalId: string, resourceId: string, action: string, inside?: string): void
  /** The same for what is inside a resource: to own the resource opens nothing in it. */
  requireDataRole(principalId: string, resourceId: string, dataAction: string, inside?: string): void
  /** @throws AccessDenied where the resource's firewall does not let the caller in */
  requireNetwork(resource: Resource, caller: Caller): void
}

const assignmentType = 'Microsoft.Authorization/roleAssignments'

/** Decisions by the role assignments and firewalls that were really deployed. */
export function openAccess(resources: Resources, clock: Clock, faults: Faults): Access {
  /** Roles of a principal in force at the resource, inherited from every scope above it. */
  function rolesAt(principalId: string, resourceId: string) {
    const path = resourceId.toLowerCase()
    const inForce = clock.now() - faults.lags.lateRolesSeconds * 1000
    return resources.ofType(assignmentType).flatMap(({ properties }) => {
      const scope = String(properties.scope).toLowerCase()
      if (String(properties.principalId).toLowerCase() !== principalId.toLowerCase()) return []
      if (path !== scope && !path.startsWith(scope === '/' ? scope : `${scope}/`)) return []
      if (Date.parse(String(properties.createdOn)) > inForce) return []
      const guid = String(properties.roleDefinitionId).toLowerCase().split('/').at(-1)
      return roleDefinitions.filter((role) => role.id === guid)
    })
  }

  function require(
    kind: 'actions' | 'dataActions',
    principalId: string,
    resourceId: string,
    action: string,
    inside = '',
  ): void {
    const roles = rolesAt(principalId, `${resourceId}${inside}`)
    if (roles.some((role) => allows(role, kind, action))) return
    const held = roles.length === 0 ? 'no role' : roles.map(({ name }) => `"${name}"`).join(', ')
    const fitting = roleDefinitions.filter((role) => !role.broad && allows(role, kind, action))
    const advised = fitting.map(({ name }) => `"${name}"`).join(' or ')
    throw new AccessDenied(
      'role',
      `principal ${principalId} has ${held} at ${resourceId}, and none that allows ${action}`,
      `assign the role ${advised || `that allows ${action}`} to principal ${principalId} at ${resourceId}`,
      resourceId,
      principalId,
    )
  }

  return {
    requireRole: (...asked) => require('actions', ...asked),
    requireDataRole: (...asked) => require('dataActions', ...asked),
    requireNetwork(resource, caller) {
      const { networkAcls, publicNetworkAccess } = resource.properties as {
        networkAcls?: NetworkAcls
        publicNetworkAccess?: string
      }
      const deny = (from: string, remedy: string) => {
        throw new AccessDenied(
          'network',
          `${caller.name} calls from ${from}, which the firewall of ${resource.id} does not let in`,
          remedy,
          resource.id,
        )
      }
      // Trusted services come in even where public access is off.
      if (caller.trustedService && /AzureServices/.test(networkAcls?.bypass ?? 'AzureServices')) return
      if (publicNetworkAccess === 'Disabled')
        deny(placeOf(caller), `switch on public network access of ${resource.id}, or give it a private endpoint`)
      if (networkAcls === undefined || (networkAcls.defaultAction ?? 'Allow') === 'Allow') return

      const service = resource.type.split('/')[0] ?? ''
      const hasEndpoint = (subnetId: string) => {
        const subnet = resources.find(subnetId)
        return subnet && serviceEndpointsOf(subnet).some((one) => one.startsWith(service.toLowerCase()))
      }
      const listed = (networkAcls.virtualNetworkRules ?? []).map(({ id }) => id.toLowerCase())
      const ranges = (networkAcls.ipRules ?? []).map(({ value }) => value)
      const addressComesIn = inRanges(caller.address, ranges)
      // Who lives in several subnets may call from each of them.
      for (const subnetId of caller.subnetIds) {
        // Without an endpoint of the service the subnet's requests come from its public address.
        if (hasEndpoint(subnetId) ? listed.includes(subnetId) : addressComesIn) continue
        const rule = `add subnet ${subnetId} to the virtual network rules of ${resource.id}`
        if (hasEndpoint(subnetId)) deny(`subnet ${subnetId}`, rule)
        deny(
          `subnet ${subnetId} without service endpoint, so as address ${caller.address}`,
          `give subnet ${subnetId} the service endpoint ${service}${listed.includes(subnetId) ? '' : `, and ${rule}`}`,
        )
      }
      if (caller.subnetIds.length > 0 || addressComesIn) return
      deny(
        placeOf(caller),
        `add ${placeOf(caller)} to the IP rules of ${resource.id}, or call from a subnet that is listed there`,
      )
    },
  }
}

function placeOf({ subnetIds, address }: Caller): string {
  return subnetIds.length > 0 ? `subnet ${subnetIds.join(' or ')}` : `address ${address}`
}

interface NetworkAcls {
  readonly defaultAction?: string
  readonly bypass?: string
  readonly ipRules?: readonly { readonly value: string }[]
  readonly virtualNetworkRules?: readonly { readonly id: string }[]
}

function allows(role: RoleDefinition, kind: 'actions' | 'dataActions', action: string): boolean {
  const fits = (pattern: string) =>
    new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(action)
  return role[kind].some(fits) && !(kind === 'actions' && role.notActions.some(fits))
}

function inRanges(address: string, ranges: readonly string[]): boolean {
  const list = new BlockList()
  for (const range of ranges) {
    const [start = '', bits] = range.split('/')
    if (isIPv4(start)) list.addSubnet(start, bits === undefined ? 32 : Number(bits), 'ipv4')
  }
  return isIPv4(address) && list.check(address)
}
