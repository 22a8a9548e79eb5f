import { loggedIn, TestProject } from './testing/project'

const project = new TestProject()
afterAll(() => project.remove())
project.stacks({ jobs: { json: { terraform: { backend: { azurerm: {} } } } } })

const line = (message: object) => `${JSON.stringify(message)}\n`

/** A deployment whose apply ends with these diagnostics, and what its plan says of their resources. */
function deployWith(
  diagnostics: readonly { readonly address: string; readonly summary: string; readonly detail?: string }[],
  plannedOnes: readonly object[] = [],
) {
  const planned = diagnostics.map(({ address }) =>
    line({ type: 'planned_change', change: { resource: { addr: address }, action: 'create' } }),
  )
  const told = diagnostics.map((diagnostic) =>
    line({ type: 'diagnostic', diagnostic: { severity: 'error', ...diagnostic } }),
  )
  return project.run(
    'deploy',
    ['prod', '--yes'],
    [
      loggedIn,
      { call: '^terraform version', out: { terraform_version: '1.11.4' } },
      { call: '^terraform init' },
      { call: '^terraform plan', out: planned.join(''), code: 2 },
      { call: '^terraform show -json slipway.tfplan', out: { resource_changes: plannedOnes } },
      { call: '^terraform apply', out: `Terraform speaks\n${told.join('')}`, code: 1 },
    ],
  )
}

const vault = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv'

const givenAlready = {
  address: 'azuread_app_role_assignment.submits',
  summary: 'Could not create app role assignment',
  detail:
    'unexpected status 400 (400 Bad Request) with error: Request_BadRequest: Permission being assigned already exists on the object',
}
const givenAs = { app_role_id: 'a-1', principal_object_id: 'p-1', resource_object_id: 'r-1' }

const existing: [label: string, diagnostic: Parameters<typeof deployWith>[0][number], target: string][] = [
  [
    'a resource of azurerm',
    {
      address: 'azurerm_key_vault.vault',
      summary: `a resource with the ID "${vault}" already exists - to be managed via Terraform this resource needs to be imported into the State. Please see the resource documentation for "azurerm_key_vault" for more information.`,
    },
    `'azurerm_key_vault.vault' '${vault}'`,
  ],
  [
    'an object of azuread, told in the detail',
    {
      address: 'azuread_service_principal.api',
      summary:
        'A resource with the ID "6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab" already exists - to be managed via Terraform',
    },
    "'azuread_service_principal.api' '/servicePrincipals/6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab'",
  ],
  [
    'an application, which azuread finds by its name',
    {
      address: 'azuread_application.entra',
      summary:
        'An existing "azuread_application" with name "slipway" (ID: "6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab") was found and `prevent_duplicate_names` was specified. To be managed via Terraform this resource needs to be imported into the State.',
    },
    "'azuread_application.entra' '/applications/6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab'",
  ],
  [
    'one of several instances',
    {
      address: 'azurerm_storage_container.c["a b"]',
      summary: 'Error',
      detail: 'a resource with the ID "/c" already exists',
    },
    `'azurerm_storage_container.c["a b"]' '/c'`,
  ],
  [
    'a role assignment, whose id only Azure can tell',
    {
      address: 'azurerm_role_assignment.pull',
      summary:
        'unexpected status 409 (409 Conflict) with error: RoleAssignmentExists: The role assignment already exists. The ID of the conflicting role assignment is 5c6f0f1e2d3c4b5a69788796a5b4c3d2.',
    },
    `'azurerm_role_assignment.pull' "$(az role assignment list --all --query "[?name=='5c6f0f1e-2d3c-4b5a-6978-8796a5b4c3d2'].id" --output tsv)"`,
  ],
  [
    'a secret scope of Databricks',
    {
      address: 'databricks_secret_scope.slipway',
      summary: 'cannot create secret scope: Scope slipway already exists!',
    },
    "'databricks_secret_scope.slipway' 'slipway'",
  ],
  [
    'a service principal of Databricks',
    {
      address: 'databricks_service_principal.job',
      summary:
        'cannot create service principal: Service principal with application ID 6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab already exists.',
    },
    `'databricks_service_principal.job' "$(databricks service-principals list --filter 'applicationId eq "6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab"' --output json | jq -r '.[0].id')"`,
  ],
  [
    'a federated credential, which Graph names without its id',
    {
      address: 'azuread_application_federated_identity_credential.sign-in',
      summary:
        'Adding federated identity credential for Application (Application: "6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab")',
      detail:
        'unexpected status 409 (409 Conflict) with error: Request_MultipleObjectsWithSameKeyValue: FederatedIdentityCredential with name web-app-sign-in already exists.',
    },
    `'azuread_application_federated_identity_credential.sign-in' "6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab/federatedIdentityCredential/$(az ad app federated-credential show --id 6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab --federated-credential-id web-app-sign-in --query id --output tsv)"`,
  ],
  [
    'an app role that somebody has already, of which Graph names nothing',
    givenAlready,
    `'azuread_app_role_assignment.submits' "/servicePrincipals/r-1/appRoleAssignedTo/$(az rest --url 'https://graph.microsoft.com/v1.0/servicePrincipals/r-1/appRoleAssignedTo?$top=999' --query "value[?principalId=='p-1' && appRoleId=='a-1'].id" --output tsv)"`,
  ],
]

describe('what exists already', () => {
  const { code, err } = deployWith(
    existing.map(([, diagnostic]) => diagnostic),
    [
      { address: 'azuread_app_role_assignment.reads', change: { after: { ...givenAs, app_role_id: 'a-2' } } },
      { address: givenAlready.address, change: { after: givenAs, after_sensitive: {} } },
    ],
  )

  test.each(existing)('is told, for %s, with the import command', (_label, { address, summary }, target) => {
    const text = err.split('\n\n').find((one) => one.includes(`Error in jobs, ${address}: ${summary}`))
    expect(`${text}\n`).toContain(
      `\n  terraform -chdir='cdktf.out/stacks/jobs' import ${target}\n  npm run deploy -- prod\n`,
    )
    expect(code).toBe(1)
  })
})

test.each<[string, object]>([
  ['was not known yet', { after: { ...givenAs, principal_object_id: undefined } }],
  ['is secret', { after: givenAs, after_sensitive: { principal_object_id: true } }],
])('no command is told where who has the app role %s', (_what, change) => {
  const { code, err } = deployWith([givenAlready], [{ address: givenAlready.address, change }])
  expect(err).toContain('Error in jobs, azuread_app_role_assignment.submits: Could not create app role assignment')
  expect(err).not.toContain('import')
  expect(code).toBe(1)
})

describe('what is another error', () => {
  const others: [label: string, summary: string][] = [
    ['a value that is not allowed', 'expected "location" to be one of'],
    ['a name that somebody else has', 'StorageAccountAlreadyTaken: The storage account named stx is already taken.'],
  ]
  const { err } = deployWith(others.map(([, summary]) => ({ address: 'azurerm_storage_account.runs', summary })))

  test.each(others)('has no import command: %s', (_label, summary) => {
    expect(err).toContain(`Error in jobs, azurerm_storage_account.runs: ${summary}`)
    expect(err).not.toContain('import')
  })
})

test.each([
  ['azurerm_storage_account', 'StorageAccountAlreadyTaken: The storage account named stx is already taken.'],
  [
    'azurerm_container_registry',
    `the name "crx" used for the Container Registry needs to be globally unique and isn't available`,
  ],
  ['azurerm_container_registry', 'AlreadyInUse: The registry DNS name crx.azurecr.io is already in use.'],
  ['azurerm_key_vault', 'VaultAlreadyExists: The vault name "kvx" is already in use.'],
])('a name of %s that somebody else has leads to where names are made: %s', (type, summary) => {
  const { err } = deployWith([{ address: `${type}.main`, summary }])
  expect(err).toMatch(
    new RegExp(`Error in jobs, ${type}\\.main: .*\\nSomebody has this name; .* in constructs/names\\.ts\\.`),
  )
})

test('a state that cannot be reached leads to bootstrap', () => {
  const { code, err } = project.run(
    'deploy',
    ['prod', '--yes'],
    [
      loggedIn,
      { call: '^terraform version', out: { terraform_version: '1.11.4' } },
      { call: '^terraform init', err: 'Error: Failed to get existing workspaces', code: 1 },
    ],
  )
  expect(err).toContain('terraform init failed in jobs:\nError: Failed to get existing workspaces')
  expect(err).toContain("Where the state's storage does not exist yet: npm run bootstrap -- prod")
  expect(code).toBe(1)
})
