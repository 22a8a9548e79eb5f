import { EntraUnavailable } from './entra-tokens'

const timeoutMs = 10_000

export interface RedemptionOptions {
  /** Entra's token endpoint. */
  readonly tokenUrl: string
  readonly clientId: string
  /** What the code was asked for with. */
  readonly redirectUri: string
  /** The managed identity whose token stands in for a client secret, and where the site gets its tokens. */
  readonly identity: { readonly endpoint: string; readonly header: string; readonly clientId: string }
}

/** Entra's own sentence why a code was not redeemed. */
export class CodeRefused extends Error {}

/**
 * Fetches the access token of somebody who signed in. The client proves itself by a managed identity that the
 * application trusts: OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID of
 * https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad
 * @throws CodeRefused; EntraUnavailable
 */
export async function redeemCode(
  { tokenUrl, clientId, redirectUri, identity }: RedemptionOptions,
  code: string,
): Promise<{ readonly accessToken: string; readonly expiresInSeconds: number }> {
  const query = new URLSearchParams({
    'api-version': '2019-08-01',
    resource: 'api://AzureADTokenExchange',
    client_id: identity.clientId,
  })
  const assertion = await json(`${identity.endpoint}?${query}`, { headers: { 'x-identity-header': identity.header } })
  const tokens = await json(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: String(assertion.access_token),
      code,
      redirect_uri: redirectUri,
    }),
  })
  return { accessToken: String(tokens.access_token), expiresInSeconds: Number(tokens.expires_in) }
}

async function json(url: string, request: RequestInit): Promise<Record<string, unknown>> {
  let answer: Response
  let body: Record<string, unknown>
  try {
    answer = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) })
    body = (await answer.json()) as Record<string, unknown>
  } catch (error) {
    throw new EntraUnavailable(`${new URL(url).origin} does not answer`, { cause: error })
  }
  if (answer.status >= 500) throw new EntraUnavailable(`${new URL(url).origin} answers ${answer.status}`)
  if (!answer.ok) throw new CodeRefused(String(body.error_description ?? body.message ?? answer.status))
  return body
}
