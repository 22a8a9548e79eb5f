import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { CodeRefused, redeemCode } from './code-redemption'
import type { EasyAuthOptions } from './easy-auth'
import { type CheckToken, EntraUnavailable, InvalidToken } from './entra-tokens'
import { pendingSignIns } from './pending-sign-in'
import { claimsOf, nameOf } from './principal'
import type { Sessions } from './sessions'

/** As `auth_settings_v2` configures it. */
export interface SignInOptions {
  /** Where browsers reach the site, without a path: the only place that a sign-in or sign-out leads to. */
  readonly publicUrl: string
  /** Of `active_directory_v2`: what Entra is asked beside what App Service asks by itself, above all the scope. */
  readonly loginParameters: Readonly<Record<string, string>>
  /** The managed identity whose token stands in for a client secret, and where the site gets its tokens. */
  readonly identity: { readonly endpoint: string; readonly header: string; readonly clientId: string }
  /** Whether the tokens of a person who signed in are told: to the app, and to the person's browser by `/.auth/me`. */
  readonly tokenStore: boolean
  /** Where codes are redeemed. Default: where the authority does it. */
  readonly tokenUrl?: string
  /** Where sessions are kept. */
  readonly dataDir: string
}

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body: string
}

const login = '/.auth/login/aad'
const callback = `${login}/callback`
/** Bytes that Entra's answer may have. */
const longestForm = 64 * 1024

/** Why somebody is not signed in. */
class SignInRefused extends Error {}

/**
 * App Service's own paths: sign-in by Entra's hybrid flow, the token store, sign-out.
 * https://learn.microsoft.com/azure/app-service/configure-authentication-customize-sign-in-out
 * `/.auth/refresh` and the sign-in by a token that a client already has are not here.
 */
export function signInPaths(
  options: Omit<EasyAuthOptions, 'unauthenticatedAction'> & SignInOptions,
  check: CheckToken,
  sessions: Sessions,
): (request: IncomingMessage) => Promise<Reply> {
  const { authority, tenantId, clientId, loginParameters, identity, tokenStore } = options
  const site = new URL(options.publicUrl)
  const entra = `${authority}/${tenantId}/oauth2/v2.0`
  const tokenUrl = options.tokenUrl ?? `${entra}/token`
  const redirectUri = `${site.origin}${callback}`
  const pending = pendingSignIns(callback, site.protocol === 'https:')
  const paths: Record<string, (request: IncomingMessage, query: URLSearchParams) => Promise<Reply>> = {
    [`GET ${login}`]: startSignIn,
    [`POST ${callback}`]: endSignIn,
    ...(tokenStore && { 'GET /.auth/me': async ({ headers }: IncomingMessage) => tellSession(headers.cookie) }),
    'GET /.auth/logout': async ({ headers }, query) => signOut(headers.cookie, query),
    'GET /.auth/login/done': async () => ({ status: 200, body: 'You have signed in.' }),
    'GET /.auth/logout/complete': async () => ({ status: 200, body: 'You have signed out.' }),
  }

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', site)
    const path = `${request.method} ${pathname.toLowerCase()}`
    const handle = Object.hasOwn(paths, path) ? paths[path] : undefined
    if (!handle) return { status: 404, body: 'Not Found' }
    try {
      return await handle(request, searchParams)
    } catch (error) {
      if (error instanceof EntraUnavailable) {
        const body = 'The identity provider cannot be reached. Try again.'
        return { status: 503, headers: { 'retry-after': '5' }, body }
      }
      if (!(error instanceof SignInRefused || error instanceof InvalidToken || error instanceof CodeRefused))
        throw error
      const body = `You are not signed in: ${error.message}\n\nStart again: ${site.origin}${login}`
      return { status: 401, headers: { 'set-cookie': pending.ended }, body }
    }
  }

  async function startSignIn({ headers, url }: IncomingMessage, query: URLSearchParams): Promise<Reply> {
    // Under another name, e.g. localhost, the browser would keep the cookie from the place that Entra sends it back to.
    if (headers.host !== site.host) return redirect(`${site.origin}${url}`)
    const target = pathHere(query.get('post_login_redirect_uri') ?? '/.auth/login/done')
    if (target === undefined) return foreignTarget('post_login_redirect_uri')
    const nonce = randomUUID().replaceAll('-', '')
    const state = new URLSearchParams({ redir: target }).toString()
    const asked = new URLSearchParams({
      response_type: 'code id_token',
      redirect_uri: redirectUri,
      client_id: clientId,
      scope: 'openid profile email',
      response_mode: 'form_post',
      ...loginParameters,
      nonce,
      state,
    })
    return redirect(`${entra}/authorize?${asked}`, await pending.start({ nonce, state }))
  }

  async function endSignIn(request: IncomingMessage): Promise<Reply> {
    const form = await formOf(request)
    const expected = await pending.find(request.headers.cookie)
    if (!expected) throw new SignInRefused('this browser began no sign-in, or more than five minutes ago.')
    if (form.get('state') !== expected.state) throw new SignInRefused('the answer belongs to another sign-in.')
    if (form.has('error')) throw new SignInRefused(form.get('error_description') ?? String(form.get('error')))
    const idToken = form.get('id_token') ?? ''
    const code = form.get('code') ?? ''
    const claims = await check(idToken, [clientId])
    if (claims.nonce !== expected.nonce) throw new SignInRefused('the ID token belongs to another sign-in.')
    if (claims.c_hash !== codeHash(code)) throw new SignInRefused('the code does not belong to the ID token.')
    const redeemed = await redeemCode({ tokenUrl, clientId, redirectUri, identity }, code)
    const cookie = sessions.start({
      claims,
      idToken,
      accessToken: redeemed.accessToken,
      accessTokenExpiresAt: Date.now() + redeemed.expiresInSeconds * 1000,
    })
    // Of this site since the state is the one that it was started with.
    const target = new URLSearchParams(expected.state).get('redir') ?? '/'
    return redirect(`${site.origin}${target}`, pending.ended, cookie)
  }

  function tellSession(cookies: string | undefined): Reply {
    const session = sessions.find(cookies)
    if (!session) return { status: 401, body: 'You do not have permission to view this directory or page.' }
    const { accessToken, accessTokenExpiresAt, idToken, claims } = session
    const told = {
      access_token: accessToken,
      expires_on: new Date(accessTokenExpiresAt).toISOString(),
      id_token: idToken,
      provider_name: 'aad',
      user_claims: claimsOf(claims),
      user_id: nameOf(claims) ?? claims.sub,
    }
    return { status: 200, headers: { 'content-type': 'application/json', ...notKept }, body: JSON.stringify([told]) }
  }

  function signOut(cookies: string | undefined, query: URLSearchParams): Reply {
    const target = pathHere(query.get('post_logout_redirect_uri') ?? '/.auth/logout/complete')
    if (target === undefined) return foreignTarget('post_logout_redirect_uri')
    const back = new URLSearchParams({ post_logout_redirect_uri: `${site.origin}${target}` })
    return redirect(`${entra}/logout?${back}`, sessions.end(cookies))
  }

  /** Path, query and fragment of an address on this site; undefined for one anywhere else. */
  function pathHere(address: string): string | undefined {
    if (!URL.canParse(address, site.origin)) return undefined
    const { origin, pathname, search, hash } = new URL(address, site.origin)
    return origin === site.origin ? `${pathname}${search}${hash}` : undefined
  }

  function foreignTarget(parameter: string): Reply {
    return { status: 400, body: `${parameter} must be an address on ${site.origin}.` }
  }
}

const notKept = { 'cache-control': 'no-store' }

function redirect(location: string, ...cookies: string[]): Reply {
  return { status: 302, headers: { location, 'set-cookie': cookies, ...notKept }, body: '' }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let length = 0
  // Destroyed, the request could not be answered any more.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length
    if (length > longestForm) throw new SignInRefused('the answer is too long.')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

/** OpenID Connect Core 1.0, 3.3.2.11: the left half of the code's hash. */
function codeHash(code: string): string {
  return createHash('sha256').update(code).digest().subarray(0, 16).toString('base64url')
}
