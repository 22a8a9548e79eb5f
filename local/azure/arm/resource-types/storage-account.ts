import { ArmError, type Json, type Resource, type Resources } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { checkName, isTaken, nameAvailability } from './names'
import { serviceEndpointsOf } from './network'
import { referred } from './references'

const services = ['blob', 'queue', 'table', 'file', 'dfs', 'web']
const tiers = ['Standard', 'Premium']

export const storageAccount: ResourceType = {
  type: 'Microsoft.Storage/storageAccounts',
  check(account, { resources }, before) {
    if (!before) checkName(account, /[a-z0-9]{3,24}/, '3 to 24 lower-case letters and digits')
    const { name: sku = '' } = (account.sku ?? {}) as { name?: string }
    if (!tiers.includes(sku.split('_')[0] ?? ''))
      throw new ArmError(400, 'InvalidSku', `sku.name '${sku}' is not known.`)
    if (!before && isTaken(storageAccount.type, account.name, resources)) {
      throw new ArmError(
        409,
        'StorageAccountAlreadyTaken',
        `The storage account named ${account.name} is already taken.`,
      )
    }
    checkSubnets(account, 'Microsoft.Storage', resources)
  },
  complete: (account) => ({
    ...account,
    sku: { ...(account.sku as Json), tier: String((account.sku as Json).name).split('_')[0] },
    properties: {
      ...account.properties,
      primaryLocation: account.location,
      statusOfPrimary: 'available',
      primaryEndpoints: Object.fromEntries(
        services.map((one) => [one, `https://${account.name}.${one}.core.windows.net/`]),
      ),
    },
  }),
  actions: {
    listkeys({ properties, name }) {
      if (properties.allowSharedKeyAccess === false) return { keys: [] }
      throw new ArmError(
        501,
        'NotImplemented',
        `simulator: account ${name} has no keys; allowSharedKeyAccess must be false`,
      )
    },
  },
  parts: {
    'blobservices/default': () => ({ properties: {} }),
    'fileservices/default': () => ({ properties: {} }),
    'queueservices/default': () => ({ properties: {} }),
  },
  subscriptionRoutes: [nameAvailability('Microsoft.Storage/storageAccounts')],
}

export const storageServices: readonly ResourceType[] = ['blobServices', 'fileServices', 'queueServices'].map(
  (service) => ({
    type: `Microsoft.Storage/storageAccounts/${service}`,
  }),
)

export const blobContainer: ResourceType = {
  type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  check: (container) =>
    checkName(container, /[a-z0-9](?:-?[a-z0-9]){2,62}/, '3 to 63 lower-case letters, digits and single inner hyphens'),
}

export const managementPolicy: ResourceType = { type: 'Microsoft.Storage/storageAccounts/managementPolicies' }

/**
 * Refuses network rules for a subnet that does not exist or has no endpoint of the service.
 * @throws ArmError 400
 */
export function checkSubnets({ id, properties }: Resource, service: string, resources: Resources): void {
  const rules = ((properties.networkAcls ?? {}) as { virtualNetworkRules?: { id: string }[] }).virtualNetworkRules ?? []
  for (const rule of rules) {
    const subnet = referred(resources, rule.id, 'networkAcls.virtualNetworkRules')
    if (!serviceEndpointsOf(subnet).some((one) => one.startsWith(service.toLowerCase()))) {
      throw new ArmError(
        400,
        'SubnetsHaveNoServiceEndpointsConfigured',
        `Subnet ${subnet.id} has no service endpoint ${service}, which the network rules of ${id} need.`,
      )
    }
  }
}
