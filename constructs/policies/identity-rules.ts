import { block, rulesOf } from './rule'

const tooMuch = ['Owner', 'Contributor', 'User Access Administrator', 'Role Based Access Control Administrator']

export const identityRules = [
  ...rulesOf('azurerm_role_assignment', [
    {
      id: 'SLIPWAY_ROLE_POWERFUL',
      demand: `role_definition_name may be none of ${tooMuch.join(', ')}: who runs something need not be able to change it`,
      holds: ({ role_definition_name, role_definition_id }) =>
        role_definition_id === undefined && !tooMuch.includes(String(role_definition_name)),
    },
    {
      id: 'SLIPWAY_ROLE_SCOPE',
      demand: 'scope must be one resource, not a resource group or a subscription',
      holds: ({ scope }) =>
        !/azurerm_(resource_group|subscription)\b/.test(String(scope)) &&
        !/^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?$/i.test(String(scope)),
    },
    {
      id: 'SLIPWAY_ROLE_NAME',
      demand: 'name must be set: an assignment whose creation was interrupted would else be made a second time',
      holds: ({ name }) => Boolean(name),
    },
  ]),
  ...rulesOf('azuread_application', [
    {
      id: 'SLIPWAY_APPLICATION_TOKENS',
      demand: 'api.requested_access_token_version must be 2',
      holds: (application) => block(application, 'api').requested_access_token_version === 2,
    },
    {
      id: 'SLIPWAY_APPLICATION_TENANT',
      demand: 'sign_in_audience must be AzureADMyOrg',
      holds: ({ sign_in_audience }) => sign_in_audience === 'AzureADMyOrg',
    },
  ]),
  ...rulesOf('azuread_application_federated_identity_credential', [
    {
      id: 'CKV_AZURE_249',
      demand: 'subject should be a claim of GitHub Actions',
      holds: ({ subject }) => /^[^*:]+:[^*]/.test(String(subject)),
    },
    {
      id: 'SLIPWAY_FEDERATION_SUBJECT',
      demand: 'subject must be one managed identity of ours',
      holds: ({ subject }) => /azurerm_user_assigned_identity\.[\w-]+\.principal_id/.test(String(subject)),
    },
  ]),
  ...rulesOf('azuread_service_principal', [
    {
      id: 'SLIPWAY_APPLICATION_ASSIGNMENT',
      demand: 'app_role_assignment_required must be true: else everybody in the tenant gets a token',
      holds: ({ app_role_assignment_required }) => app_role_assignment_required === true,
    },
  ]),
  ...['azuread_application_password', 'azuread_service_principal_password'].flatMap((type) =>
    rulesOf(type, [
      {
        id: 'SLIPWAY_APPLICATION_PASSWORD',
        demand: 'none may be made: federated credentials of managed identities need no secret',
        holds: () => false,
      },
    ]),
  ),
]
