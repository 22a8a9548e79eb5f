import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../browser/browser'
import { control } from '../simulator-control'
import { startFrontEnd } from './site-front-end'
import { readSite } from './site-record'
import { type DeployedSite, deploySite, environment, person } from './testing/deployed-site'

const graph = 'https://graph.microsoft.com/v1.0'
const tenant = 'https://login.microsoftonline.com/33333333-3333-4333-8333-333333333333'
const assertion = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
const role = {
  ...{ id: '7d1b6d1c-6f0f-4f6e-9a40-0c2f5d0b8d11', value: 'Runs.Submit', displayName: 'Runs.Submit' },
  ...{ description: 'Submits runs.', allowedMemberTypes: ['User'], isEnabled: true },
}
const folder = mkdtempSync(join(tmpdir(), 'slipway-front-end-'))

let deployed: DeployedSite
let application: { readonly id: string; readonly appId: string }
let app: Server
let front: Awaited<ReturnType<typeof startFrontEnd>>
let site: string

beforeAll(async () => {
  deployed = await deploySite()
  // An app that answers with what it received.
  app = createServer(({ url, headers }, response) => void response.end(JSON.stringify({ url, headers })))
  app.listen(0, '127.0.0.1')
  await once(app, 'listening')
  site = `https://${(await readSite(deployed.appService, environment)).hostName}`
  application = (await put('applications', { displayName: 'api', appRoles: [role] })) as typeof application
  const { id, appId } = application
  const principal = await put('servicePrincipals', { appId, appRoleAssignmentRequired: true })
  await deployed.appService.call('PATCH', `${graph}/applications/${id}`, {
    identifierUris: [`api://${appId}`],
    api: { requestedAccessTokenVersion: 2 },
    web: {
      redirectUris: [`${site}/.auth/login/aad/callback`],
      implicitGrantSettings: { enableIdTokenIssuance: true },
    },
  })
  await put(`servicePrincipals/${principal.id}/appRoleAssignedTo`, {
    ...{ appRoleId: role.id, principalId: person.objectId, resourceId: principal.id },
  })
  await put(credentials(), {
    ...{ name: 'sign-in', issuer: `${tenant}/v2.0`, audiences: ['api://AzureADTokenExchange'] },
    subject: await deployed.principalId(),
  })
}, 30_000)
afterEach(() => front?.stop())
afterAll(async () => {
  app?.close()
  await deployed?.close()
  rmSync(folder, { recursive: true })
})

const credentials = () => `applications/${application.id}/federatedIdentityCredentials`

/** @returns what Graph made */
async function put(path: string, body: object): Promise<{ readonly id: string }> {
  return (await deployed.appService.call('POST', `${graph}/${path}`, body)).body as { id: string }
}

/** Brings the front end to life from what is deployed now. */
async function start(change: { readonly tokenStore?: boolean; readonly settings?: Record<string, string> } = {}) {
  await deployed.putSettings(change.settings ?? { [assertion]: await deployed.clientId() })
  await deployed.putAuthentication({
    platform: { enabled: true },
    globalValidation: { requireAuthentication: false },
    identityProviders: {
      azureActiveDirectory: {
        registration: {
          clientId: application.appId,
          openIdIssuer: `${tenant}/v2.0`,
          clientSecretSettingName: assertion,
        },
        login: { loginParameters: [`scope=openid offline_access api://${application.appId}/user_impersonation`] },
      },
    },
    login: { tokenStore: { enabled: change.tokenStore ?? true } },
  })
  const { platform, appService } = deployed
  const record = await readSite(appService, environment)
  const upstream = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
  front = await startFrontEnd(record, upstream, { ...platform, logs: folder, dataDir: folder })
  await control({ platform }, 'PUT', `sites/${record.name}`, { url: front?.facts.url })
}

/** A new browser in which the person was chosen on the sign-in page, and what it shows then. */
async function signIn() {
  const { platform } = deployed
  const route = { proxyUrl: platform.proxyUrl('caller'), caFile: platform.caFile }
  const browser = openBrowser(route, new AbortController().signal)
  const asked = await browser.open(`${site}/.auth/login/aad?post_login_redirect_uri=%2Fruns%3Fa%3D1`)
  expect(asked.url.href).toMatch(`${tenant}/oauth2/v2.0/authorize?`)
  return { browser, page: await browser.press(asked, { name: 'user', value: person.objectId }) }
}

test('a person signs in by a browser as the records say, and the app gets a token for itself', async () => {
  await start()
  const { page } = await signIn()
  expect([page.status, page.url.href]).toEqual([200, `${site}/runs?a=1`])
  const { url, headers } = JSON.parse(page.body)
  expect(url).toBe('/runs?a=1')
  expect(headers['x-ms-client-principal-id']).toBe(person.objectId)
  const [, claims = ''] = headers['x-ms-token-aad-access-token'].split('.')
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    ...{ aud: application.appId, azp: application.appId, scp: 'user_impersonation', roles: ['Runs.Submit'] },
    iss: `${tenant}/v2.0`,
  })
})

test('a session outlives the front end, and nobody else’s page may use it', async () => {
  await start()
  const { browser, page } = await signIn()
  await front?.stop()
  await start()
  const call = (origin: string) => browser.fetch(page, '/v1/runs', { method: 'POST', headers: { origin } })
  expect((await call(site)).body).toContain(person.objectId)
  expect(await call('https://evil.example')).toMatchObject({ status: 403 })
})

test('without the token store in the record the app gets no token', async () => {
  await start({ tokenStore: false })
  const { page } = await signIn()
  expect(page.body).toContain(person.objectId)
  expect(page.body).not.toContain('x-ms-token-')
})

test('an identity that is not the site’s proves nothing', async () => {
  await start({ settings: { [assertion]: 'another-identity' } })
  const { page } = await signIn()
  expect(page.status).toBe(401)
  expect(page.body).toContain('You are not signed in: No User Assigned or Delegated Managed Identity found')
})

test('the federated credential decides whether the site’s identity stands in for a secret', async () => {
  await start()
  const { body } = await deployed.appService.call('GET', `${graph}/${credentials()}`)
  const [credential] = (body as { value: { id: string; subject: string }[] }).value
  const subject = (to: string | undefined) =>
    deployed.appService.call('PATCH', `${graph}/${credentials()}/${credential?.id}`, { subject: to })
  await subject('another-principal')
  try {
    const { page } = await signIn()
    expect(page.status).toBe(401)
    expect(page.body).toMatch(/You are not signed in: AADSTS700213: .* presented assertion subject/)
  } finally {
    await subject(credential?.subject)
  }
  expect((await signIn()).page.status).toBe(200)
})
