import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { type CheckToken, InvalidToken, type IssuerOptions } from './entra-tokens'
import { principalHeaders } from './principal'
import type { Session, Sessions } from './sessions'

export interface EasyAuthOptions extends IssuerOptions {
  /** Always an audience that is accepted. */
  readonly clientId: string
  /** Audiences beside the client id. Default: `api://<client id>`. */
  readonly allowedAudiences?: readonly string[]
  /** What happens to a request of nobody. One with an invalid token is refused in any case. */
  readonly unauthenticatedAction: 'AllowAnonymous' | 'Return401'
}

/** Headers for the app, or the answer that ends the request. */
export type Decision =
  | { readonly headers: Readonly<Record<string, string>> }
  | { readonly status: 401 | 403 | 503; readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** Sessions of browsers, and the only origin whose pages may use them. */
export interface BrowserSessions {
  readonly sessions: Sessions
  readonly origin: string
  /** Whether the app gets the tokens of a session. */
  readonly tokenStore: boolean
}

/**
 * App Service's authentication (version 2) as the app sees it: who calls, by a bearer token or by a browser's session.
 * https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
export function easyAuth(
  options: EasyAuthOptions,
  check: CheckToken,
  browser: BrowserSessions | undefined,
): (request: Pick<IncomingMessage, 'method' | 'headers'>) => Promise<Decision> {
  const { authority, tenantId, clientId, unauthenticatedAction } = options
  const audience = [clientId, ...(options.allowedAudiences ?? [`api://${clientId}`])]
  const unauthorized = (error?: string): Decision => ({
    status: 401,
    headers: {
      'www-authenticate': `Bearer ${error ? `error="${error}", ` : ''}authorization_uri="${authority}/${tenantId}/oauth2/v2.0/authorize", resource_id="${clientId}"`,
    },
    body: 'You do not have permission to view this directory or page.',
  })

  return async ({ method = 'GET', headers }) => {
    const [, token] = /^Bearer +(\S.*)$/i.exec(headers.authorization ?? '') ?? []
    if (token !== undefined) {
      try {
        return { headers: principalHeaders(await check(token, audience)) }
      } catch (error) {
        if (error instanceof InvalidToken) return unauthorized('invalid_token')
        return { status: 503, headers: { 'retry-after': '5' }, body: 'The identity provider cannot be reached.' }
      }
    }
    const session = browser?.sessions.find(headers.cookie)
    if (browser && session) {
      if (isForeign(method, headers, browser.origin)) {
        return { status: 403, headers: {}, body: 'Cross-site request forgery detected.' }
      }
      return { headers: { ...principalHeaders(session.claims), ...(browser.tokenStore && tokenHeaders(session)) } }
    }
    return unauthenticatedAction === 'Return401' ? unauthorized() : { headers: {} }
  }
}

/**
 * Whether another site's page may have made the browser send this. App Service looks at POST from known browsers only;
 * here every request that may change something has to come from a page of the site.
 * https://learn.microsoft.com/azure/app-service/overview-authentication-authorization#cross-site-request-forgery-mitigation
 */
function isForeign(method: string, { origin, referer }: IncomingHttpHeaders, own: string): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return false
  const from = origin ?? referer ?? ''
  return !URL.canParse(from) || new URL(from).origin !== own
}

/** https://learn.microsoft.com/azure/app-service/configure-authentication-oauth-tokens */
function tokenHeaders({ accessToken, idToken, accessTokenExpiresAt }: Session): Record<string, string> {
  return {
    'x-ms-token-aad-access-token': accessToken,
    'x-ms-token-aad-id-token': idToken,
    'x-ms-token-aad-expires-on': new Date(accessTokenExpiresAt).toISOString(),
  }
}
