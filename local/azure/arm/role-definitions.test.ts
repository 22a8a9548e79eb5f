import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openResources, type Resource } from '../../arm/resources'
import { openJsonStore } from '../../json-store'
import { AccessDenied, openAccess } from '../access'
import { openFaults } from '../faults'
import { roleDefinitions } from './role-definitions'

const registry = 'Microsoft.ContainerRegistry/registries'
const vault = 'Microsoft.KeyVault/vaults'
const account = 'Microsoft.Storage/storageAccounts'
const container = `${account}/blobServices/containers`
const delegation = `${account}/blobServices/generateUserDelegationKey/action`
const table = `${account}/tableServices/tables`
const group = 'Microsoft.Resources/subscriptions/resourceGroups'
const search = 'Microsoft.OperationalInsights/workspaces/search/action'
const ticket = 'Microsoft.Support/supportTickets/write'
const registerInsights = 'Microsoft.Insights/Register/Action'
const of = (type: string, ...verbs: readonly string[]) => verbs.map((verb) => `${type}/${verb}`)

const assigning = of('Microsoft.Authorization', 'roleAssignments/write', 'roleAssignments/delete')
const elevating = 'Microsoft.Authorization/elevateAccess/Action'
/** What Contributor may not, beside assigning. */
const ownersOnly = [
  elevating,
  ...of('Microsoft.Blueprint/blueprintAssignments', 'write', 'delete'),
  'Microsoft.Compute/galleries/share/action',
  ...of('Microsoft.Purview/consents', 'write', 'delete'),
  'Microsoft.Resources/deploymentStacks/manageDenySetting/action',
  ...of('Microsoft.Subscription', 'cancel/action', 'enable/action'),
]
/** What Key Vault's roles allow beside their vaults. */
const besideSecrets = [
  'Microsoft.Authorization/roleAssignments/read',
  'Microsoft.Insights/alertRules/write',
  'Microsoft.Resources/deployments/write',
  ...of(group, 'read'),
  ticket,
  ...of('Microsoft.KeyVault', 'checkNameAvailability/read', 'deletedVaults/read', 'operations/read'),
  'Microsoft.KeyVault/locations/deletedVaults/read',
  ...of(vault, 'secrets/read'),
]

const actions = [
  ...of(registry, 'read', 'write', 'pull/read', 'push/write', 'artifacts/delete', 'listCredentials/action'),
  ...of(vault, 'read', 'write', 'delete'),
  ...of(account, 'read', 'write', 'delete', 'listKeys/action', 'blobServices/write'),
  ...of(container, 'read', 'write', 'delete', 'setLegalHold/action'),
  delegation,
  ...of(table, 'read', 'write', 'delete'),
  ...of(group, 'write'),
  ...['Microsoft.Insights/components/write', 'Microsoft.Databricks/workspaces/write', search, registerInsights],
  ...[...assigning, ...ownersOnly, ...besideSecrets],
]
const blobs = ['read', 'write', 'delete', 'add/action', 'move/action']
const entities = of(`${table}/entities`, 'read', 'write', 'delete', 'add/action', 'update/action')
const metrics = of('Microsoft.Insights', 'Metrics/Write', 'Telemetry/Write')
const readSecret = of(vault, 'secrets/getSecret/action', 'secrets/readMetadata/action')
const changeSecret = of(vault, 'secrets/setSecret/action', 'secrets/delete', 'secrets/purge/action')
const ownBlobs = of(`${container}/blobs`, ...blobs, 'manageOwnership/action', 'tags/read')
const dataActions = [...readSecret, ...changeSecret, ...of(vault, 'keys/read'), ...ownBlobs, ...entities, ...metrics]

const folder = mkdtempSync(join(tmpdir(), 'slipway-roles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What somebody who has just this role may do, of what is asked for above. */
function allowedTo(role: string) {
  const store = openJsonStore(mkdtempSync(join(folder, 'store-')))
  const resources = openResources(store.collection<Resource>('resources'))
  const access = openAccess(resources, { now: () => Date.parse('2026-06-01'), set: () => {} }, openFaults(store))
  const type = 'Microsoft.Authorization/roleAssignments'
  const scope = '/subscriptions/s'
  const id = `${scope}/providers/${type}/1`
  const roleDefinitionId = roleDefinitions.find(({ name }) => name === role)?.id
  const properties = { scope, principalId: 'somebody', roleDefinitionId, createdOn: '2026-01-01T00:00:00Z' }
  resources.put(id, { id, type, name: '1', properties })
  const allowed = (demand: typeof access.requireRole) => (action: string) => {
    try {
      demand('somebody', `${scope}/resourceGroups/rg`, action)
      return true
    } catch (error) {
      if (error instanceof AccessDenied) return false
      throw error
    }
  }
  return {
    actions: actions.filter(allowed(access.requireRole)).sort(),
    dataActions: dataActions.filter(allowed(access.requireDataRole)).sort(),
  }
}

const reads = actions.filter((action) => action.endsWith('/read'))

const published: readonly [role: string, actions: readonly string[], dataActions: readonly string[]][] = [
  ['Owner', actions, []],
  ['Contributor', actions.filter((action) => ![...assigning, ...ownersOnly].includes(action)), []],
  ['Reader', reads, []],
  ['User Access Administrator', [...reads, ...assigning, elevating, ticket], []],
  ['AcrPull', of(registry, 'pull/read'), []],
  ['AcrPush', of(registry, 'pull/read', 'push/write'), []],
  ['Key Vault Secrets User', [], readSecret],
  ['Key Vault Secrets Officer', besideSecrets, [...readSecret, ...changeSecret]],
  [
    'Storage Blob Data Contributor',
    [...of(container, 'read', 'write', 'delete'), delegation],
    of(`${container}/blobs`, ...blobs),
  ],
  [
    'Storage Blob Data Owner',
    [...of(container, 'read', 'write', 'delete', 'setLegalHold/action'), delegation],
    ownBlobs,
  ],
  ['Storage Table Data Contributor', of(table, 'read', 'write', 'delete'), entities],
  ['Monitoring Metrics Publisher', [registerInsights, ticket, ...of(group, 'read')], metrics],
  ['Monitoring Reader', [...reads, search, ticket], []],
]

test.each(published)('%s allows what Azure publishes, and nothing else', (role, expectedActions, expectedData) => {
  expect(allowedTo(role)).toEqual({ actions: [...expectedActions].sort(), dataActions: [...expectedData].sort() })
})

test('every role is compared with what Azure publishes', () => {
  expect(roleDefinitions.map(({ name }) => name).sort()).toEqual(published.map(([role]) => role).sort())
})
