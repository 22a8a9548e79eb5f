import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { freePort } from '../data-folder'
import { type Entra, startEntra } from '../entra/entra'
import { chooseUser } from '../entra/testing/choose-user'
import { type AppService, type AppServiceOptions, startAppService } from './app-service'
import type { SignInOptions } from './sign-in'

const tenantId = '11111111-1111-4111-8111-111111111111'
const clientId = '22222222-2222-4222-8222-222222222222'
const identity = { clientId: 'id-api', principalId: 'sp-id-api', header: 'secret-of-the-site', name: 'id-api' }
const ada = { objectId: 'oid-ada', name: 'Ada', userPrincipalName: 'ada@example.com' }
const ben = { objectId: 'oid-ben', name: 'Ben', userPrincipalName: 'ben@example.com' }
const folder = mkdtempSync(join(tmpdir(), 'slipway-sign-in-'))

let entra: Entra
let upstream: { readonly url: string; close(): Promise<void> }
let options: AppServiceOptions & { readonly signIn: SignInOptions }
let front: AppService

beforeAll(async () => {
  const entraPort = await freePort()
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  entra = await startEntra({
    dataDir: join(folder, 'entra'),
    port: entraPort,
    tenantId,
    applications: [{ clientId, name: 'api', roles: ['Runs.Submit'], assignmentRequired: true }],
    clients: [
      {
        ...{ clientId, objectId: 'sp-api', name: 'api', roles: {}, issuesIdTokens: true },
        redirectUris: [`${publicUrl}/.auth/login/aad/callback`],
        federatedCredentials: [
          {
            issuer: `http://127.0.0.1:${entraPort}/${tenantId}/v2.0`,
            ...{ subject: identity.principalId, audiences: ['api://AzureADTokenExchange'] },
          },
        ],
      },
    ],
    managedIdentities: [identity, { ...identity, clientId: 'id-other', principalId: 'sp-other' }],
    users: [
      { ...ada, roles: { [clientId]: ['Runs.Submit'] } },
      { ...ben, roles: {} },
    ],
  })
  upstream = await startEcho()
  options = {
    ...{ port, upstream: upstream.url, authority: entra.url, tenantId, clientId },
    unauthenticatedAction: 'AllowAnonymous',
    signIn: {
      publicUrl,
      loginParameters: { scope: `openid profile email offline_access api://${clientId}/user_impersonation` },
      identity: { endpoint: `${entra.url}/msi/token`, header: identity.header, clientId: identity.clientId },
      tokenStore: true,
      dataDir: join(folder, 'app-service'),
    },
  }
  front = await startAppService(options)
})
afterEach(() => {
  jest.useRealTimers()
})
afterAll(async () => {
  await front?.close()
  await upstream?.close()
  await entra?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** An app that answers with what it received. */
async function startEcho() {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function restartWith(change: Partial<AppServiceOptions> & { readonly signIn?: SignInOptions } = {}) {
  await front.close()
  front = await startAppService({ ...options, ...change })
}

interface Seen {
  readonly status: number
  readonly location: string
  readonly text: string
  readonly setCookies: readonly string[]
  /** What the app received. */
  headers(): Record<string, string>
}

/** Keeps cookies as a browser does and follows no redirect by itself. */
function newBrowser() {
  const jar = new Map<string, string>()
  const send = async (
    path: string,
    { headers, ...request }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ): Promise<Seen> => {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    const url = path.startsWith('/') ? `${front.url}${path}` : path
    // A connection that is kept would still lead to a front end that was restarted meanwhile.
    const own = { cookie, connection: 'close' }
    const answer = await fetch(url, { ...request, redirect: 'manual', headers: { ...own, ...headers } })
    const setCookies = answer.headers.getSetCookie()
    for (const [, name = '', value = ''] of setCookies.map((one) => /^([^=]+)=([^;]*)/.exec(one) ?? [])) {
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const text = await answer.text()
    const location = answer.headers.get('location') ?? ''
    return { status: answer.status, location, text, setCookies, headers: () => JSON.parse(text).headers }
  }
  const start = (target?: string) =>
    send(
      `/.auth/login/aad${target === undefined ? '' : `?${new URLSearchParams({ post_login_redirect_uri: target })}`}`,
    )
  const comeBack = (fields: Readonly<Record<string, string>>) =>
    send('/.auth/login/aad/callback', {
      method: 'POST',
      headers: { origin: entra.url },
      body: new URLSearchParams(fields),
    })
  return {
    jar,
    send,
    start,
    comeBack,
    /** What Entra sends back with the browser. */
    async choose(user = ada.objectId, target?: string) {
      return (await chooseUser((await start(target)).location, user)).fields
    },
    async signIn(target?: string) {
      const answer = await comeBack(await this.choose(ada.objectId, target))
      expect(answer).toMatchObject({ status: 302 })
      return answer
    },
  }
}

async function signedIn() {
  const browser = newBrowser()
  await browser.signIn()
  return browser
}

const door = async (path: string, body: object) => {
  const answer = await fetch(`${entra.url}/__emulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, string>
}

describe('a sign-in', () => {
  test('asks Entra as App Service does', async () => {
    const { status, location, setCookies } = await newBrowser().start('/runs/1/rerun')
    expect(status).toBe(302)
    const { origin, pathname, searchParams } = new URL(location)
    expect(origin + pathname).toBe(`${entra.url}/${tenantId}/oauth2/v2.0/authorize`)
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code id_token',
      redirect_uri: `${front.url}/.auth/login/aad/callback`,
      client_id: clientId,
      scope: options.signIn.loginParameters.scope,
      response_mode: 'form_post',
      nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
      state: 'redir=%2Fruns%2F1%2Frerun',
    })
    expect(setCookies).toEqual([
      expect.stringMatching(/^Nonce=[^;]+; Path=\/\.auth\/login\/aad\/callback; HttpOnly; SameSite=Lax$/),
    ])
  })

  test('leads back to the page, with a cookie that says nothing', async () => {
    const browser = newBrowser()
    const { location, setCookies } = await browser.signIn('/runs/1/rerun?x=%2F#end')
    expect(location).toBe(`${front.url}/runs/1/rerun?x=%2F#end`)
    expect(setCookies).toEqual([
      'Nonce=; Path=/.auth/login/aad/callback; HttpOnly; SameSite=Lax; Max-Age=0',
      expect.stringMatching(/^AppServiceAuthSession=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
    const [file = ''] = readdirSync(join(options.signIn.dataDir, 'sessions'))
    const id = browser.jar.get('AppServiceAuthSession') ?? ''
    expect(readFileSync(join(options.signIn.dataDir, 'sessions', file), 'utf8')).not.toContain(id)
  })

  test('tells the app who calls, and gives it a token for itself', async () => {
    const headers = (await (await signedIn()).send('/v1')).headers()
    expect(headers).toMatchObject({
      'x-ms-client-principal-id': ada.objectId,
      'x-ms-client-principal-name': ada.userPrincipalName,
      'x-ms-client-principal-idp': 'aad',
    })
    expect(headers.authorization).toBeUndefined()
    const principal = JSON.parse(Buffer.from(headers['x-ms-client-principal'] ?? '', 'base64').toString())
    expect(principal.claims).toContainEqual({ typ: 'roles', val: 'Runs.Submit' })
    const token = headers['x-ms-token-aad-access-token'] ?? ''
    const claims = decodeJwt(token)
    expect(claims).toMatchObject({
      aud: clientId,
      azp: clientId,
      azpacr: '2',
      oid: ada.objectId,
      roles: ['Runs.Submit'],
    })
    expect(claims.scp).toBe('user_impersonation')
    expect(decodeJwt(headers['x-ms-token-aad-id-token'] ?? '')).toMatchObject({ aud: clientId, oid: ada.objectId })
    const expires = Date.parse(headers['x-ms-token-aad-expires-on'] ?? '') / 1000
    expect(Math.abs(expires - Number(claims.exp))).toBeLessThan(30)
  })

  test('without a target ends on a page of App Service’s own', async () => {
    const browser = newBrowser()
    const { location } = await browser.signIn()
    expect(await browser.send(location)).toMatchObject({ status: 200, text: 'You have signed in.\n' })
  })

  test('begins under the site’s own name, where Entra leads back to', async () => {
    const path = '/.auth/login/aad?post_login_redirect_uri=%2Fruns'
    const answer = await newBrowser().send(front.url.replace('127.0.0.1', 'localhost') + path)
    expect(answer).toMatchObject({ status: 302, location: `${front.url}${path}`, setCookies: [] })
  })

  test('of a site with https uses cookies that never travel in the clear', async () => {
    await restartWith({ signIn: { ...options.signIn, publicUrl: 'https://site.example' } })
    try {
      const request = httpRequest(`${front.url}/.auth/login/aad`, { headers: { host: 'site.example' } }).end()
      const [answer] = (await once(request, 'response')) as [IncomingMessage]
      answer.resume()
      expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/; HttpOnly; SameSite=None; Secure$/)])
      expect(new URL(answer.headers.location ?? '').searchParams.get('redirect_uri')).toBe(
        'https://site.example/.auth/login/aad/callback',
      )
    } finally {
      await restartWith()
    }
  })

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    ' https://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'http://127.0.0.1:1/',
    'http://127.0.0.1@evil.example/',
    'http://',
  ])('does not begin for a target on another site: %j', async (target) => {
    const browser = newBrowser()
    for (const answer of [
      await browser.start(target),
      await browser.send(`/.auth/logout?${new URLSearchParams({ post_logout_redirect_uri: target })}`),
    ]) {
      expect(answer).toMatchObject({ status: 400, location: '', setCookies: [] })
      expect(answer.text).toContain(`must be an address on ${front.url}`)
    }
  })

  test.each([
    ['/.//evil.example/x', '//evil.example/x'],
    ['runs', '/runs'],
    ['/a/../b\r\nset-cookie: x=y', '/bset-cookie:%20x=y'],
  ])('stays on the site with the target %j', async (target, path) => {
    expect((await newBrowser().signIn(target)).location).toBe(`${front.url}${path}`)
  })

  test('may name its target by the site’s own address', async () => {
    expect((await newBrowser().signIn(`${front.url}/runs?a=1`)).location).toBe(`${front.url}/runs?a=1`)
  })
})

describe('nobody is signed in', () => {
  const refused = async (browser: ReturnType<typeof newBrowser>, fields: Record<string, string>, why: string) => {
    const answer = await browser.comeBack(fields)
    expect(answer).toMatchObject({ status: 401, location: '' })
    expect(answer.text).toContain(`You are not signed in: ${why}`)
    expect(answer.text).toContain(`Start again: ${front.url}/.auth/login/aad`)
    expect(browser.jar.size).toBe(0)
    expect((await browser.send('/v1')).headers()['x-ms-client-principal']).toBeUndefined()
  }

  test('by a forged state', async () => {
    const browser = newBrowser()
    const fields = await browser.choose(ada.objectId, '/runs')
    await refused(browser, { ...fields, state: 'redir=https%3A%2F%2Fevil.example' }, 'the answer belongs to another')
  })

  test('by an ID token with the nonce of another sign-in', async () => {
    const stolen = await newBrowser().choose()
    const browser = newBrowser()
    const { state = '' } = await browser.choose()
    await refused(browser, { ...stolen, state }, 'the ID token belongs to another sign-in')
  })

  test('by the code of another sign-in', async () => {
    const { code = '' } = await newBrowser().choose()
    const browser = newBrowser()
    await refused(browser, { ...(await browser.choose()), code }, 'the code does not belong to the ID token')
  })

  test.each<[string, object]>([
    ['for another audience', { claims: { aud: 'another' } }],
    ['for the API by its URI, as access tokens are', { claims: { aud: `api://${clientId}` } }],
    ['from another issuer', { claims: { iss: 'https://evil.example' } }],
    ['with another’s signature', { defect: 'wrong-signature' }],
    ['without a signature', { defect: 'alg-none' }],
    ['that has expired', { defect: 'expired' }],
  ])('by an ID token %s', async (_, { claims, ...defect }: { claims?: object }) => {
    const browser = newBrowser()
    const fields = await browser.choose()
    const genuine = decodeJwt(fields.id_token ?? '')
    const body = { kind: 'user', claims: { ...genuine, ...claims }, ...defect }
    const { access_token: id_token = '' } = await door('token', body)
    await refused(browser, { ...fields, id_token }, '')
  })

  test('in a browser that began no sign-in, or lost its cookie', async () => {
    const fields = await newBrowser().choose()
    await refused(newBrowser(), fields, 'this browser began no sign-in')
    const browser = newBrowser()
    const own = await browser.choose()
    browser.jar.set('Nonce', 'forged')
    await refused(browser, own, 'this browser began no sign-in')
  })

  test('more than five minutes after the sign-in began', async () => {
    const browser = newBrowser()
    const fields = await browser.choose()
    jest.useFakeTimers({ now: Date.now() + 5 * 60_000 + 1000, doNotFake: everythingButDate })
    await refused(browser, fields, 'this browser began no sign-in, or more than five minutes ago')
  })

  test('by an answer that was used before', async () => {
    const browser = newBrowser()
    const fields = await browser.choose()
    const cookie = `Nonce=${browser.jar.get('Nonce')}`
    await browser.comeBack(fields)
    browser.jar.clear()
    browser.jar.set('Nonce', cookie.slice('Nonce='.length))
    await refused(browser, fields, 'AADSTS54005: ')
  })

  test('who cancels', async () => {
    const browser = newBrowser()
    await refused(browser, await browser.choose(''), 'AADSTS65004: ')
  })

  test('by an answer without end', async () => {
    const browser = newBrowser()
    await refused(browser, { ...(await browser.choose()), more: 'x'.repeat(70_000) }, 'the answer is too long')
  })

  test.each([
    ['whom the directory does not know', 'oid-nobody', 'AADSTS50034: '],
    ['who has no role', ben.objectId, 'AADSTS50105: The signed in user &#39;ben@example.com&#39; is not assigned'],
  ])('%s: Entra says so itself', async (_, user, sentence) => {
    const answer = await chooseUser((await newBrowser().start()).location, user)
    expect(answer).toMatchObject({ status: 400, action: undefined, fields: {} })
    expect(answer.page).toContain(sentence)
  })

  test('where the application does not trust the site’s identity', async () => {
    const other = { ...options.signIn.identity, clientId: 'id-other' }
    await restartWith({ signIn: { ...options.signIn, identity: other } })
    try {
      const browser = newBrowser()
      await refused(browser, await browser.choose(), 'AADSTS700213: ')
    } finally {
      await restartWith()
    }
  })

  test('where the code cannot be redeemed at the address for it, which the browser never sees', async () => {
    await restartWith({ signIn: { ...options.signIn, tokenUrl: 'http://127.0.0.1:1/token' } })
    try {
      const browser = newBrowser()
      const answer = await browser.comeBack(await browser.choose())
      expect(answer).toMatchObject({ status: 503, text: expect.stringContaining('provider cannot be reached') })
    } finally {
      await restartWith()
    }
  })

  test('while Entra is out of order; then it is said that it is', async () => {
    const browser = newBrowser()
    const fields = await browser.choose()
    await door('outage', { on: true })
    try {
      expect(await browser.comeBack(fields)).toMatchObject({
        status: 503,
        text: expect.stringContaining('The identity provider cannot be reached'),
      })
    } finally {
      await door('outage', { on: false })
    }
    expect(await browser.comeBack(fields)).toMatchObject({ status: 302 })
  })
})

describe('a session', () => {
  test('stays over a restart and ends after eight hours', async () => {
    const browser = await signedIn()
    await restartWith()
    const principal = async () => (await browser.send('/v1')).headers()['x-ms-client-principal-id']
    const now = Date.now()
    jest.useFakeTimers({ now: now + 8 * 3600_000 - 60_000, doNotFake: everythingButDate })
    expect(await principal()).toBe(ada.objectId)
    jest.setSystemTime(now + 8 * 3600_000)
    expect(await principal()).toBeUndefined()
    expect(await browser.send('/.auth/me')).toMatchObject({ status: 401 })
  })

  test('is needed where the site says Return401', async () => {
    const browser = await signedIn()
    await restartWith({ unauthenticatedAction: 'Return401' })
    try {
      expect((await browser.send('/v1')).headers()['x-ms-client-principal-id']).toBe(ada.objectId)
      expect(await newBrowser().send('/v1')).toMatchObject({ status: 401 })
      expect(await newBrowser().start()).toMatchObject({ status: 302 })
    } finally {
      await restartWith()
    }
  })

  test('cannot be guessed, and its headers cannot be forged', async () => {
    const stranger = newBrowser()
    stranger.jar.set('AppServiceAuthSession', 'x'.repeat(43))
    expect((await stranger.send('/v1')).headers()['x-ms-client-principal']).toBeUndefined()
    const forged = { 'x-ms-token-aad-access-token': 'forged', 'x-ms-client-principal-id': 'forged' }
    const browser = await signedIn()
    for (const one of [stranger, browser]) {
      expect(Object.values((await one.send('/v1', { headers: forged })).headers())).not.toContain('forged')
    }
  })

  test('gives way to a bearer token, and a bad one is refused', async () => {
    const browser = await signedIn()
    const { access_token } = await door('token', { claims: { oid: 'a-program' } })
    const headers = (await browser.send('/v1', { headers: { authorization: `Bearer ${access_token}` } })).headers()
    expect(headers['x-ms-client-principal-id']).toBe('a-program')
    expect(headers['x-ms-token-aad-access-token']).toBeUndefined()
    expect(await browser.send('/v1', { headers: { authorization: 'Bearer x' } })).toMatchObject({ status: 401 })
  })

  test.each<[string, string, number, Record<string, string>]>([
    ['from a page of the site', 'POST', 200, { origin: 'own' }],
    ['from a page of the site that only names itself as referrer', 'POST', 200, { referer: 'own' }],
    ['from nowhere', 'POST', 403, {}],
    ['from another site', 'POST', 403, { origin: 'https://evil.example', referer: 'own' }],
    ['from another port', 'POST', 403, { origin: 'http://127.0.0.1:1' }],
    ['from a sandboxed page', 'POST', 403, { origin: 'null' }],
    ['from a site that is called alike', 'POST', 403, { referer: 'https://evil.example/?own' }],
    ['from another site', 'DELETE', 403, { origin: 'https://evil.example' }],
    ['from another site', 'PUT', 403, { origin: 'https://evil.example' }],
    ['from another site', 'GET', 200, { origin: 'https://evil.example' }],
  ])('%s sends %s: %i', async (...[, method, status, headers]) => {
    const browser = await signedIn()
    const named = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('own', front.url)]),
    )
    expect((await browser.send('/v1', { method, headers: named })).status).toBe(status)
    // Who is not signed in is nobody to forge, and who sends a token is no browser.
    expect((await newBrowser().send('/v1', { method, headers: named })).status).toBe(200)
    const authorization = `Bearer ${(await door('token', {})).access_token}`
    expect((await browser.send('/v1', { method, headers: { ...named, authorization } })).status).toBe(200)
  })

  test('is told to its own browser by /.auth/me', async () => {
    const answer = await (await signedIn()).send('/.AUTH/me')
    const [me] = JSON.parse(answer.text)
    expect(me).toMatchObject({ provider_name: 'aad', user_id: ada.userPrincipalName })
    expect(me.user_claims).toContainEqual({
      typ: 'http://schemas.microsoft.com/identity/claims/objectidentifier',
      val: ada.objectId,
    })
    expect(decodeJwt(me.access_token)).toMatchObject({ oid: ada.objectId, aud: clientId })
    expect(decodeJwt(me.id_token)).toMatchObject({ oid: ada.objectId })
    expect(Date.parse(me.expires_on)).toBeGreaterThan(Date.now())
    expect(await newBrowser().send('/.auth/me')).toMatchObject({ status: 401 })
  })

  test('without the token store says who it is, and tells its tokens to nobody', async () => {
    const browser = await signedIn()
    await restartWith({ signIn: { ...options.signIn, tokenStore: false } })
    try {
      const headers = (await browser.send('/v1')).headers()
      expect(headers['x-ms-client-principal-id']).toBe(ada.objectId)
      expect(Object.keys(headers).filter((name) => name.startsWith('x-ms-token-'))).toEqual([])
      expect(await browser.send('/.auth/me')).toMatchObject({ status: 404 })
    } finally {
      await restartWith()
    }
  })

  test('ends with the sign-out, here and at Entra, also for who kept the cookie', async () => {
    const browser = await signedIn()
    const kept = browser.jar.get('AppServiceAuthSession') ?? ''
    const out = await browser.send('/.auth/logout')
    expect(out).toMatchObject({
      status: 302,
      setCookies: ['AppServiceAuthSession=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0'],
    })
    const back = await browser.send(out.location)
    expect(back).toMatchObject({ status: 302, location: `${front.url}/.auth/logout/complete` })
    expect(await browser.send(back.location)).toMatchObject({ status: 200, text: 'You have signed out.\n' })
    browser.jar.set('AppServiceAuthSession', kept)
    expect((await browser.send('/v1')).headers()['x-ms-client-principal']).toBeUndefined()
  })

  test('ends on the page that the sign-out names', async () => {
    const browser = await signedIn()
    const { location } = await browser.send('/.auth/logout?post_logout_redirect_uri=%2Fbye%3Fx%3D1')
    expect((await browser.send(location)).location).toBe(`${front.url}/bye?x=1`)
  })
})

test.each(['/.auth', '/.auth/refresh', '/.auth/login/github', '/.auth/constructor', '/.auth/login/aad/callback'])(
  '%s is not found, nor seen by the app',
  async (path) => {
    expect(await (await signedIn()).send(path)).toMatchObject({ status: 404, text: 'Not Found\n' })
  },
)

const everythingButDate = [
  ...(['nextTick', 'hrtime', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const),
]
