import { EntraApplication, ExistingEntraApplication } from './entra-application'
import { ref, synthesise } from './testing/synthesise'

const created = synthesise((scope) => {
  const application = new EntraApplication(scope, 'entra', {
    displayName: 'app-slipway-test',
    tenantId: 'tenant',
    hostName: 'app-slipway-test.azurewebsites.net',
    appRoles: { 'Runs.Submit': 'Submit runs.', 'Runs.Admin': 'Do all.' },
    federatedPrincipalId: 'api-principal',
  })
  application.grant('somebody', 'Runs.Submit', 'somebody-id')
})

test('the application belongs to one tenant and issues tokens of version 2', () => {
  expect(created.only('azuread_application')).toMatchObject({
    display_name: 'app-slipway-test',
    prevent_duplicate_names: true,
    sign_in_audience: 'AzureADMyOrg',
    fallback_public_client_enabled: false,
    api: { requested_access_token_version: 2, oauth2_permission_scope: [{ value: 'user_impersonation' }] },
    web: {
      redirect_uris: ['https://app-slipway-test.azurewebsites.net/.auth/login/aad/callback'],
      implicit_grant: { access_token_issuance_enabled: false },
    },
  })
})

test('app roles keep their ids, for people and applications alike', () => {
  expect(created.only('azuread_application').app_role).toMatchObject([
    {
      id: ref('uuidv5("url", "slipway/Runs.Submit")'),
      value: 'Runs.Submit',
      allowed_member_types: ['Application', 'User'],
    },
    {
      id: ref('uuidv5("url", "slipway/Runs.Admin")'),
      value: 'Runs.Admin',
      allowed_member_types: ['Application', 'User'],
    },
  ])
})

test('its identifier URI holds its client id and is not undone by the application itself', () => {
  expect(created.only('azuread_application_identifier_uri').identifier_uri).toBe(
    `api://${ref('azuread_application.entra.client_id')}`,
  )
  expect(created.only('azuread_application').lifecycle).toEqual({ ignore_changes: ['identifier_uris'] })
})

test('sign-in trusts the managed identity, and no secret exists', () => {
  expect(created.only('azuread_application_federated_identity_credential')).toMatchObject({
    issuer: 'https://login.microsoftonline.com/tenant/v2.0',
    subject: 'api-principal',
    audiences: ['api://AzureADTokenExchange'],
  })
  expect(created.only('azuread_application')).not.toHaveProperty('password')
  expect(created.all('azuread_application_password')).toEqual([])
})

test('the Azure CLI may ask for the scope without consent', () => {
  expect(created.only('azuread_application_pre_authorized')).toMatchObject({
    authorized_client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    permission_ids: [ref('uuidv5("url", "slipway/user_impersonation")')],
  })
})

test('only who was given a role gets a token', () => {
  expect(created.only('azuread_service_principal').app_role_assignment_required).toBe(true)
  expect(created.only('azuread_app_role_assignment')).toMatchObject({
    app_role_id: ref('uuidv5("url", "slipway/Runs.Submit")'),
    principal_object_id: 'somebody-id',
  })
})

test('a role that the application does not have is refused with those it has', () => {
  const build = () =>
    synthesise((scope) => {
      const application = new EntraApplication(scope, 'entra', {
        displayName: 'a',
        tenantId: 't',
        hostName: 'h',
        appRoles: { 'Runs.Submit': 'Submit runs.' },
        federatedPrincipalId: 'p',
      })
      application.grant('somebody', 'Runs.Submitt', 'somebody-id')
    })
  expect(build).toThrow('app role "Runs.Submitt" must be one of Runs.Submit')
})

test("of an administrator's application only role grants are made, with the ids its roles have", () => {
  const stack = synthesise((scope) => {
    const existing = new ExistingEntraApplication(scope, 'entra', { clientId: 'c', servicePrincipalObjectId: 'sp' })
    existing.grant('somebody', 'Runs.Submit', 'somebody-id')
  })
  expect(Object.keys(stack.json.resource ?? {})).toEqual(['azuread_app_role_assignment'])
  expect(stack.only('azuread_app_role_assignment')).toMatchObject({
    app_role_id: ref('data.azuread_service_principal.entra.app_role_ids["Runs.Submit"]'),
    principal_object_id: 'somebody-id',
  })
  expect(stack.json.data?.azuread_service_principal?.entra?.object_id).toBe('sp')
})
