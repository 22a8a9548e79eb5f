import { isLoopback, printUrl } from './api-url'
import { type AccessToken, type Audience, azureToken } from './azure-token'
import { exitCodes, Failure, isRecord } from './failure'
import { createSend } from './http'
import { localCredential } from './local-platform'

/** An access token for the API; `renew` asks for another one than the last. It is never printed. */
export type TokenSource = (renew: boolean) => Promise<string>

/** So long before its end a token is replaced. */
const marginMs = 120_000

/**
 * Tokens for this API: those of the local platform when it is the one that runs here, else those of whoever signed in
 * with `slipway login`, else what `DefaultAzureCredential` finds (environment, managed identity, Azure CLI …).
 */
export function tokenSource(api: URL): TokenSource {
  let last: Promise<AccessToken> | undefined
  return async (renew) => {
    const held = renew ? undefined : await last
    if (held && held.expiresAt - Date.now() > marginMs) return held.token
    last = acquire(api)
    try {
      return (await last).token
    } catch (error) {
      last = undefined
      throw error
    }
  }
}

async function acquire(api: URL): Promise<AccessToken> {
  const local = localCredential(api)
  if (local) return requestLocalToken(local)
  return azureToken(api, await discoverAudience(api))
}

/**
 * Reads tenant and scope from the API's 401, as App Service and the API itself write it:
 * `Bearer authorization_uri="<authority>/<tenant>…", resource_id="api://<client id>"`. Only an application's own
 * identifier is believed: an API that named Azure's management, say, would be handed a token for it.
 */
export async function discoverAudience(api: URL): Promise<Audience> {
  const response = await createSend(api)({ method: 'GET', url: new URL(`${printUrl(api)}/v1`) })
  const challenge = response.headers.get('WWW-Authenticate') ?? ''
  const authority = /authorization_uri="([^"]+)"/i.exec(challenge)?.[1] ?? ''
  const resource = /resource_id="(?:api:\/\/)?([0-9a-f-]{36})"/i.exec(challenge)?.[1]
  const tenantId = URL.canParse(authority) ? new URL(authority).pathname.split('/')[1] : undefined
  if (response.status !== 401 || !resource || !tenantId || !/^[\w.-]+$/.test(tenantId)) {
    throw new Failure(
      `${api.origin} does not say how to sign in (it answered ${response.status} without a usable WWW-Authenticate): is it the address of a Slipway API?`,
      exitCodes.unavailable,
    )
  }
  return { tenantId, scope: `api://${resource}/.default` }
}

async function requestLocalToken(credential: NonNullable<ReturnType<typeof localCredential>>): Promise<AccessToken> {
  const { authority, tenantId, clientId, clientSecret, scope } = credential
  const url = new URL(`${authority.replace(/\/+$/, '')}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`)
  if (!isLoopback(url)) {
    throw new Failure('the local platform names an issuer on another machine: start it anew', exitCodes.unavailable)
  }
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope }
  const response = await createSend(url)({
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })
  const answer: unknown = response.status === 200 ? JSON.parse(response.bodyAsText ?? 'null') : undefined
  if (!isRecord(answer) || typeof answer.access_token !== 'string' || typeof answer.expires_in !== 'number') {
    throw new Failure(
      `the local platform's issuer gave no token (it answered ${response.status}): start the platform anew with "npm start"`,
      exitCodes.unavailable,
    )
  }
  return { token: answer.access_token, expiresAt: Date.now() + answer.expires_in * 1000 }
}
