import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Entra, startEntra } from '../entra/entra'
import { openTokens, TokenRefused, type Tokens } from './tokens'

const tenantId = '33333333-3333-4333-8333-333333333333'
const api = '66666666-6666-4666-8666-666666666666'
const graph = 'https://graph.microsoft.com'
const manager = 'https://management.core.windows.net'

const folder = mkdtempSync(join(tmpdir(), 'slipway-tokens-'))
let entra: Entra
let tokens: Tokens

const start = (name: string, tenant: string) =>
  startEntra({
    dataDir: join(folder, name),
    port: 0,
    tenantId: tenant,
    applications: [{ clientId: api, name: 'api', roles: [] }],
    clients: [],
    managedIdentities: [],
    publicUrl: 'https://login.microsoftonline.com',
  })

beforeAll(async () => {
  entra = await start('ours', tenantId)
  tokens = openTokens({ entraUrl: entra.url, tenantId })
})
afterAll(async () => {
  await entra?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function door(path: string, body: object, { url }: Entra = entra) {
  const answer = await fetch(`${url}/__emulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as { access_token: string }
}
const bearer = async (asked: object, of?: Entra) => `Bearer ${(await door('token', asked, of)).access_token}`

test.each([
  ['the resource', graph, graph],
  ['the resource with a slash at its end', `${manager}/`, manager],
  ['the resource without the slash that the service has', manager, `${manager}/`],
  ['an application, in version 2', api, api],
])('a token for %s tells who shows it', async (_, audience, expected) => {
  const { oid, appid, claims } = await tokens.verify(await bearer({ audience }), ['https://vault.azure.net', expected])
  expect({ oid, appid }).toEqual({ oid: 'test-principal', appid: 'test-client' })
  expect(claims.tid).toBe(tenantId)
})

test.each([undefined, '', 'Bearer', 'Basic Zm9vOmJhcg==', 'Bearer not.a.token'])(
  'no token is one: %s',
  async (authorization) => {
    await expect(tokens.verify(authorization, [graph])).rejects.toThrow(TokenRefused)
  },
)

test.each(['expired', 'not-yet-valid', 'wrong-signature', 'unknown-key', 'alg-none', 'hs256'])(
  'a token that is %s opens nothing',
  async (defect) => {
    await expect(tokens.verify(await bearer({ audience: graph, defect }), [graph])).rejects.toThrow(TokenRefused)
  },
)

test('a token for one service does not open another', async () => {
  await expect(tokens.verify(await bearer({ audience: graph }), [manager])).rejects.toThrow(/the token is refused.*aud/)
})

test('a token of another tenant opens nothing', async () => {
  const foreign = await start('theirs', '99999999-9999-4999-8999-999999999999')
  const shown = await bearer({ audience: graph }, foreign)
  await foreign.close()
  await expect(tokens.verify(shown, [graph])).rejects.toThrow(TokenRefused)
})

test.each(['https://sts.windows.net/99999999-9999-4999-8999-999999999999/', 'https://login.example/', undefined])(
  'a token of the issuer %s opens nothing, whoever signed it',
  async (iss) => {
    const shown = await bearer({ audience: graph, claims: { iss: iss ?? null } })
    await expect(tokens.verify(shown, [graph])).rejects.toThrow(/the token is refused.*iss/)
  },
)

test('a token that names our issuer, but is signed by another, opens nothing', async () => {
  const foreign = await start('forger', tenantId)
  const shown = await bearer({ audience: graph }, foreign)
  await foreign.close()
  await expect(tokens.verify(shown, [graph])).rejects.toThrow(TokenRefused)
})

test('a key that was rotated in a moment ago is known', async () => {
  await tokens.verify(await bearer({ audience: graph }), [graph])
  await door('rotate-keys', { dropOld: true })
  await expect(tokens.verify(await bearer({ audience: graph }), [graph])).resolves.toMatchObject({
    appid: 'test-client',
  })
})

test('where Entra does not answer, no token is called wrong', async () => {
  const unknown = openTokens({ entraUrl: entra.url, tenantId })
  const shown = await bearer({ audience: graph })
  await door('outage', { on: true })
  const failure = await unknown.verify(shown, [graph]).catch((error: unknown) => error)
  await door('outage', { on: false })
  expect(failure).toBeInstanceOf(Error)
  expect(failure).not.toBeInstanceOf(TokenRefused)
})
