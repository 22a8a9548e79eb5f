import { ArmError, type Json, type Resource } from '../../../arm/resources'
import { storageContents } from '../../storage-contents'
import type { ResourceType } from '../resource-type'
import { checkName, isTaken, nameAvailability } from './names'
import { checkNetworkAcls } from './network-acls'

const services = ['blob', 'queue', 'table', 'file', 'dfs', 'web']
const tiers = ['Standard', 'Premium']

export const storageAccount: ResourceType = {
  type: 'Microsoft.Storage/storageAccounts',
  check(account, { resources, upstream }, before) {
    if (!before) checkName(account, /[a-z0-9]{3,24}/, '3 to 24 lower-case letters and digits')
    const { name: sku = '' } = (account.sku ?? {}) as { name?: string }
    if (!tiers.includes(sku.split('_')[0] ?? ''))
      throw new ArmError(400, 'InvalidSku', `sku.name '${sku}' is not known.`)
    if (upstream.storage && !upstream.storage.accounts.includes(account.name)) {
      const known = upstream.storage.accounts.join(', ')
      throw new ArmError(
        501,
        'NotImplemented',
        `simulator: its storage has the accounts ${known}, not ${account.name}.`,
      )
    }
    if (!before && isTaken(storageAccount.type, account.name, resources)) {
      throw new ArmError(
        409,
        'StorageAccountAlreadyTaken',
        `The storage account named ${account.name} is already taken.`,
      )
    }
    checkNetworkAcls(account, 'Microsoft.Storage', resources)
    if (before) refuseChange(account, before)
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
  deleted: ({ name }, context) => storageContents(context).clear(name),
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
  changed: ({ id, name }, context) => storageContents(context).createContainer(accountOf(id), name),
  deleted: ({ id, name }, context) => storageContents(context).deleteContainer(accountOf(id), name),
}

/** Name of the account that a container belongs to. */
function accountOf(containerId: string): string {
  return /\/storageAccounts\/([^/]+)/i.exec(containerId)?.[1] ?? ''
}

export const managementPolicy: ResourceType = { type: 'Microsoft.Storage/storageAccounts/managementPolicies' }

/** What can only be chosen when an account is made. */
function refuseChange(account: Resource, before: Resource): void {
  const fixed = [
    ['kind', before.kind, account.kind],
    ['isHnsEnabled', before.properties.isHnsEnabled ?? false, account.properties.isHnsEnabled ?? false],
    ['encryption.requireInfrastructureEncryption', infrastructureEncryption(before), infrastructureEncryption(account)],
  ] as const
  for (const [name, old, wanted] of fixed) {
    if (wanted !== undefined && old !== wanted)
      throw new ArmError(
        400,
        'AccountPropertyCannotBeUpdated',
        `The property '${name}' was specified in the input, but it cannot be updated from ${old} to ${wanted}.`,
      )
  }
}

function infrastructureEncryption({ properties }: Resource): boolean {
  const { requireInfrastructureEncryption = false } = (properties.encryption ?? {}) as {
    requireInfrastructureEncryption?: boolean
  }
  return requireInfrastructureEncryption
}
