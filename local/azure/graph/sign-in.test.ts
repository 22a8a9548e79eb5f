import { type AzureUnderTest, person, startAzureUnderTest, tenantId } from '../testing/azure-under-test'
import { type GraphClient, openGraphClient } from '../testing/graph-client'

const host = 'login.microsoftonline.com'
const redirectUri = 'https://site.example/.auth/login/aad/callback'
const role = {
  ...{ id: '7d1b6d1c-6f0f-4f6e-9a40-0c2f5d0b8d11', value: 'Runs.Submit', displayName: 'Runs.Submit' },
  ...{ description: 'Submits runs.', allowedMemberTypes: ['Application', 'User'], isEnabled: true },
}

let azure: AzureUnderTest
let graph: GraphClient
let application: { readonly id: string; readonly appId: string }
let servicePrincipal: { readonly id: string }

beforeAll(async () => {
  azure = await startAzureUnderTest()
  graph = await openGraphClient(azure)
  application = await graph.good('POST', '/v1.0/applications', { displayName: 'api', appRoles: [role] })
  const { id, appId } = application
  servicePrincipal = await graph.good('POST', '/v1.0/servicePrincipals', { appId })
  await graph.good('PATCH', `/v1.0/applications/${id}`, { identifierUris: [`api://${appId}`] })
})
afterAll(() => azure?.close())

/** What Entra's page says to whoever chooses the person there, in a browser that reaches Azure through the proxy. */
async function choose(): Promise<string> {
  const { appId } = application
  const asked = new URLSearchParams({
    ...{ client_id: appId, redirect_uri: redirectUri, response_type: 'code id_token', response_mode: 'form_post' },
    ...{ scope: `openid api://${appId}/user_impersonation`, nonce: 'n', state: 's' },
  })
  const { body } = await azure.call('POST', `/${tenantId}/oauth2/v2.0/authorize?${asked}`, {
    ...{ host, as: null, body: `user=${person.objectId}` },
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${host}` },
  })
  return body
}

test('people sign in to an application as far as Graph was told to let them', async () => {
  const change = (of: string, body: object) => graph.good('PATCH', `/v1.0/${of}`, body)
  const path = `applications/${application.id}`
  expect(await choose()).toContain('AADSTS50011: ')
  await change(path, { web: { redirectUris: [redirectUri] } })
  expect(await choose()).toContain('AADSTS700054: ')
  await change(path, { web: { implicitGrantSettings: { enableIdTokenIssuance: true } } })
  expect(await choose()).toContain(`<form method="post" action="${redirectUri}">`)
  await change(`servicePrincipals/${servicePrincipal.id}`, { appRoleAssignmentRequired: true })
  expect(await choose()).toContain('AADSTS50105: The signed in user &#39;ada@example.com&#39; is not assigned')
  const given = { appRoleId: role.id, principalId: person.objectId, resourceId: servicePrincipal.id }
  const { id } = await graph.good('POST', `/v1.0/servicePrincipals/${servicePrincipal.id}/appRoleAssignedTo`, given)
  expect(await choose()).toContain(`<form method="post" action="${redirectUri}">`)
  await graph.good('DELETE', `/v1.0/servicePrincipals/${servicePrincipal.id}/appRoleAssignedTo/${id}`)
  expect(await choose()).toContain('AADSTS50105: ')
})
