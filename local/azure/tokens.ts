import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'

/** A token that does not open the door it was shown at. */
export class TokenRefused extends Error {
  readonly status = 401
}

export interface Tokens {
  /**
   * The principal that an `Authorization` header stands for.
   * @param audiences any of them, compared without a slash at the end
   * @throws TokenRefused where there is no bearer token, or it is forged, expired, of another tenant or for another service
   */
  verify(authorization: string | undefined, audiences: readonly string[]): Promise<Principal>
}

export interface Principal {
  /** Object id of the principal. */
  readonly oid: string
  /** Client id of the application. */
  readonly appid: string
  readonly claims: JWTPayload
}

/** Tokens of one tenant, checked with the keys that Entra publishes. */
export function openTokens({ entraUrl, tenantId }: { readonly entraUrl: string; readonly tenantId: string }): Tokens {
  // No pause between two fetches: the issuer is on this machine, and a rotated key must be known at once.
  const keys = createRemoteJWKSet(new URL(`${entraUrl}/${tenantId}/discovery/v2.0/keys`), { cooldownDuration: 0 })
  const issuer = [`https://sts.windows.net/${tenantId}/`, `https://login.microsoftonline.com/${tenantId}/v2.0`]
  return {
    async verify(authorization, audiences) {
      const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
      if (token === undefined) throw new TokenRefused('no bearer token was sent')
      const audience = audiences.map((one) => one.replace(/\/$/, '')).flatMap((one) => [one, `${one}/`])
      const options = { algorithms: ['RS256'], issuer, audience, requiredClaims: ['exp', 'oid'] }
      try {
        const { payload: claims } = await jwtVerify(token, keys, options)
        return { oid: String(claims.oid), appid: String(claims.appid ?? claims.azp), claims }
      } catch (error) {
        // Without the keys nothing is known of the token; that is no fault of who sent it.
        if (!(error instanceof errors.JOSEError) || unavailable(error)) throw error
        throw new TokenRefused(`the token is refused: ${error.message}`)
      }
    },
  }
}

/** Whether Entra's keys could not be had. */
function unavailable({ code }: errors.JOSEError): boolean {
  return code === 'ERR_JOSE_GENERIC' || code === errors.JWKSTimeout.code
}
