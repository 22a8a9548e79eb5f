import { ArmError, type Json, type Resource } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { generateCredentials } from './container-registry-token'
import { checkName, isTaken, nameAvailability } from './names'

export const containerRegistry: ResourceType = {
  type: 'Microsoft.ContainerRegistry/registries',
  check(registry, { resources }, before) {
    if (!before) checkName(registry, /[A-Za-z0-9]{5,50}/, '5 to 50 letters and digits')
    checkSku(registry)
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
  subscriptionRoutes: [nameAvailability('Microsoft.ContainerRegistry/registries')],
}

export const replication: ResourceType = {
  type: 'Microsoft.ContainerRegistry/registries/replications',
  check({ id, location }, { resources }) {
    const registry = resources.get(id.replace(/\/replications\/[^/]+$/i, ''))
    if (skuOf(registry) !== 'Premium')
      throw new ArmError(
        400,
        'GeoReplicationNotSupported',
        `The requested feature geo-replication is not supported for the SKU ${skuOf(registry)}.`,
      )
    if (location === registry.location)
      throw new ArmError(400, 'InvalidReplicationLocation', `The registry ${registry.name} is in ${location} itself.`)
  },
}

function skuOf({ sku }: Resource): string | undefined {
  return ((sku ?? {}) as { name?: string }).name
}

/** What only some SKUs have. Source: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
function checkSku(registry: Resource): void {
  const sku = skuOf(registry)
  if (sku === undefined || !['Basic', 'Standard', 'Premium'].includes(sku))
    throw new ArmError(400, 'InvalidSku', `sku.name '${sku}' of a registry must be Basic, Standard or Premium.`)
  if (sku === 'Premium') return
  const { publicNetworkAccess, networkRuleSet, policies, zoneRedundancy, encryption, ...properties } =
    registry.properties as Properties
  const { ipRules = [], virtualNetworkRules = [], defaultAction } = networkRuleSet ?? {}
  const isOn = (name: string) => policies?.[name]?.status === 'enabled'
  const refused = (
    [
      ['DisablingPublicNetworkAccessNotSupported', 'disabled public access', publicNetworkAccess === 'Disabled'],
      [
        'NetworkRuleNotSupported',
        'network rule',
        ipRules.length > 0 || virtualNetworkRules.length > 0 || defaultAction === 'Deny',
      ],
      ['ZoneRedundancyNotSupported', 'zone redundancy', zoneRedundancy === 'Enabled'],
      ['EncryptionNotSupported', 'customer-managed key', encryption?.status === 'enabled'],
      ['RetentionPolicyNotSupported', 'retention policy', isOn('retentionPolicy')],
      ['ContentTrustNotSupported', 'content trust', isOn('trustPolicy')],
      ['QuarantineNotSupported', 'quarantine policy', isOn('quarantinePolicy')],
      ['DataEndpointNotSupported', 'data endpoint rule', properties.dataEndpointEnabled === true],
      ['AnonymousPullNotSupported', 'anonymous pull', sku === 'Basic' && properties.anonymousPullEnabled === true],
    ] as const
  ).find(([, , wanted]) => wanted)
  if (!refused) return
  const [code, feature] = refused
  throw new ArmError(400, code, `The requested feature ${feature} is not supported for the SKU ${sku}.`)
}

interface Properties {
  readonly publicNetworkAccess?: string
  readonly networkRuleSet?: {
    readonly ipRules?: readonly unknown[]
    readonly virtualNetworkRules?: readonly unknown[]
    readonly defaultAction?: string
  } | null
  readonly policies?: Readonly<Record<string, { readonly status?: string } | undefined>>
  readonly zoneRedundancy?: string
  readonly encryption?: { readonly status?: string }
  readonly dataEndpointEnabled?: boolean
  readonly anonymousPullEnabled?: boolean
}
