import { appRoles } from '../../apps/api/contract'
import { outputsOf } from '../../deploy/terraform'
import type { AzureClient } from '../azure-client'
import type { Rehearsal } from '../rehearsal'

const graph = 'https://graph.microsoft.com/v1.0'

interface Principal {
  readonly id: string
  readonly appRoles: readonly { readonly id: string; readonly value: string }[]
}

/** Client id of the API that was deployed. */
export async function clientIdOfApi({
  stacks,
  surroundings,
}: Pick<Rehearsal, 'stacks' | 'surroundings'>): Promise<string> {
  const foundation = stacks.find(({ name }) => name === 'foundation')
  if (!foundation) throw new Error('the stack foundation, which makes the application, is not rehearsed')
  return String((await outputsOf(foundation, surroundings)).entra_client_id?.value)
}

/** Grants a caller an app role of the API, as an administrator does it in Entra. */
export async function grantRole(
  rehearsal: Rehearsal,
  azure: AzureClient,
  who: keyof Rehearsal['platform']['callers'],
  roleName: keyof typeof appRoles,
): Promise<void> {
  const clientId = await clientIdOfApi(rehearsal)
  const filter = encodeURIComponent(`appId eq '${clientId}'`)
  const { body } = await azure.call('GET', `${graph}/servicePrincipals?$filter=${filter}`)
  const [api] = (body as { value: Principal[] }).value
  const role = api?.appRoles.find(({ value }) => value === appRoles[roleName])
  if (!api || !role) throw new Error(`Entra has no application ${clientId} with the app role ${appRoles[roleName]}`)
  const assigned = await azure.call('GET', `${graph}/servicePrincipals/${api.id}/appRoleAssignedTo`)
  const { objectId } = rehearsal.platform.callers[who]
  // The environment may have granted it already.
  const held = (assigned.body as { value: { principalId: string; appRoleId: string }[] }).value
  if (held.some((one) => one.principalId === objectId && one.appRoleId === role.id)) return
  await azure.call('POST', `${graph}/servicePrincipals/${api.id}/appRoleAssignedTo`, {
    principalId: objectId,
    resourceId: api.id,
    appRoleId: role.id,
  })
}
