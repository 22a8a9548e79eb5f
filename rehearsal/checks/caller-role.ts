import { appRoles } from '../../apps/api/contract'
import { outputsOf } from '../../deploy/terraform'
import type { AzureClient } from '../azure-client'
import type { Rehearsal } from '../rehearsal'

const graph = 'https://graph.microsoft.com/v1.0'

interface Principal {
  readonly id: string
  readonly appRoles: readonly { readonly id: string; readonly value: string }[]
}

interface Assignment {
  readonly id: string
  readonly principalId: string
  readonly appRoleId: string
}

type RoleName = keyof typeof appRoles
/** A person or a program. */
type Holder = { readonly objectId: string }

/** Client id of the API that was deployed. */
export async function clientIdOfApi({
  stacks,
  surroundings,
}: Pick<Rehearsal, 'stacks' | 'surroundings'>): Promise<string> {
  const foundation = stacks.find(({ name }) => name === 'foundation')
  if (!foundation) throw new Error('the stack foundation, which makes the application, is not rehearsed')
  return String((await outputsOf(foundation, surroundings)).entra_client_id?.value)
}

/** Grants somebody an app role of the API, as an administrator does it in Entra. */
export async function grantRole(
  rehearsal: Rehearsal,
  azure: AzureClient,
  { objectId: principalId }: Holder,
  roleName: RoleName,
): Promise<void> {
  const { api, role, held, path } = await findRole(rehearsal, azure, roleName, principalId)
  // The environment may have granted it already.
  if (held) return
  await azure.call('POST', path, { principalId, resourceId: api.id, appRoleId: role.id })
}

/** Takes the role back, where it is held. */
export async function revokeRole(
  rehearsal: Rehearsal,
  azure: AzureClient,
  { objectId }: Holder,
  roleName: RoleName,
): Promise<void> {
  const { held, path } = await findRole(rehearsal, azure, roleName, objectId)
  if (held) await azure.call('DELETE', `${path}/${held.id}`)
}

async function findRole(rehearsal: Rehearsal, azure: AzureClient, roleName: RoleName, principalId: string) {
  const clientId = await clientIdOfApi(rehearsal)
  const filter = encodeURIComponent(`appId eq '${clientId}'`)
  const { body } = await azure.call('GET', `${graph}/servicePrincipals?$filter=${filter}`)
  const [api] = (body as { value: Principal[] }).value
  const role = api?.appRoles.find(({ value }) => value === appRoles[roleName])
  if (!api || !role) throw new Error(`Entra has no application ${clientId} with the app role ${appRoles[roleName]}`)
  const path = `${graph}/servicePrincipals/${api.id}/appRoleAssignedTo`
  const { value } = (await azure.call('GET', path)).body as { value: Assignment[] }
  const held = value.find((one) => one.principalId === principalId && one.appRoleId === role.id)
  return { api, role, held, path }
}
