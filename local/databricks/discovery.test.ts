import { registerPrincipal, startWorkspace, type WorkspaceUnderTest } from './testing/workspace-client'

const applicationId = '11111111-1111-1111-1111-111111111111'
let workspace: WorkspaceUnderTest
beforeEach(async () => {
  workspace = await startWorkspace()
})
afterEach(() => workspace.close())

async function token(form: Record<string, string>, basic?: string) {
  const response = await fetch(`${workspace.url}/oidc/v1/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    ...(basic !== undefined && { headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}` } }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('tells clients, without a token, who the workspace is and where to sign in', async () => {
  const config = await (await fetch(`${workspace.url}/.well-known/databricks-config`)).json()
  expect(config).toEqual({ workspace_id: expect.stringMatching(/^\d+$/), oidc_endpoint: `${workspace.url}/oidc` })
  const server = await (await fetch(`${workspace.url}/oidc/.well-known/oauth-authorization-server`)).json()
  expect(server).toMatchObject({ token_endpoint: `${workspace.url}/oidc/v1/token` })
})

test('keeps the id that it was given, over a restart too', async () => {
  await workspace.close()
  workspace = await startWorkspace({ workspaceId: '1234567890123456' })
  await workspace.restart()
  const config = await (await fetch(`${workspace.url}/.well-known/databricks-config`)).json()
  expect(config).toMatchObject({ workspace_id: '1234567890123456' })
})

test.each(['in the form', 'in the header'])('client credentials %s give a token for that principal', async (where) => {
  await registerPrincipal(workspace.call, applicationId)
  const form = { grant_type: 'client_credentials', scope: 'all-apis' }
  const { body } =
    where === 'in the form'
      ? await token({ ...form, client_id: applicationId, client_secret: 's' })
      : await token(form, `${applicationId}:s`)
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
  const me = await workspace.call('GET', '/api/2.0/preview/scim/v2/Me', undefined, String(body.access_token))
  expect(me.body).toMatchObject({ userName: applicationId, groups: [] })
})

test('refuses other grants and whoever is not registered', async () => {
  expect(await token({ grant_type: 'password' })).toMatchObject({
    status: 400,
    body: { error: 'unsupported_grant_type' },
  })
  const stranger = { grant_type: 'client_credentials', client_id: applicationId }
  expect(await token(stranger)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
})
