import { randomUUID } from 'node:crypto'
import { ArmError, type Resource } from '../../../arm/resources'
import type { ResourceType, TypeContext } from '../resource-type'
import { checkName, isTaken, nameAvailability } from './names'
import { checkSubnets } from './storage-account'

/** Deleted vaults are kept as resources of this type, under the path that Azure lists them at. */
const deletedType = 'Microsoft.KeyVault/deletedVaults'
const dayMs = 24 * 60 * 60 * 1000

export const keyVault: ResourceType = {
  type: 'Microsoft.KeyVault/vaults',
  check(vault, context, before) {
    const { resources } = context
    if (!before)
      checkName(vault, /[A-Za-z](?:-?[A-Za-z0-9]){2,23}/, '3 to 24 letters, digits and single hyphens, a letter first')
    checkSubnets(vault, 'Microsoft.KeyVault', resources)
    if (before?.properties.enablePurgeProtection === true && vault.properties.enablePurgeProtection !== true) {
      throw new ArmError(400, 'BadRequest', 'The property "enablePurgeProtection" cannot be set to false.')
    }
    if (before) return
    if (isTaken(keyVault.type, vault.name, resources))
      throw new ArmError(409, 'VaultAlreadyExists', `The vault name '${vault.name}' is already in use.`)
    if (deletedVault(vault.name, context) && vault.properties.createMode !== 'recover') {
      throw new ArmError(
        409,
        'ConflictError',
        `A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault: ${vault.name}.`,
      )
    }
  },
  complete({ properties: { createMode: _, ...properties }, ...vault }, context, before) {
    const instance =
      before?.properties.instance ?? deletedVault(vault.name, context)?.properties.instance ?? randomUUID()
    return {
      ...vault,
      properties: { ...properties, vaultUri: `https://${vault.name.toLowerCase()}.vault.azure.net/`, instance },
    }
  },
  shown: ({ properties: { instance: _, ...properties }, ...vault }) => ({ ...vault, properties }),
  changed(vault, context) {
    const deleted = deletedVault(vault.name, context)
    if (deleted) context.resources.delete(deleted.id)
  },
  deleted(vault, { resources, clock, subscriptionId }) {
    const { softDeleteRetentionInDays: days = 90, enablePurgeProtection = false } = vault.properties
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
      answer: (_match, _body, { resources }) => ({ value: resources.ofType(deletedType) }),
    },
    {
      method: 'GET',
      path: /^Microsoft\.KeyVault\/locations\/[^/]+\/deletedVaults\/([^/]+)$/i,
      answer: ([, name = ''], _body, context) => found(name, context),
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

function deletedVault(name: string, { resources }: TypeContext): Resource | undefined {
  return resources.ofType(deletedType).find((one) => one.name.toLowerCase() === name.toLowerCase())
}

function found(name: string, context: TypeContext): Resource {
  const deleted = deletedVault(name, context)
  if (!deleted) throw new ArmError(404, 'ResourceNotFound', `The deleted vault '${name}' was not found.`)
  return deleted
}
