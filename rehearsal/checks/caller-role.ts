import { appRoles } from '../../apps/api/contract'
import type { AzureClient } from '../azure-client'
import type { Rehearsal } from '../rehearsal'

const graph = 'https://graph.microsoft.com/v1.0'

interface Principal {
  readonly id: string
  readonly appRoles: readonly { readonly id: string; readonly value: string }[]
}

/**
 * Grants the caller the app role that lets it submit, as an administrator does it in Entra.
 *
 * @param clientId of the API
 */
export async function grantCaller({ platform }: Rehearsal, azure: AzureClient, clientId: string): Promise<void> {
  const filter = encodeURIComponent(`appId eq '${clientId}'`)
  const { body } = await azure.call('GET', `${graph}/servicePrincipals?$filter=${filter}`)
  const [api] = (body as { value: Principal[] }).value
  const role = api?.appRoles.find(({ value }) => value === appRoles.submit)
  if (!api || !role) throw new Error(`Entra has no application ${clientId} with the app role ${appRoles.submit}`)
  const assigned = await azure.call('GET', `${graph}/servicePrincipals/${api.id}/appRoleAssignedTo`)
  const { objectId } = platform.callers.granted
  // The environment may have granted it already.
  const held = (assigned.body as { value: { principalId: string; appRoleId: string }[] }).value
  if (held.some((one) => one.principalId === objectId && one.appRoleId === role.id)) return
  await azure.call('POST', `${graph}/servicePrincipals/${api.id}/appRoleAssignedTo`, {
    principalId: objectId,
    resourceId: api.id,
    appRoleId: role.id,
  })
}
