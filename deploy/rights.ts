import type { Environment } from '../environments/environment'
import { az } from './azure'

export interface MissingRight {
  readonly right: string
  /** For whoever may grant it. */
  readonly command: string
}

/** One element of `Microsoft.Authorization/permissions`: what the caller may do at a scope. */
interface Permission {
  readonly actions?: readonly string[]
  readonly notActions?: readonly string[]
  readonly dataActions?: readonly string[]
  readonly notDataActions?: readonly string[]
}

const resourceRights = [
  {
    action: 'Microsoft.Resources/subscriptions/resourceGroups/write',
    role: 'Contributor',
    words: 'to create resources in the subscription',
  },
  {
    action: 'Microsoft.Authorization/roleAssignments/write',
    role: 'Role Based Access Control Administrator',
    words: 'to assign roles in the subscription',
  },
] as const
const stateAction = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'

/** Directory roles that may create applications and grant their app roles; the second is the smallest. */
const directoryRoles = {
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Cloud Application Administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
} as const
/** What a service principal may hold of Microsoft Graph instead: Application.ReadWrite.* and AppRoleAssignment.ReadWrite.All. */
const graphApplication = ['1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9', '18a4783c-866b-4cc7-a460-3d5e5662c884']
const graphAssignment = '06b708a9-e830-4db3-a914-8e69da51d44f'

/**
 * Asks Azure and Entra what the deployer may do.
 *
 * @param stateAccount resource id of the state's storage account
 */
export async function missingRights(environment: Environment, stateAccount: string): Promise<MissingRight[]> {
  const subscription = `/subscriptions/${environment.subscriptionId}`
  const deployer = await whoDeploys()
  const grant = (role: string, scope: string) =>
    `az role assignment create --assignee-object-id ${deployer.id} --assignee-principal-type ${deployer.kind} --role "${role}" --scope ${scope}`
  const [atSubscription, atState, mayManageApplications] = await Promise.all([
    permissions(subscription),
    permissions(stateAccount),
    managesApplications(deployer),
  ])
  return [
    ...resourceRights
      .filter(({ action }) => !atSubscription.some((one) => allows(one.actions, one.notActions, action)))
      .map(({ role, words }) => ({ right: `${words} (${role})`, command: grant(role, subscription) })),
    ...(atState.some((one) => allows(one.dataActions, one.notDataActions, stateAction))
      ? []
      : [
          {
            right: 'to read and write the state (Storage Blob Data Contributor)',
            command: grant('Storage Blob Data Contributor', stateAccount),
          },
        ]),
    ...(mayManageApplications
      ? []
      : [
          {
            right: `in Entra ID, to ${environment.entra.application === 'create' ? 'create the application and ' : ''}grant its roles (Cloud Application Administrator)`,
            command: `az rest --method post --url https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments --body '${JSON.stringify({ principalId: deployer.id, roleDefinitionId: directoryRoles['Cloud Application Administrator'], directoryScopeId: '/' })}'`,
          },
        ]),
  ]
}

interface Deployer {
  /** Object id. */
  readonly id: string
  readonly kind: 'User' | 'ServicePrincipal'
}

async function whoDeploys(): Promise<Deployer> {
  const account = await az<{ user: { name: string; type: string } }>('account', 'show')
  const isUser = account?.user.type === 'user'
  const found = isUser
    ? await az<{ id: string }>('ad', 'signed-in-user', 'show')
    : await az<{ id: string }>('ad', 'sp', 'show', '--id', account?.user.name ?? '')
  if (!found) throw new Error(`Entra does not know ${account?.user.name}, as whom az is logged in: log in again`)
  return { id: found.id, kind: isUser ? 'User' : 'ServicePrincipal' }
}

/** Effective permissions of the caller: groups, inherited scopes and custom roles are all in it. */
async function permissions(scope: string): Promise<Permission[]> {
  const url = `https://management.azure.com${scope}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`
  return (await az<{ value: Permission[] }>('rest', '--method', 'get', '--url', url))?.value ?? []
}

async function managesApplications({ id, kind }: Deployer): Promise<boolean> {
  const folder = kind === 'User' ? 'users' : 'servicePrincipals'
  const graph = `https://graph.microsoft.com/v1.0/${folder}/${id}`
  const roles = await az<{ value: { roleTemplateId: string }[] }>(
    ...['rest', '--method', 'get', '--url', `${graph}/transitiveMemberOf/microsoft.graph.directoryRole`],
  )
  const accepted: readonly string[] = Object.values(directoryRoles)
  if (roles?.value.some(({ roleTemplateId }) => accepted.includes(roleTemplateId))) return true
  if (kind === 'User') return false
  const granted = await az<{ value: { appRoleId: string }[] }>(
    ...['rest', '--method', 'get', '--url', `${graph}/appRoleAssignments`],
  )
  const ids = granted?.value.map(({ appRoleId }) => appRoleId) ?? []
  return ids.some((role) => graphApplication.includes(role)) && ids.includes(graphAssignment)
}

/** Azure's rule: one permission allows an action that it names and does not take away again; `*` stands for anything. */
function allows(actions: readonly string[] = [], notActions: readonly string[] = [], wanted: string): boolean {
  const matches = (pattern: string) => new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`, 'i').test(wanted)
  return actions.some(matches) && !notActions.some(matches)
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
