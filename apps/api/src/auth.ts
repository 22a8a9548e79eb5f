import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from '@azure/core-rest-pipeline'
import type { FastifyRequest } from 'fastify'
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose'
import { appRoles } from '../contract'
import { Problem, unavailable } from './problem'
import type { Settings } from './settings'

/** Who calls; taken from the verified token alone. */
export interface Caller {
  readonly oid: string
  readonly name: string
  readonly roles: readonly string[]
}

/** Who may call a route: everybody, or a caller with one of the roles. */
export type Access = 'public' | readonly (typeof appRoles)[keyof typeof appRoles][]

export const access = {
  public: 'public',
  submit: [appRoles.submit, appRoles.admin],
  /** Own runs with any role, others' by `maySee` and `mayChange`. */
  any: [appRoles.submit, appRoles.readAll, appRoles.admin],
  notify: [appRoles.notify],
} as const satisfies Record<string, Access>

/**
 * What a call by a browser's session needs unless it only reads: a page of another site can make a browser send the
 * session's cookie, but no header of its own.
 */
export const sessionCallHeader = 'x-slipway-call'

/** Source: https://learn.microsoft.com/azure/app-service/configure-authentication-oauth-tokens */
export const sessionTokenHeader = 'x-ms-token-aad-access-token'
/** Who signed in, as the front end says without a signature. */
export const principalIdHeader = 'x-ms-client-principal-id'
const clockToleranceSeconds = 60
const maxTokenLength = 16 * 1024
const keysTimeoutMs = 10_000

export type Authenticate = (request: FastifyRequest) => Promise<Caller>

/** Whether somebody else's run may be seen. */
export function maySeeAll(caller: Caller): boolean {
  return caller.roles.includes(appRoles.readAll) || caller.roles.includes(appRoles.admin)
}

/**
 * Checks access tokens (v2, RS256) of one Entra tenant for this API: the caller's own, or the one that the front end
 * keeps for a browser's session and hands on. The front end checked them before; should it be switched off or forged
 * around, this still holds.
 *
 * The returned function throws a `Problem`: Unauthenticated; IdentityUnavailable where the keys cannot be fetched;
 * Forbidden where a session would change something without `sessionCallHeader`.
 */
export function createAuthenticate(
  settings: Pick<Settings, 'authority' | 'tenantId' | 'clientId'>,
  onForgery: (details: { readonly oid: string }) => void,
): Authenticate {
  const { authority, tenantId, clientId } = settings
  // An unknown key id fetches the keys again, at most once per cooldown.
  const keys = createRemoteJWKSet(new URL(`${authority}/${tenantId}/discovery/v2.0/keys`), {
    [customFetch]: keysFetch(),
    cooldownDuration: 30_000,
    cacheMaxAge: 24 * 3600_000,
    timeoutDuration: keysTimeoutMs,
  })
  const refuse = (detail: string, error = 'invalid_token') =>
    new Problem('Unauthenticated', detail, {
      headers: {
        'www-authenticate': `Bearer authorization_uri="${authority}/${tenantId}", resource_id="api://${clientId}"${error && `, error="${error}"`}`,
      },
    })

  return async (request) => {
    const { token, bySession } = tokenOf(request)
    if (token === undefined) throw refuse('Send one access token: Authorization: Bearer <token>', '')
    if (token.length > maxTokenLength) throw refuse('The token is too long')
    let claims: JWTPayload
    try {
      const verified = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer: `${authority}/${tenantId}/v2.0`,
        audience: [clientId, `api://${clientId}`],
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp', 'iat', 'tid', 'oid'],
      })
      claims = verified.payload
    } catch (error) {
      if (isOutage(error)) throw unavailable('IdentityUnavailable', 10)
      throw refuse(refusalText(error))
    }
    const caller = callerOf(claims, tenantId)
    if (typeof caller === 'string') throw refuse(caller)
    const forwarded = request.headers[principalIdHeader]
    if (forwarded !== undefined && forwarded !== caller.oid) {
      onForgery({ oid: caller.oid })
      throw refuse('The forwarded principal is not the one of the token')
    }
    if (bySession && !['GET', 'HEAD'].includes(request.method) && !request.headers[sessionCallHeader]) {
      const detail = `A browser's session changes something only with a header ${sessionCallHeader}, of any value`
      throw new Problem('Forbidden', detail)
    }
    return caller
  }
}

/** The one access token of a request: the caller's own before the one of a browser's session. */
function tokenOf({ headers, raw }: FastifyRequest): {
  readonly token: string | undefined
  readonly bySession: boolean
} {
  // Node joins no repeated Authorization header but keeps the first; two are refused, since it is unclear who is meant.
  const count = raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'authorization').length
  if (count > 0) {
    const own = count === 1 ? /^Bearer ([\w.~+/=-]+)$/i.exec(headers.authorization ?? '')?.[1] : undefined
    return { token: own, bySession: false }
  }
  const [kept] = /^[\w.~+/=-]+$/.exec(String(headers[sessionTokenHeader] ?? '')) ?? []
  return { token: kept, bySession: kept !== undefined }
}

/** The caller, or why the claims name none. */
function callerOf(claims: JWTPayload, tenantId: string): Caller | string {
  const { tid, oid, sub, scp, idtyp, roles, name, azp, preferred_username: user } = claims
  if (tid !== tenantId) return 'The token is of another tenant'
  if (typeof oid !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(oid)) return 'The token names no object id'
  // An ID token of this application has the same audience and issuer, yet no scope and another subject.
  const isApp = idtyp === 'app' || (idtyp === undefined && scp === undefined && sub === oid)
  if (!isApp && (typeof scp !== 'string' || scp.trim() === '')) return 'The token has no scope of this API'
  const names = [name, user, azp].filter((one) => typeof one === 'string')
  return {
    oid,
    name: (names[0] ?? oid).replace(/\p{Cc}/gu, ' ').slice(0, 256),
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
  }
}

function refusalText(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired'
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf') return 'The token is not valid yet; a clock may be wrong'
    return `The token's claim ${error.claim} is not accepted`
  }
  return 'The token is not accepted'
}

/** Keys that could not be fetched say nothing about the token. */
function isOutage(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC'
  return true
}

/** jose fetches keys through Azure's pipeline, because the global `fetch` of Node.js ignores proxies. */
function keysFetch() {
  const client = createDefaultHttpClient()
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 1 }, redirectOptions: { maxRetries: 0 } })
  return async (url: string): Promise<Response> => {
    const response = await pipeline.sendRequest(
      client,
      createPipelineRequest({
        url,
        // Its `timeout` would end with the headers, and leave a timer behind a request that fails.
        abortSignal: AbortSignal.timeout(keysTimeoutMs),
        allowInsecureConnection: url.startsWith('http:'),
        headers: createHttpHeaders({ accept: 'application/json' }),
      }),
    )
    return new Response(response.bodyAsText ?? '', { status: response.status })
  }
}
