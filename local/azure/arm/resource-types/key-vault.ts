import { randomUUID } from 'node:crypto'
import { ArmError, type Resource } from '../../../arm/resources'
import type { ResourceType, TypeContext } from '../resource-type'
import { checkName, isTaken, nameAvailability } from './names'
import { checkNetworkAcls } from './network-acls'

/** Deleted vaults are kept as resources of this type, under the path that Azure lists them at. */
const deletedType = 'Microsoft.KeyVault/deletedVaults'
const dayMs = 24 * 60 * 60 * 1000
/** Days. */
const shortestRetention = 7
const longestRetention = 90

export const keyVault: ResourceType = {
  type: 'Microsoft.KeyVault/vaults',
  check(vault, context, before) {
    const { resources } = context
    if (!before)
      checkName(vault, /[A-Za-z](?:-?[A-Za-z0-9]){2,23}/, '3 to 24 letters, digits and single hyphens, a letter first')
    checkNetworkAcls(vault, 'Microsoft.KeyVault', resources)
    checkProperties(vault, context)
    if (before) return refuseChange(vault, before)
    if (isTaken(keyVault.type, vault.name, resources))
      throw new ArmError(409, 'VaultAlreadyExists', `The vault name '${vault.name}' is already in use.`)
    const deleted = deletedVault(vault.name, context)
    const recovers = vault.properties.createMode === 'recover'
    if (recovers && !deleted)
      throw new ArmError(404, 'DeletedVaultNotFound', `There is no deleted vault '${vault.name}' to recover.`)
    if (!recovers && deleted)
      throw new ArmError(
        409,
        'ConflictError',
        `A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault: ${vault.name}.`,
      )
    if (deleted && deleted.properties.location !== vault.location)
      throw new ArmError(
        409,
        'ConflictError',
        `The deleted vault '${vault.name}' is in ${deleted.properties.location} and cannot be recovered in ${vault.location}.`,
      )
  },
  complete({ properties: { createMode: _, ...properties }, ...vault }, context, before) {
    const instance =
      before?.properties.instance ?? deletedVault(vault.name, context)?.properties.instance ?? randomUUID()
    return {
      ...vault,
      properties: {
        softDeleteRetentionInDays: before?.properties.softDeleteRetentionInDays ?? longestRetention,
        ...properties,
        vaultUri: `https://${vault.name.toLowerCase()}.vault.azure.net/`,
        instance,
      },
    }
  },
  shown: ({ properties: { instance: _, ...properties }, ...vault }) => ({ ...vault, properties }),
  changed(vault, context) {
    const deleted = deletedVault(vault.name, context)
    if (deleted) context.resources.delete(deleted.id)
  },
  deleted(vault, { resources, clock, subscriptionId }) {
    const { softDeleteRetentionInDays: days, enablePurgeProtection = false } = vault.properties
    const id = `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${vault.location}/deletedVaults/${vault.name}`
    resources.put(id, {
      id,
      name: vault.name,
      type: deletedType,
      properties: {
        vaultId: vault.id,
        // Its secrets come back with it.
        instance: vault.properties.instance,
        location: vault.location,
        deletionDate: new Date(clock.now()).toISOString(),
        scheduledPurgeDate: new Date(clock.now() + Number(days) * dayMs).toISOString(),
        purgeProtectionEnabled: enablePurgeProtection,
      },
    })
  },
  subscriptionRoutes: [
    {
      method: 'GET',
      path: /^Microsoft\.KeyVault\/deletedVaults$/i,
      answer: (_match, _body, context) => ({ value: deletedVaults(context).map(shownDeleted) }),
    },
    {
      method: 'GET',
      path: /^Microsoft\.KeyVault\/locations\/[^/]+\/deletedVaults\/([^/]+)$/i,
      answer: ([, name = ''], _body, context) => shownDeleted(found(name, context)),
    },
    {
      method: 'POST',
      path: /^Microsoft\.KeyVault\/locations\/[^/]+\/deletedVaults\/([^/]+)\/purge$/i,
      answer([, name = ''], _body, context) {
        const deleted = found(name, context)
        if (deleted.properties.purgeProtectionEnabled === true) {
          throw new ArmError(
            403,
            'Forbidden',
            `Vault '${name}' has purge protection; it is purged by itself after its retention.`,
          )
        }
        context.resources.delete(deleted.id)
      },
    },
    nameAvailability('Microsoft.KeyVault/vaults'),
  ],
}

function checkProperties({ properties }: Resource, { tenantId }: TypeContext): void {
  if (properties.tenantId !== tenantId)
    throw badRequest(`The tenant ${properties.tenantId} of the vault is not the subscription's, ${tenantId}.`)
  const { softDeleteRetentionInDays: days = longestRetention } = properties
  if (!(Number(days) >= shortestRetention && Number(days) <= longestRetention))
    throw badRequest(
      `The property "softDeleteRetentionInDays" is ${days}; it must be from ${shortestRetention} to ${longestRetention}.`,
    )
}

function refuseChange({ properties }: Resource, before: Resource): void {
  if (before.properties.enablePurgeProtection === true && properties.enablePurgeProtection !== true)
    throw badRequest('The property "enablePurgeProtection" cannot be set to false.')
  const days = properties.softDeleteRetentionInDays
  if (days !== undefined && days !== before.properties.softDeleteRetentionInDays)
    throw badRequest(`The property "softDeleteRetentionInDays" has been set already and it can't be modified.`)
}

function badRequest(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message)
}

/** Undefined, too, where its retention is over: then it was purged. */
function deletedVault(name: string, context: TypeContext): Resource | undefined {
  return deletedVaults(context).find((one) => one.name.toLowerCase() === name.toLowerCase())
}

function deletedVaults({ resources, clock }: TypeContext): Resource[] {
  const isThere = ({ properties }: Resource) => Date.parse(String(properties.scheduledPurgeDate)) > clock.now()
  return resources.ofType(deletedType).filter(isThere)
}

function found(name: string, context: TypeContext): Resource {
  const deleted = deletedVault(name, context)
  if (!deleted) throw new ArmError(404, 'ResourceNotFound', `The deleted vault '${name}' was not found.`)
  return deleted
}

function shownDeleted({ properties: { instance: _, ...properties }, ...deleted }: Resource): Resource {
  return { ...deleted, properties }
}
