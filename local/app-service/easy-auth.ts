import type { IncomingHttpHeaders } from 'node:http'
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'

export interface EasyAuthOptions {
  /** Of Entra, without a slash at its end: issuer of the tokens. */
  readonly authority: string
  readonly tenantId: string
  /** Always an audience that is accepted. */
  readonly clientId: string
  /** Audiences beside the client id. Default: `api://<client id>`. */
  readonly allowedAudiences?: readonly string[]
  /** Where the issuer's keys are had. Default: where the authority publishes them. */
  readonly keysUrl?: string
  /** What happens to a request without a token. One with an invalid token is refused in any case. */
  readonly unauthenticatedAction: 'AllowAnonymous' | 'Return401'
}

/** Headers for the app, or the answer that ends the request. */
export type Decision =
  | { readonly headers: Readonly<Record<string, string>> }
  | { readonly status: 401 | 503; readonly headers: Readonly<Record<string, string>>; readonly body: string }

/**
 * The part of App Service's authentication (version 2) that concerns an API: bearer tokens.
 * https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
export function easyAuth(options: EasyAuthOptions): (headers: IncomingHttpHeaders) => Promise<Decision> {
  const { authority, tenantId, clientId, unauthenticatedAction } = options
  const verification = {
    algorithms: ['RS256'],
    issuer: [`${authority}/${tenantId}/v2.0`, `https://sts.windows.net/${tenantId}/`],
    audience: [clientId, ...(options.allowedAudiences ?? [`api://${clientId}`])],
    requiredClaims: ['exp'],
    clockTolerance: 300,
  }
  // No pause between two fetches: the issuer is the local one, and a rotated key must be known at once.
  const keysUrl = new URL(options.keysUrl ?? `${authority}/${tenantId}/discovery/v2.0/keys`)
  const keys = createRemoteJWKSet(keysUrl, { cooldownDuration: 0 })
  const unauthorized = (error?: string): Decision => ({
    status: 401,
    headers: {
      'www-authenticate': `Bearer ${error ? `error="${error}", ` : ''}authorization_uri="${authority}/${tenantId}/oauth2/v2.0/authorize", resource_id="${clientId}"`,
    },
    body: 'You do not have permission to view this directory or page.',
  })

  return async ({ authorization }) => {
    const [, token] = /^Bearer +(\S.*)$/i.exec(authorization ?? '') ?? []
    if (token === undefined) return unauthenticatedAction === 'Return401' ? unauthorized() : { headers: {} }
    try {
      const { payload } = await jwtVerify(token, keys, verification)
      return { headers: principalHeaders(payload) }
    } catch (error) {
      if (isRefusal(error)) return unauthorized('invalid_token')
      return { status: 503, headers: { 'retry-after': '5' }, body: 'The identity provider cannot be reached.' }
    }
  }
}

/** A header that only App Service may set: whoever sends one from outside pretends to be somebody. */
export function isReserved(header: string): boolean {
  // Some servers take `_` for `-`.
  return /^x-ms-(client-principal|token-|auth-)/.test(header.toLowerCase().replaceAll('_', '-'))
}

// These, and all that is not jose's, mean that the keys could not be had, which says nothing about the token.
const keysUnavailable = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']

function isRefusal(error: unknown): boolean {
  return error instanceof errors.JOSEError && !keysUnavailable.includes(error.code)
}

const xmlSoap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const microsoft = 'http://schemas.microsoft.com/identity/claims'
const longNames: Readonly<Record<string, string>> = {
  sub: `${xmlSoap}/nameidentifier`,
  oid: `${microsoft}/objectidentifier`,
  tid: `${microsoft}/tenantid`,
  scp: `${microsoft}/scope`,
}

function principalHeaders(payload: JWTPayload): Record<string, string> {
  const claims = Object.entries(payload).flatMap(([name, value]) =>
    [value].flat().map((one) => ({
      typ: longNames[name] ?? name,
      val: typeof one === 'object' ? JSON.stringify(one) : String(one),
    })),
  )
  const principal = {
    auth_typ: 'aad',
    claims,
    name_typ: `${xmlSoap}/emailaddress`,
    role_typ: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
  }
  const name = payload.preferred_username ?? payload.upn ?? payload.name
  return {
    'x-ms-client-principal': Buffer.from(JSON.stringify(principal)).toString('base64'),
    'x-ms-client-principal-id': headerValue(payload.oid ?? payload.sub),
    'x-ms-client-principal-idp': 'aad',
    ...(name !== undefined && { 'x-ms-client-principal-name': headerValue(name) }),
  }
}

/** UTF-8 bytes, as a header carries them; without control characters, which would end the header. */
function headerValue(value: unknown): string {
  return Buffer.from(String(value).replace(/\p{Cc}/gu, ' ')).toString('latin1')
}
