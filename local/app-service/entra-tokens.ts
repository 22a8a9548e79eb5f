import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'

export interface IssuerOptions {
  /** Of Entra, without a slash at its end: issuer of the tokens. */
  readonly authority: string
  readonly tenantId: string
  /** Where the issuer's keys are had. Default: where the authority publishes them. */
  readonly keysUrl?: string
}

/** A token that is not what it should be. */
export class InvalidToken extends Error {}
/** Entra did not answer, which says nothing about the token or the person. */
export class EntraUnavailable extends Error {}

/** @throws InvalidToken; EntraUnavailable where the keys cannot be had */
export type CheckToken = (token: string, audience: readonly string[]) => Promise<JWTPayload>

/** Checks tokens of one tenant. */
export function tokenCheck({ authority, tenantId, keysUrl }: IssuerOptions): CheckToken {
  // No pause between two fetches: the issuer is the local one, and a rotated key must be known at once.
  const url = new URL(keysUrl ?? `${authority}/${tenantId}/discovery/v2.0/keys`)
  const keys = createRemoteJWKSet(url, { cooldownDuration: 0 })
  return async (token, audience) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer: [`${authority}/${tenantId}/v2.0`, `https://sts.windows.net/${tenantId}/`],
        audience: [...audience],
        requiredClaims: ['exp'],
        clockTolerance: 300,
      })
      return payload
    } catch (error) {
      if (isRefusal(error)) throw new InvalidToken(error.message)
      throw new EntraUnavailable('the keys of the issuer cannot be had', { cause: error })
    }
  }
}

// These, and all that is not jose's, mean that the keys could not be had, which says nothing about the token.
const keysUnavailable = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']

function isRefusal(error: unknown): error is errors.JOSEError {
  return error instanceof errors.JOSEError && !keysUnavailable.includes(error.code)
}
