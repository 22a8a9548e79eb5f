import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ManagedIdentityCredential } from '@azure/identity'
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { type Entra, type EntraOptions, startEntra } from './entra'

const tenantId = '11111111-1111-4111-8111-111111111111'
const api = '22222222-2222-4222-8222-222222222222'
const client = {
  clientId: '33333333-3333-4333-8333-333333333333',
  secret: 'a secret: with + & % and ~',
  objectId: '44444444-4444-4444-8444-444444444444',
  name: 'cli',
  roles: { [api]: ['Runs.Submit', 'Not.Declared'] },
}
const publicClient = { clientId: 'aaaaaaaa-1111-4111-8111-111111111111', objectId: 'sp', name: 'device', roles: {} }
const identity = {
  clientId: '55555555-5555-4555-8555-555555555555',
  principalId: '66666666-6666-4666-8666-666666666666',
  header: 'secret-of-the-site',
  name: 'id-api',
}
const foreignSite = { ...identity, clientId: '77777777-7777-4777-8777-777777777777', header: 'another-site' }
const user = {
  objectId: '88888888-8888-4888-8888-888888888888',
  name: '<b>Ada</b>',
  userPrincipalName: 'ada@example.com',
  roles: { [api]: ['Runs.Submit'] },
}

const folder = mkdtempSync(join(tmpdir(), 'slipway-entra-'))
const options: EntraOptions = {
  dataDir: folder,
  port: 0,
  tenantId,
  applications: [{ clientId: api, name: 'api', roles: ['Runs.Submit', 'Runs.Admin'] }],
  clients: [client, publicClient],
  managedIdentities: [identity, foreignSite],
  users: [user],
}
let entra: Entra

beforeAll(async () => {
  entra = await startEntra(options)
})
afterAll(async () => {
  await entra?.close()
  rmSync(folder, { recursive: true, force: true })
})

type Answer = Record<string, string> & { error_codes?: number[] }

async function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${entra.url}/${path}`, { method: 'POST', body: new URLSearchParams(form), headers })
  return { status: response.status, body: (await response.json()) as Answer }
}

const tokenPath = `${tenantId}/oauth2/v2.0/token`
const asked = {
  grant_type: 'client_credentials',
  client_id: client.clientId,
  client_secret: client.secret,
  scope: `api://${api}/.default`,
}

async function door(path: string, body: object): Promise<Answer> {
  const response = await fetch(`${entra.url}/__emulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}

describe('client credentials', () => {
  test('give a v2 token that verifies with what discovery names', async () => {
    const discovery = await fetch(`${entra.url}/${tenantId}/v2.0/.well-known/openid-configuration`)
    const { issuer, jwks_uri, token_endpoint } = (await discovery.json()) as Record<string, string>
    expect(token_endpoint).toBe(`${entra.url}/${tokenPath}`)
    const { status, body } = await post(tokenPath, asked)
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 })
    const { payload, protectedHeader } = await jwtVerify(
      body.access_token ?? '',
      createRemoteJWKSet(new URL(jwks_uri ?? '')),
      { issuer: issuer ?? '', audience: api, algorithms: ['RS256'] },
    )
    expect(protectedHeader).toMatchObject({ typ: 'JWT', alg: 'RS256' })
    expect(payload).toMatchObject({
      iss: `${entra.url}/${tenantId}/v2.0`,
      azp: client.clientId,
      azpacr: '1',
      oid: client.objectId,
      sub: client.objectId,
      tid: tenantId,
      idtyp: 'app',
      ver: '2.0',
      roles: ['Runs.Submit'],
    })
    expect(payload.scp).toBeUndefined()
    expect(payload.nbf).toBe(payload.iat)
    expect(payload.uti).toBeTruthy()
  })

  test('may come as Basic authorization', async () => {
    const pair = [client.clientId, client.secret].map((part) => encodeURIComponent(part)).join(':')
    const { grant_type, scope } = asked
    const basic = { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
    expect((await post(tokenPath, { grant_type, scope }, basic)).status).toBe(200)
  })

  test('give a v1 token for Databricks', async () => {
    const databricks = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d'
    const { body } = await post(tokenPath, { ...asked, scope: `${databricks}/.default` })
    expect(decodeJwt(body.access_token ?? '')).toMatchObject({
      aud: databricks,
      iss: `https://sts.windows.net/${tenantId}/`,
      appid: client.clientId,
      ver: '1.0',
    })
  })

  const refused: [string, string, Partial<typeof asked>, number, string, number][] = [
    ['another tenant', 'common/oauth2/v2.0/token', {}, 400, 'invalid_request', 90002],
    ['an unknown client', tokenPath, { client_id: 'nobody' }, 400, 'unauthorized_client', 700016],
    ['a wrong secret', tokenPath, { client_secret: 'guess' }, 401, 'invalid_client', 7000215],
    ['no secret', tokenPath, { client_secret: '' }, 401, 'invalid_client', 7000218],
    ['no scope', tokenPath, { scope: '' }, 400, 'invalid_request', 900144],
    ['a scope that is not /.default', tokenPath, { scope: `api://${api}/read` }, 400, 'invalid_scope', 1002012],
    ['an unknown resource', tokenPath, { scope: 'api://other/.default' }, 400, 'invalid_resource', 500011],
    ['no grant type', tokenPath, { grant_type: '' }, 400, 'invalid_request', 900144],
    [
      'a name of every object as grant type',
      tokenPath,
      { grant_type: 'constructor' },
      400,
      'unsupported_grant_type',
      70003,
    ],
    ['another grant type', tokenPath, { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ]
  test.each(refused)('with %s are refused as Entra does', async (_, path, change, status, error, code) => {
    const correlation = '99999999-9999-4999-8999-999999999999'
    const answer = await post(path, { ...asked, ...change }, { 'client-request-id': correlation })
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ error, error_codes: [code], correlation_id: correlation })
    expect(answer.body.error_description).toMatch(
      new RegExp(`^AADSTS${code}: .* Trace ID: \\S+ Correlation ID: ${correlation} Timestamp: `),
    )
    expect(JSON.stringify(answer.body)).not.toContain(client.secret)
    expect(answer.body.access_token).toBeUndefined()
  })
})

describe('device code', () => {
  const clientId = publicClient.clientId
  const start = async () =>
    (await post(`${tenantId}/oauth2/v2.0/devicecode`, { client_id: clientId, scope: `api://${api}/.default openid` }))
      .body
  const redeem = (device_code: string, client_id = clientId) =>
    post(tokenPath, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id, device_code })
  const choose = (user_code: string, who: string, headers: Record<string, string> = {}) =>
    fetch(`${entra.url}/devicelogin`, { method: 'POST', body: new URLSearchParams({ user_code, user: who }), headers })

  test('gives a user token, once, after the user signed in', async () => {
    const { device_code = '', user_code = '', verification_uri = '' } = await start()
    expect((await redeem(device_code)).body.error).toBe('authorization_pending')
    const page = await (await fetch(`${verification_uri}?user_code=${user_code}`)).text()
    expect(page).toContain(user_code)
    expect(page).toContain('&#60;b&#62;Ada&#60;/b&#62;')
    expect((await choose(user_code.toLowerCase(), user.objectId)).status).toBe(200)
    const { status, body } = await redeem(device_code)
    expect(status).toBe(200)
    expect(decodeJwt(body.access_token ?? '')).toMatchObject({
      aud: api,
      azp: clientId,
      azpacr: '0',
      oid: user.objectId,
      preferred_username: user.userPrincipalName,
      scp: 'user_impersonation',
      roles: ['Runs.Submit'],
      ver: '2.0',
    })
    expect((await redeem(device_code)).body.error).toBe('bad_verification_code')
  })

  test('tells a client that asks too often to slow down', async () => {
    const { device_code = '' } = await start()
    expect((await redeem(device_code)).body.error).toBe('authorization_pending')
    expect((await redeem(device_code)).body.error).toBe('slow_down')
  })

  test('can be declined', async () => {
    const { device_code = '', user_code = '' } = await start()
    await choose(user_code, '')
    expect((await redeem(device_code)).body.error).toBe('authorization_declined')
  })

  test('is good for its own client, a known code and this page only', async () => {
    const { device_code = '', user_code = '' } = await start()
    const { status, body } = await redeem(device_code, client.clientId)
    expect([status, body.error]).toEqual([401, 'invalid_client'])
    expect((await choose('WRONGCODE', user.objectId)).status).toBe(400)
    expect((await choose(user_code, user.objectId, { origin: 'http://evil.example' })).status).toBe(403)
    expect((await redeem(device_code)).body.error).toBe('authorization_pending')
  })
})

describe('managed identity', () => {
  const msi = (
    query: Record<string, string>,
    header: Record<string, string> = { 'x-identity-header': identity.header },
  ) => fetch(`${entra.url}/msi/token?${new URLSearchParams(query)}`, { headers: header })
  const good = { resource: 'https://storage.azure.com', 'api-version': '2019-08-01', client_id: identity.clientId }

  test('serves the real ManagedIdentityCredential', async () => {
    process.env.IDENTITY_ENDPOINT = `${entra.url}/msi/token`
    process.env.IDENTITY_HEADER = identity.header
    const credential = new ManagedIdentityCredential({ clientId: identity.clientId })
    const { token, expiresOnTimestamp } = await credential.getToken('https://storage.azure.com/.default')
    expect(decodeJwt(token)).toMatchObject({
      aud: 'https://storage.azure.com',
      iss: `https://sts.windows.net/${tenantId}/`,
      appid: identity.clientId,
      oid: identity.principalId,
      appidacr: '2',
    })
    expect(decodeProtectedHeader(token).x5t).toBeTruthy()
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now() + 3600_000)
  })

  test('answers as App Service does', async () => {
    const answer = (await (await msi(good)).json()) as Record<string, string>
    expect(answer).toMatchObject({ resource: good.resource, token_type: 'Bearer', client_id: identity.clientId })
    expect(answer.expires_on).toMatch(/^\d{10}$/)
  })

  test.each<[string, number, object, Record<string, string> | undefined]>([
    ['no header', 401, {}, {}],
    ['a wrong header', 401, {}, { 'x-identity-header': 'guess' }],
    ['the header of another site', 400, {}, { 'x-identity-header': foreignSite.header }],
    ['an unknown identity', 400, { client_id: 'nobody' }, undefined],
    ['no identity', 400, { client_id: '' }, undefined],
    ['an unknown resource', 400, { resource: 'https://example.com' }, undefined],
    ['another version', 400, { 'api-version': '2017-09-01' }, undefined],
  ])('with %s is refused', async (_, status, change, header) => {
    const response = await msi({ ...good, ...change }, header)
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({
      statusCode: status,
      message: expect.any(String),
      correlationId: expect.any(String),
    })
  })
})

describe('signing keys', () => {
  const jwks = () => createRemoteJWKSet(new URL(`${entra.url}/${tenantId}/discovery/v2.0/keys`))
  const fresh = async () => (await post(tokenPath, asked)).body.access_token ?? ''

  test('are readable by their owner only, and stay over a restart', async () => {
    const [file] = readdirSync(join(folder, 'keys'))
    expect(statSync(join(folder, 'keys', file ?? '')).mode & 0o777).toBe(0o600)
    const before = await fresh()
    await entra.close()
    entra = await startEntra(options)
    await jwtVerify(before, jwks())
  })

  test('rotate: new tokens carry a new key, old ones verify until the old keys are dropped', async () => {
    const before = await fresh()
    await door('rotate-keys', {})
    const after = await fresh()
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid)
    await jwtVerify(before, jwks())
    await jwtVerify(after, jwks())
    await door('rotate-keys', { dropOld: true })
    await expect(jwtVerify(before, jwks())).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
    await jwtVerify(await fresh(), jwks())
  })
})

describe('the test door', () => {
  test('makes user tokens with any claims', async () => {
    const { access_token = '' } = await door('token', { kind: 'user', roles: ['Runs.Admin'], claims: { oid: 'mine' } })
    const claims = decodeJwt(access_token)
    expect(claims).toMatchObject({ aud: api, scp: 'user_impersonation', oid: 'mine', roles: ['Runs.Admin'] })
    expect(claims).toMatchObject({ name: 'Test User', preferred_username: 'test.user@example.com' })
    expect(claims.idtyp).toBeUndefined()
  })

  test.each([
    ['expired', 'ERR_JWT_EXPIRED'],
    ['not-yet-valid', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['wrong-signature', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['unknown-key', 'ERR_JWKS_NO_MATCHING_KEY'],
    ['alg-none', 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['hs256', 'ERR_JOSE_ALG_NOT_ALLOWED'],
  ])('makes tokens with the defect %s', async (defect, code) => {
    const { access_token = '' } = await door('token', { defect })
    const keys = createRemoteJWKSet(new URL(`${entra.url}/${tenantId}/discovery/v2.0/keys`))
    await expect(jwtVerify(access_token, keys, { algorithms: ['RS256'], audience: api })).rejects.toMatchObject({
      code,
    })
  })

  test('switches an outage on and off', async () => {
    await door('outage', { on: true })
    const down = await post(tokenPath, asked)
    expect(down.status).toBe(503)
    expect(down.body.error).toBe('temporarily_unavailable')
    expect((await fetch(`${entra.url}/${tenantId}/discovery/v2.0/keys`)).status).toBe(503)
    await door('outage', { on: false })
    expect((await post(tokenPath, asked)).status).toBe(200)
  })
})

test('a web page that calls itself 127.0.0.1 gets nothing', async () => {
  const { port } = new URL(entra.url)
  const status = await new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path: `/${tenantId}/discovery/v2.0/keys`, headers: { host: 'rebound.example' } },
      (response) => resolve(response.resume().statusCode),
    )
    request.on('error', reject).end()
  })
  expect(status).toBe(400)
})
