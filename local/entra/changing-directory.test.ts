import { decodeJwt } from 'jose'
import {
  type Answer,
  authority,
  type ChangingEntra,
  person,
  program,
  startChangingEntra,
  tenantId,
} from './testing/changing-entra'

const api = { name: 'api', roles: ['Runs.Submit', 'Runs.Admin'] }
const identity = { name: 'id-job', principalId: 'sp-job', header: 'secret-of-the-machine' }

let entra: ChangingEntra
const door = async (method: 'PUT' | 'DELETE', path: string, body?: object) =>
  expect(await entra.door(method, path, body)).toMatchObject({ status: 200 })
const scope = 'api://api/.default'

beforeAll(async () => {
  entra = await startChangingEntra()
})
afterEach(async () => {
  for (const path of ['applications/api', 'managed-identities/job', 'clients/tool']) await entra.door('DELETE', path)
  await door('PUT', 'directory-roles/sp-program', { templateIds: [] })
})
afterAll(() => entra?.close())

describe('an application that was put in', () => {
  test('is something to ask tokens for, with the roles that were given, until it is deleted', async () => {
    expect((await entra.token(scope)).body.error_codes).toEqual([500011])
    await door('PUT', 'applications/api', api)
    expect((await entra.claims(scope)).roles).toBeUndefined()
    await door('PUT', 'roles/sp-program/api', { roles: ['Runs.Submit', 'Not.Declared'] })
    expect(await entra.claims(scope)).toMatchObject({ aud: 'api', roles: ['Runs.Submit'], idtyp: 'app' })
    await door('PUT', 'roles/sp-program/api', { roles: [] })
    expect((await entra.claims(scope)).roles).toBeUndefined()
    await door('DELETE', 'applications/api')
    expect((await entra.token(scope)).body.error_codes).toEqual([500011])
  })

  test('is named by the identifier URIs that it has, and by no others', async () => {
    await door('PUT', 'applications/api', { ...api, identifierUris: ['api://tenant/runs'] })
    expect(await entra.claims('api://tenant/runs/.default')).toMatchObject({ aud: 'api', ver: '2.0' })
    expect((await entra.token(scope)).body.error_codes).toEqual([500011])
    expect(await entra.claims('api/.default')).toMatchObject({ aud: 'api' })
  })

  test('gets tokens of the version and with the optional claim that it asked for', async () => {
    await door('PUT', 'applications/api', { ...api, tokenVersion: 1, tellsApps: false })
    const claims = await entra.claims(scope)
    expect(claims).toMatchObject({ aud: 'api://api', ver: '1.0', iss: `https://sts.windows.net/${tenantId}/` })
    expect(claims.idtyp).toBeUndefined()
  })

  test('gives tokens only to whom a role was given, where it says so', async () => {
    await door('PUT', 'applications/api', { ...api, assignmentRequired: true })
    await door('PUT', 'managed-identities/job', identity)
    expect(await entra.token(scope)).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_grant',
        error_codes: [501051],
        error_description: expect.stringContaining('not assigned'),
      },
    })
    expect(await entra.identityToken('job', identity.header, 'api://api')).toMatchObject({ status: 400 })
    for (const principal of ['sp-program', 'sp-job']) {
      await door('PUT', `roles/${principal}/api`, { roles: ['Runs.Admin'] })
    }
    expect(await entra.claims(scope)).toMatchObject({ roles: ['Runs.Admin'] })
    const { body } = await entra.identityToken('job', identity.header, 'api://api')
    expect(decodeJwt(body.access_token ?? '')).toMatchObject({ azp: 'job', oid: 'sp-job', roles: ['Runs.Admin'] })
  })

  test('lets only people sign in who have a role, where it says so', async () => {
    await door('PUT', 'applications/api', { ...api, assignmentRequired: true })
    await door('PUT', 'clients/tool', { name: 'tool', objectId: 'sp-tool' })
    const post = async (path: string, form: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: 'tool', ...form })
      const answer = await fetch(`${entra.url}/${path}`, { method: 'POST', body })
      return answer.headers.get('content-type')?.includes('json') ? ((await answer.json()) as Answer) : undefined
    }
    const signIn = async () => {
      const started = await post(`${tenantId}/oauth2/v2.0/devicecode`, { scope })
      await post('devicelogin', { user_code: started?.user_code ?? '', user: person.objectId })
      const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
      return post(`${tenantId}/oauth2/v2.0/token`, { grant_type, device_code: started?.device_code ?? '' })
    }
    expect(await signIn()).toMatchObject({ error: 'invalid_grant', error_codes: [50105] })
    await door('PUT', `roles/${person.objectId}/api`, { roles: ['Runs.Submit'] })
    expect(decodeJwt((await signIn())?.access_token ?? '')).toMatchObject({
      oid: person.objectId,
      roles: ['Runs.Submit'],
    })
  })

  test('takes the roles that it gave with it', async () => {
    await door('PUT', 'applications/api', api)
    await door('PUT', 'roles/sp-program/api', { roles: ['Runs.Submit'] })
    await door('DELETE', 'applications/api')
    await door('PUT', 'applications/api', api)
    expect((await entra.claims(scope)).roles).toBeUndefined()
  })
})

describe('principals', () => {
  test('are known while they are there', async () => {
    await door('PUT', 'managed-identities/job', identity)
    await door('PUT', 'clients/tool', { name: 'tool', objectId: 'sp-tool', secret: 'of-tool' })
    expect(await entra.door('GET', 'principals/sp-job')).toMatchObject({
      status: 200,
      body: { type: 'ServicePrincipal', name: 'id-job' },
    })
    expect(await entra.door('GET', 'principals/sp-tool')).toMatchObject({ body: { name: 'tool' } })
    expect(await entra.door('GET', 'principals/sp-program')).toMatchObject({ body: { name: 'program' } })
    await door('DELETE', 'managed-identities/job')
    await door('DELETE', 'clients/tool')
    for (const id of ['sp-job', 'sp-tool', 'nobody']) {
      expect(await entra.door('GET', `principals/${id}`)).toMatchObject({ status: 404 })
    }
    expect(await entra.identityToken('job', identity.header, 'https://vault.azure.net')).toMatchObject({ status: 401 })
  })

  test('have roles in the directory itself in their tokens for Microsoft, and in no other', async () => {
    await door('PUT', 'applications/api', api)
    await door('PUT', 'directory-roles/sp-program', { templateIds: ['administrator'] })
    expect((await entra.claims('https://graph.microsoft.com/.default')).wids).toEqual(['administrator'])
    expect((await entra.claims(scope)).wids).toBeUndefined()
  })

  test('sign in with a secret that was put in', async () => {
    await door('PUT', 'clients/tool', { name: 'tool', objectId: 'sp-tool', secret: 'of-tool' })
    const form = (client_secret: string) => ({ client_id: 'tool', client_secret })
    const vault = 'https://vault.azure.net/.default'
    expect(await entra.claims(vault, form('of-tool'))).toMatchObject({ appid: 'tool', oid: 'sp-tool' })
    expect((await entra.token(vault, form('guess'))).body.error_codes).toEqual([7000215])
  })
})

test('what was put in stays over a restart', async () => {
  await door('PUT', 'applications/api', { ...api, assignmentRequired: true })
  await door('PUT', 'managed-identities/job', identity)
  await door('PUT', 'roles/sp-job/api', { roles: ['Runs.Submit'] })
  await door('PUT', 'roles/sp-program/api', { roles: ['Runs.Admin'] })
  await entra.restart()
  expect(await entra.claims(scope)).toMatchObject({ roles: ['Runs.Admin'] })
  const { body } = await entra.identityToken('job', identity.header, 'api://api')
  expect(decodeJwt(body.access_token ?? '')).toMatchObject({ roles: ['Runs.Submit'] })
})

test.each([
  ['an application without roles', 'applications/api', { name: 'api' }],
  ['a client without an object id', 'clients/tool', { name: 'tool' }],
  ['a managed identity without a header', 'managed-identities/job', { name: 'job', principalId: 'sp-job' }],
  ['a change of roles without roles', 'roles/sp-program/api', {}],
])('the door refuses %s', async (_, path, body) => {
  expect(await entra.door('PUT', path, body)).toMatchObject({ status: 400 })
})

test('deleting what is not there is said', async () => {
  expect(await entra.door('DELETE', 'applications/nothing')).toMatchObject({ status: 404 })
})

describe('under its public name', () => {
  test('discovery names that, and errors and tokens too', async () => {
    const base = `${authority}/${tenantId}`
    const read = async (path: string) => (await fetch(`${entra.url}/${tenantId}/${path}`)).json()
    expect(await read('v2.0/.well-known/openid-configuration')).toMatchObject({
      issuer: `${base}/v2.0`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    })
    expect(await read('.well-known/openid-configuration')).toMatchObject({
      issuer: `https://sts.windows.net/${tenantId}/`,
      token_endpoint: `${base}/oauth2/token`,
      jwks_uri: `${base}/discovery/keys`,
    })
    await door('PUT', 'applications/api', api)
    expect(await entra.claims(scope)).toMatchObject({ iss: `${base}/v2.0` })
    expect((await entra.token('api://other/.default')).body.error_uri).toBe(`${authority}/error?code=500011`)
  })
})

describe('the older token endpoint', () => {
  const post = async (form: Record<string, string>) => {
    const body = new URLSearchParams({
      ...{ grant_type: 'client_credentials', client_id: program.clientId, client_secret: program.secret },
      ...form,
    })
    const answer = await fetch(`${entra.url}/${tenantId}/oauth2/token`, { method: 'POST', body })
    return { status: answer.status, body: (await answer.json()) as Record<string, string> }
  }

  test.each([
    'https://management.core.windows.net/',
    'https://management.azure.com',
    'https://graph.microsoft.com',
    'https://vault.azure.net',
    'https://containerregistry.azure.net',
    'https://storage.azure.com',
    'https://monitor.azure.com',
    '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d',
  ])('gives a token for %s', async (resource) => {
    const { status, body } = await post({ resource })
    expect(status).toBe(200)
    const claims = decodeJwt(body.access_token ?? '')
    expect(claims).toMatchObject({ aud: resource, tid: tenantId, appid: program.clientId, oid: program.objectId })
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: '3599', resource, expires_on: String(claims.exp) })
  })

  test.each([
    ['an unknown resource', { resource: 'https://example.com' }, 400, 'invalid_resource'],
    ['no resource', {}, 400, 'invalid_request'],
    ['a wrong secret', { resource: 'https://vault.azure.net', client_secret: 'guess' }, 401, 'invalid_client'],
    ['another grant', { resource: 'https://vault.azure.net', grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_, form, status, error) => {
    expect(await post(form as Record<string, string>)).toMatchObject({ status, body: { error } })
  })
})
