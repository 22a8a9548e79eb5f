import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, SignJWT } from 'jose'
import { authority, type ChangingEntra, startChangingEntra, tenantId } from './testing/changing-entra'

const vault = 'https://vault.azure.net/.default'
const header = 'secret-of-the-machine'
const trusted = {
  issuer: `${authority}/${tenantId}/v2.0`,
  subject: 'sp-job',
  audiences: ['api://AzureADTokenExchange'],
}

let entra: ChangingEntra
/** Of the managed identity that the application trusts. */
let assertion: string

const assertionOf = async (clientId: string, resource = 'api://AzureADTokenExchange') =>
  (await entra.identityToken(clientId, header, resource)).body.access_token ?? ''
const trust = (credential: Partial<typeof trusted> = {}) =>
  entra.door('PUT', 'clients/web', {
    ...{ name: 'web', objectId: 'sp-web' },
    federatedCredentials: [{ ...trusted, ...credential }],
  })
const ask = (client_assertion: string, more: Record<string, string> = {}) =>
  entra.token(vault, {
    client_id: 'web',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion,
    ...more,
  })
/** A token with claims of any kind, signed by this Entra. */
const signed = async (claims: object, defect = 'none') => {
  const answer = await fetch(`${entra.url}/__emulator/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ claims, defect }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

beforeAll(async () => {
  entra = await startChangingEntra()
  await entra.door('PUT', 'managed-identities/job', { name: 'id-job', principalId: 'sp-job', header })
  await entra.door('PUT', 'managed-identities/other', { name: 'id-other', principalId: 'sp-other', header })
  assertion = await assertionOf('job')
})
beforeEach(() => trust())
afterAll(() => entra?.close())

test('a managed identity stands in for the secret of an application that trusts it', async () => {
  expect(decodeJwt(assertion)).toMatchObject({ iss: trusted.issuer, sub: 'sp-job' })
  const { status, body } = await ask(assertion)
  expect(status).toBe(200)
  expect(decodeJwt(body.access_token ?? '')).toMatchObject({ appid: 'web', oid: 'sp-web', appidacr: '2' })
})

test.each<[string, number, Partial<typeof trusted>]>([
  ['issuer', 700211, { issuer: `${authority}/another-tenant/v2.0` }],
  ['subject', 700213, { subject: 'sp-other' }],
  ['audience', 700212, { audiences: ['api://AzureADTokenExchangeChina'] }],
])('an assertion whose %s no federated credential has is refused', async (claim, code, credential) => {
  await trust(credential)
  const { status, body } = await ask(assertion)
  expect([status, body.error, body.error_codes]).toEqual([401, 'invalid_client', [code]])
  expect(body.error_description).toContain(`presented assertion ${claim} '`)
})

test("another managed identity's token is refused", async () => {
  expect((await ask(await assertionOf('other'))).body.error_codes).toEqual([700213])
})

test("the identity's token for another service is refused", async () => {
  const { iss } = decodeJwt(await assertionOf('job', 'https://vault.azure.net'))
  expect(iss).not.toBe(trusted.issuer)
  expect((await ask(await assertionOf('job', 'https://vault.azure.net'))).body.error_codes).toEqual([700211])
})

test.each([
  ['expired', 700024],
  ['not-yet-valid', 700024],
  ['wrong-signature', 700027],
  ['unknown-key', 700027],
  ['alg-none', 700027],
])('an assertion with the defect %s is refused', async (defect, code) => {
  const claims = { iss: trusted.issuer, sub: 'sp-job', aud: 'api://AzureADTokenExchange' }
  expect((await ask(await signed(claims))).status).toBe(200)
  expect((await ask(await signed(claims, defect))).body.error_codes).toEqual([code])
})

test('an issuer whose keys are not here cannot be believed', async () => {
  const issuer = 'https://token.actions.example.com'
  await trust({ issuer, subject: 'repo' })
  const foreign = await new SignJWT({ iss: issuer, sub: 'repo', aud: 'api://AzureADTokenExchange' })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
  expect((await ask(foreign)).body.error_codes).toEqual([50166])
})

test.each([
  ['no token at all', 50027, 'not-a-token', {}],
  ['an unknown assertion type', 900144, undefined, { client_assertion_type: 'saml' }],
])('%s is refused', async (_, code, given, more) => {
  expect((await ask(given ?? assertion, more)).body.error_codes).toEqual([code])
})

test('an application without federated credentials takes no assertion, and no secret', async () => {
  await entra.door('PUT', 'clients/web', { name: 'web', objectId: 'sp-web', federatedCredentials: [] })
  expect((await ask(assertion)).body.error_codes).toEqual([700211])
  expect((await entra.token(vault, { client_id: 'web', client_secret: 'guess' })).body.error_codes).toEqual([7000215])
})
