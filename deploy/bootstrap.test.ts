import { type Answer, loggedIn, subscription, TestProject } from './testing/project'

const project = new TestProject(['az'])
afterAll(() => project.remove())

const registered = [
  ...['AlertsManagement', 'Automation', 'Compute', 'Consumption', 'ContainerRegistry', 'Databricks', 'Insights'],
  ...['KeyVault', 'ManagedIdentity', 'Network', 'OperationalInsights', 'Storage', 'Web'],
].map((name) => ({ namespace: `Microsoft.${name}`, state: 'Registered' }))
const owner = { value: [{ actions: ['*'], notActions: [], dataActions: [], notDataActions: [] }] }
const contributor = { value: [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'], dataActions: [] }] }
const stateWriter = {
  value: [{ actions: [], dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*'] }],
}
const stateScope = `/subscriptions/${subscription}/resourceGroups/rg-slipway-state/providers/Microsoft.Storage/storageAccounts/stslipwaystate`
const applicationAdministrator = { value: [{ roleTemplateId: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3' }] }

/** A subscription where everything is as it should be. */
const ready: Answer[] = [
  loggedIn,
  { call: '^az provider list', out: registered },
  { call: '^az group exists', out: true },
  { call: '^az storage account show', out: { name: 'stslipwaystate' } },
  { call: '^az storage account (update|blob-service-properties update)', out: {} },
  { call: '^az storage container-rm exists', out: { exists: true } },
  { call: '^az ad signed-in-user show', out: { id: 'me' } },
  { call: `^az rest .*${stateScope}/providers/Microsoft.Authorization/permissions`, out: stateWriter },
  { call: '^az rest .*/providers/Microsoft.Authorization/permissions', out: owner },
  { call: '^az rest .*graph.microsoft.com/v1.0/users/me/transitiveMemberOf', out: applicationAdministrator },
]
const bootstrap = (...first: Answer[]) => project.run('bootstrap', ['prod'], [...first, ...ready])

test('an empty subscription gets namespaces and a state that only Entra opens', () => {
  const { code, out, err, calls } = bootstrap(
    { call: '^az provider list', out: registered.filter(({ namespace }) => namespace !== 'Microsoft.Databricks') },
    { call: '^az provider register' },
    { call: '^az group exists', out: false },
    { call: '^az group create' },
    { call: '^az storage account show', code: 3 },
    { call: '^az storage account check-name', out: { nameAvailable: true } },
    { call: '^az storage account create' },
    { call: '^az storage container-rm exists', out: { exists: false } },
    { call: '^az storage container-rm create' },
  )
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(out).toContain('registering Microsoft.Databricks')
  expect(out).toContain('Ready. Next: npm run plan -- prod')
  const called = (start: string) => calls.filter((call) => call.startsWith(start))
  expect(called('az provider register')).toEqual([
    `az provider register --namespace Microsoft.Databricks --wait --subscription ${subscription} --output json --only-show-errors`,
  ])
  expect(called('az group create')[0]).toContain('--name rg-slipway-state --location westeurope')
  expect(called('az storage account create')[0]).toContain(
    '--kind StorageV2 --sku Standard_LRS --allow-shared-key-access false --allow-blob-public-access false --min-tls-version TLS1_2 --https-only true',
  )
  expect(called('az storage account blob-service-properties')[0]).toContain('--enable-versioning true')
  expect(called('az storage container-rm create')[0]).toContain('--name prod --storage-account stslipwaystate')
  expect(calls.filter((call) => /account-key|connection-string|sas-token|keys list/.test(call))).toEqual([])
})

test('a second time nothing is created', () => {
  const { code, out, calls } = bootstrap()
  expect(code).toBe(0)
  expect(out).toContain('Provider namespaces: all registered')
  expect(calls.filter((call) => / (create|register) /.test(call))).toEqual([])
})

test('a name that somebody else has is refused before anything is made with it', () => {
  const { code, err, calls } = bootstrap(
    { call: '^az storage account show', code: 3 },
    { call: '^az storage account check-name', out: { nameAvailable: false, message: 'The name is taken.' } },
  )
  expect(err).toContain('state.storageAccount is "stslipwaystate", which somebody else has')
  expect(err).toContain('The name is taken.')
  expect(calls.filter((call) => call.includes('account create'))).toEqual([])
  expect(code).toBe(1)
})

test('all missing rights are named with the commands that grant them', () => {
  const { code, err } = bootstrap(
    {
      call: '^az rest .*/storageAccounts/stslipwaystate/providers/Microsoft.Authorization/permissions',
      out: contributor,
    },
    { call: '^az rest .*/providers/Microsoft.Authorization/permissions', out: contributor },
    { call: '^az rest .*transitiveMemberOf', out: { value: [] } },
  )
  const grant = 'az role assignment create --assignee-object-id me --assignee-principal-type User --role'
  expect(err).not.toContain('(Contributor)')
  expect(err).toContain(
    `  - to assign roles in the subscription (Role Based Access Control Administrator)\n      ${grant} "Role Based Access Control Administrator" --scope /subscriptions/${subscription}\n`,
  )
  expect(err).toContain(
    `  - to read and write the state (Storage Blob Data Contributor)\n      ${grant} "Storage Blob Data Contributor" --scope ${stateScope}\n`,
  )
  expect(err).toContain(
    '  - in Entra ID, to create the application and grant its roles (Cloud Application Administrator)',
  )
  expect(err).toContain('"roleDefinitionId":"158c047a-c907-4556-b7ef-446551a6b5f7"')
  expect(code).toBe(1)
})

test('a reader is told to become a contributor', () => {
  const reader = { value: [{ actions: ['*/read'], notActions: [] }] }
  const { err } = bootstrap({ call: `^az rest .*subscriptions/${subscription}/providers/Microsoft.Auth`, out: reader })
  expect(err).toContain('--role "Contributor"')
})

describe('a service principal', () => {
  const principal = [
    { ...loggedIn, out: { ...(loggedIn.out as object), user: { name: 'client', type: 'servicePrincipal' } } },
    { call: '^az ad sp show --id client', out: { id: 'robot' } },
    { call: '^az rest .*servicePrincipals/robot/transitiveMemberOf', out: { value: [] } },
  ]
  const application = { appRoleId: '18a4783c-866b-4cc7-a460-3d5e5662c884' }
  const assignment = { appRoleId: '06b708a9-e830-4db3-a914-8e69da51d44f' }

  test('may hold the rights of Microsoft Graph instead of a directory role', () => {
    const granted = { call: '^az rest .*robot/appRoleAssignments', out: { value: [application, assignment] } }
    expect(bootstrap(...principal, granted).code).toBe(0)
  })

  test('needs both of them', () => {
    const granted = { call: '^az rest .*robot/appRoleAssignments', out: { value: [application] } }
    const { err } = bootstrap(...principal, granted)
    expect(err).toContain('in Entra ID, to create the application and grant its roles')
    expect(err).toContain('"principalId":"robot"')
  })
})

test("a call that fails is told with the CLI's own words", () => {
  const { code, err } = bootstrap({ call: '^az group exists', err: 'ERROR: AuthorizationFailed', code: 1 })
  expect(err).toContain('az group exists --name rg-slipway-state')
  expect(err).toContain('ERROR: AuthorizationFailed')
  expect(code).toBe(1)
})
