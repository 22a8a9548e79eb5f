import { createHash } from 'node:crypto'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import {
  type Answer,
  authority,
  type ChangingEntra,
  person,
  startChangingEntra,
  tenantId,
} from './testing/changing-entra'
import { chooseUser } from './testing/choose-user'

const redirectUri = 'https://site.example/callback'
const web = { name: 'web', objectId: 'sp-web', secret: 'of-web', redirectUris: [redirectUri], issuesIdTokens: true }

let entra: ChangingEntra

beforeAll(async () => {
  entra = await startChangingEntra()
})
beforeEach(async () => {
  await entra.door('PUT', 'applications/web', { name: 'web', roles: ['Runs.Submit'] })
  await entra.door('PUT', 'clients/web', web)
})
afterEach(async () => {
  jest.useRealTimers()
  await entra.door('PUT', `roles/${person.objectId}/web`, { roles: [] })
})
afterAll(() => entra?.close())

const asked = {
  client_id: 'web',
  redirect_uri: redirectUri,
  response_type: 'code id_token',
  response_mode: 'form_post',
  scope: 'openid profile offline_access api://web/user_impersonation',
  nonce: 'the-nonce',
  state: 'a "state" & more',
}
const authorizeUrl = (change: Record<string, string> = {}) =>
  `${entra.url}/${tenantId}/oauth2/v2.0/authorize?${new URLSearchParams({ ...asked, ...change })}`

async function redeem(code: string, change: Record<string, string> = {}) {
  const answer = await fetch(`${entra.url}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', client_id: 'web', client_secret: web.secret },
      ...{ code, redirect_uri: redirectUri, ...change },
    }),
  })
  return { status: answer.status, body: (await answer.json()) as Answer }
}

describe('the sign-in page', () => {
  test('lists everybody with the roles that they have, and nobody may frame it or run a script in it', async () => {
    await entra.door('PUT', `roles/${person.objectId}/web`, { roles: ['Runs.Submit'] })
    const answer = await fetch(authorizeUrl())
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    const page = await answer.text()
    expect(page).toContain(`<button name="user" value="${person.objectId}">Ada (ada@example.com)</button> Runs.Submit`)
  })

  test('sends code, ID token and state to the client', async () => {
    await entra.door('PUT', `roles/${person.objectId}/web`, { roles: ['Runs.Submit'] })
    const { status, action, fields, page } = await chooseUser(authorizeUrl(), person.objectId)
    expect([status, action]).toEqual([200, redirectUri])
    expect(Object.keys(fields).sort()).toEqual(['code', 'id_token', 'state'])
    expect(fields.state).toBe(asked.state)
    expect(page).toMatch(/<script>document.forms\[0\].submit\(\)<\/script>/)
    const keys = createRemoteJWKSet(new URL(`${entra.url}/${tenantId}/discovery/v2.0/keys`))
    const { payload } = await jwtVerify(fields.id_token ?? '', keys, {
      audience: 'web',
      issuer: `${authority}/${tenantId}/v2.0`,
    })
    const hash = createHash('sha256')
      .update(fields.code ?? '')
      .digest()
    expect(payload).toMatchObject({
      ...{ nonce: asked.nonce, c_hash: hash.subarray(0, 16).toString('base64url') },
      ...{ oid: 'ada', name: 'Ada', preferred_username: 'ada@example.com', roles: ['Runs.Submit'] },
      ...{ tid: tenantId, ver: '2.0' },
    })
    expect(payload.scp).toBeUndefined()
  })

  test('lets only its own page choose, and only somebody who exists', async () => {
    const foreign = (origin: string) =>
      fetch(authorizeUrl(), { method: 'POST', headers: { origin }, body: new URLSearchParams({ user: 'ada' }) })
    for (const origin of ['https://evil.example', 'null']) expect((await foreign(origin)).status).toBe(403)
    // Behind a proxy the browser knows it by its public name.
    expect((await foreign(authority)).status).toBe(200)
    const unknown = await chooseUser(authorizeUrl(), 'nobody')
    expect([unknown.status, unknown.action]).toEqual([400, undefined])
    expect(unknown.page).toContain('AADSTS50034: The user account &#39;nobody&#39; does not exist')
  })

  test('tells the client where the person cancels', async () => {
    const { action, fields } = await chooseUser(authorizeUrl(), '')
    expect(action).toBe(redirectUri)
    expect(fields).toMatchObject({ error: 'access_denied', state: asked.state })
    expect(fields.error_description).toMatch(/^AADSTS65004: /)
    expect(fields.code).toBeUndefined()
  })

  test('lets in only who has a role, where the application says so', async () => {
    await entra.door('PUT', 'applications/web', { name: 'web', roles: ['Runs.Submit'], assignmentRequired: true })
    const refused = await chooseUser(authorizeUrl(), person.objectId)
    expect([refused.status, refused.action]).toEqual([400, undefined])
    expect(refused.page).toContain(
      'AADSTS50105: The signed in user &#39;ada@example.com&#39; is not assigned to a role',
    )
    await entra.door('PUT', `roles/${person.objectId}/web`, { roles: ['Runs.Submit'] })
    expect((await chooseUser(authorizeUrl(), person.objectId)).action).toBe(redirectUri)
  })

  test.each<[string, number, Record<string, string>]>([
    ['a client that is not known', 700016, { client_id: 'nobody' }],
    ['a place that the client did not name', 50011, { redirect_uri: 'https://evil.example/callback' }],
    ['a place that only begins as the client named it', 50011, { redirect_uri: `${redirectUri}/more` }],
    ['an access token in the browser', 70007, { response_type: 'code token' }],
    ['an answer in the address', 70007, { response_mode: 'query' }],
    ['an ID token without a nonce', 900144, { nonce: '' }],
    ['no scope', 900144, { scope: '' }],
    ['a resource that is not known', 500011, { scope: 'openid api://other/user_impersonation' }],
    ['a plain code challenge', 70007, { code_challenge: 'x', code_challenge_method: 'plain' }],
  ])('refuses %s, to the person and not to the client', async (_, code, change) => {
    const refusals = [
      await (await fetch(authorizeUrl(change))).text(),
      (await chooseUser(authorizeUrl(change), 'ada')).page,
    ]
    for (const page of refusals) {
      expect(page).toContain(`AADSTS${code}: `)
      expect(page).not.toContain('<form')
    }
  })

  test('refuses an ID token to a client that is not set up for it', async () => {
    await entra.door('PUT', 'clients/web', { ...web, issuesIdTokens: false })
    expect((await chooseUser(authorizeUrl(), 'ada')).page).toContain('AADSTS700054: ')
    expect(Object.keys((await chooseUser(authorizeUrl({ response_type: 'code' }), 'ada')).fields)).toEqual([
      'code',
      'state',
    ])
  })
})

describe('a code', () => {
  const code = async (change: Record<string, string> = {}) =>
    (await chooseUser(authorizeUrl(change), person.objectId)).fields.code ?? ''

  test('is good for one access token and ID token of the person', async () => {
    await entra.door('PUT', `roles/${person.objectId}/web`, { roles: ['Runs.Submit'] })
    const once = await code()
    const { status, body } = await redeem(once)
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, scope: asked.scope })
    expect(decodeJwt(body.access_token ?? '')).toMatchObject({
      ...{ aud: 'web', azp: 'web', azpacr: '1', oid: 'ada', scp: 'user_impersonation', roles: ['Runs.Submit'] },
    })
    expect(decodeJwt(body.id_token ?? '')).toMatchObject({ aud: 'web', oid: 'ada', nonce: asked.nonce })
    expect(await redeem(once)).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [54005] } })
  })

  test.each<[string, number, Record<string, string>]>([
    ['by a client without its secret', 7000218, { client_secret: '' }],
    ['by another client', 9002313, { client_id: 'program', client_secret: 'secret-of-program' }],
    ['for another place', 500112, { redirect_uri: 'https://site.example/other' }],
    ['where it is none', 9002313, { code: 'guess' }],
  ])('is not redeemed %s, and still good for who may', async (_, number, change) => {
    const one = await code()
    expect((await redeem(one, change)).body.error_codes).toEqual([number])
    expect((await redeem(one)).status).toBe(200)
  })

  test('with a challenge needs the secret behind it', async () => {
    const verifier = 'a-secret-of-the-client-that-nobody-guesses'
    const one = await code({
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    expect((await redeem(one)).body.error_codes).toEqual([900144])
    expect((await redeem(one, { code_verifier: 'guess' })).body.error_codes).toEqual([501481])
    expect((await redeem(one, { code_verifier: verifier })).status).toBe(200)
  })

  test('expires after ten minutes', async () => {
    const one = await code()
    jest.useFakeTimers({ now: Date.now() + 10 * 60_000, doNotFake: everythingButDate })
    expect((await redeem(one)).body.error_codes).toEqual([70008])
  })
})

test('a sign-out leads back to a client’s own site only', async () => {
  const signOut = (back: string) =>
    fetch(`${entra.url}/${tenantId}/oauth2/v2.0/logout?${new URLSearchParams({ post_logout_redirect_uri: back })}`, {
      redirect: 'manual',
    })
  const own = await signOut('https://site.example/bye?x=1')
  expect([own.status, own.headers.get('location')]).toEqual([302, 'https://site.example/bye?x=1'])
  for (const back of ['https://evil.example/', 'javascript:alert(1)', '', 'https://site.example@evil.example/']) {
    const stays = await signOut(back)
    expect([stays.status, await stays.text()]).toEqual([200, expect.stringContaining('You signed out')])
  }
})

test('discovery names both', async () => {
  const answer = await fetch(`${entra.url}/${tenantId}/v2.0/.well-known/openid-configuration`)
  expect(await answer.json()).toMatchObject({
    authorization_endpoint: `${authority}/${tenantId}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${authority}/${tenantId}/oauth2/v2.0/logout`,
    response_types_supported: ['code', 'id_token', 'code id_token'],
    response_modes_supported: ['form_post'],
  })
})

const everythingButDate = [
  ...(['nextTick', 'hrtime', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const),
]
