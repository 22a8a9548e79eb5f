import { ArmError, type Json } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { generateCredentials } from './container-registry-token'
import { checkName, isTaken, nameAvailability } from './names'

export const containerRegistry: ResourceType = {
  type: 'Microsoft.ContainerRegistry/registries',
  check(registry, { resources }, before) {
    if (!before) checkName(registry, /[A-Za-z0-9]{5,50}/, '5 to 50 letters and digits')
    const { name: sku } = (registry.sku ?? {}) as { name?: string }
    const { networkRuleSet, publicNetworkAccess, policies, zoneRedundancy } = registry.properties as Record<
      string,
      unknown
    >
    const rules = (networkRuleSet as { ipRules?: unknown[]; defaultAction?: string } | null | undefined) ?? {}
    const premium = {
      'network rules': (rules.ipRules ?? []).length > 0 || rules.defaultAction === 'Deny',
      'publicNetworkAccess Disabled': publicNetworkAccess === 'Disabled',
      'zone redundancy': zoneRedundancy === 'Enabled',
      'a retention policy':
        ((policies ?? {}) as { retentionPolicy?: { status?: string } }).retentionPolicy?.status === 'enabled',
    }
    const refused = Object.entries(premium).flatMap(([name, wanted]) => (wanted ? [name] : []))
    if (sku !== 'Premium' && refused.length > 0) {
      throw new ArmError(
        400,
        'InvalidSkuProperty',
        `${refused.join(' and ')} of registry ${registry.name} need the SKU Premium, not ${sku}.`,
      )
    }
    if (!before && isTaken(containerRegistry.type, registry.name, resources))
      throw new ArmError(409, 'AlreadyInUse', `The registry DNS name ${registry.name}.azurecr.io is already in use.`)
  },
  complete: (registry, { clock }, before) => ({
    ...registry,
    sku: { ...(registry.sku as Json), tier: (registry.sku as Json).name },
    properties: {
      ...registry.properties,
      loginServer: `${registry.name.toLowerCase()}.azurecr.io`,
      creationDate: before?.properties.creationDate ?? new Date(clock.now()).toISOString(),
    },
  }),
  actions: { generatecredentials: generateCredentials },
  parts: { replications: () => ({ value: [] }) },
  subscriptionRoutes: [nameAvailability('Microsoft.ContainerRegistry/registries')],
}
