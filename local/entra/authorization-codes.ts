import { createHash, randomBytes } from 'node:crypto'
import { sameText } from '../same-text'
import type { Resource, User } from './directory'
import { EntraError, refusals } from './entra-error'
import { required } from './token-request'

const lifetimeMs = 10 * 60_000

/** What a person's sign-in ended with, for the client to fetch. */
export interface SignIn {
  readonly clientId: string
  readonly redirectUri: string
  readonly user: User
  readonly resource: Resource
  readonly scope: string
  readonly nonce: string | undefined
  /** Hash of the secret that whoever redeems the code must show (RFC 7636, method S256). */
  readonly codeChallenge: string | undefined
}

export interface AuthorizationCodes {
  issue(signIn: SignIn): string
  /**
   * @param form of the token request
   * @throws EntraError where the code is unknown, another client's, expired, used before, or shown without what it needs
   */
  redeem(clientId: string, form: URLSearchParams): SignIn
}

/** Codes of RFC 6749, 4.1, each good for one token. They are forgotten at a restart; the person then signs in again. */
export function openAuthorizationCodes(): AuthorizationCodes {
  const issued = new Map<string, SignIn & { readonly expiresAt: number; redeemed: boolean }>()
  return {
    issue(signIn) {
      // Longer than they live, so that a late client hears that its code expired.
      for (const [code, { expiresAt }] of issued) if (expiresAt + 3600_000 < Date.now()) issued.delete(code)
      const code = randomBytes(32).toString('base64url')
      issued.set(code, { ...signIn, expiresAt: Date.now() + lifetimeMs, redeemed: false })
      return code
    },
    redeem(clientId, form) {
      const signIn = issued.get(required(form, 'code'))
      const redirectUri = required(form, 'redirect_uri')
      if (!signIn || signIn.clientId !== clientId) throw new EntraError(refusals.malformedCode())
      if (signIn.redeemed) throw new EntraError(refusals.redeemedCode())
      if (signIn.expiresAt <= Date.now()) throw new EntraError(refusals.expiredCode())
      if (signIn.redirectUri !== redirectUri) {
        throw new EntraError(refusals.otherReplyAddress(redirectUri, signIn.redirectUri))
      }
      if (signIn.codeChallenge !== undefined) {
        const shown = createHash('sha256').update(required(form, 'code_verifier')).digest('base64url')
        if (!sameText(shown, signIn.codeChallenge)) throw new EntraError(refusals.wrongVerifier())
      }
      signIn.redeemed = true
      return signIn
    },
  }
}
