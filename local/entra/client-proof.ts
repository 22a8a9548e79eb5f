import { createLocalJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import { sameText } from '../same-text'
import { type Client, type Directory, tokenExchange } from './directory'
import { EntraError, refusals } from './entra-error'
import type { SigningKeys } from './signing-keys'
import { issuer, type Proof } from './tokens'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** What a request shows of who sent it. */
export interface Shown {
  readonly client: Client
  readonly secret: string | null
  readonly assertion: string | null
  /** Of the assertion. */
  readonly assertionType: string | null
}

export type Prove = (shown: Shown) => Promise<Proof>

/**
 * Checks that a client is who it says: by its secret, or by an assertion that one of its federated credentials trusts.
 * Only issuers whose keys are here can be checked: this tenant itself, for its managed identities.
 */
export function clientProof(directory: Directory, keys: SigningKeys, authority: () => string): Prove {
  return async ({ client, secret, assertion, assertionType: type }) => {
    if (assertion === null) {
      assertSecret(client, secret)
      return '1'
    }
    if (type !== assertionType) throw new EntraError(refusals.missingParameter('client_assertion_type'))
    assertTrusted(client, claimsOf(assertion))
    const known = ([1, 2] as const).map((version) => issuer(directory, authority(), version))
    if (!known.includes(String(claimsOf(assertion).iss))) throw new EntraError(refusals.unreachableIssuer())
    try {
      await jwtVerify(assertion, createLocalJWKSet({ keys: keys.published() }), { algorithms: ['RS256'] })
    } catch (error) {
      if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed) {
        throw new EntraError(refusals.assertionOutOfTime())
      }
      if (error instanceof errors.JOSEError) throw new EntraError(refusals.forgedAssertion())
      throw error
    }
    return '2'
  }
}

/** Whether the client can prove nothing, and so may only sign users in. */
export function isPublic({ secret, federatedCredentials }: Client): boolean {
  return secret === undefined && federatedCredentials === undefined
}

function assertSecret(client: Client, given: string | null): void {
  if (!given || isPublic(client)) throw new EntraError(refusals.missingSecret())
  if (client.secret === undefined || !sameText(given, client.secret)) {
    throw new EntraError(refusals.wrongSecret(client.clientId))
  }
}

function claimsOf(assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion)
  } catch {
    throw new EntraError(refusals.malformedAssertion())
  }
}

/** @throws EntraError saying which claim no federated credential of the client has */
function assertTrusted({ federatedCredentials = [] }: Client, { iss, sub, aud }: JWTPayload): void {
  const ofIssuer = federatedCredentials.filter((one) => one.issuer === iss)
  if (ofIssuer.length === 0) throw new EntraError(refusals.untrustedIssuer(String(iss)))
  const ofSubject = ofIssuer.filter((one) => one.subject === sub)
  if (ofSubject.length === 0) throw new EntraError(refusals.untrustedSubject(String(sub)))
  const given = [aud ?? []].flat().map((one) => (one === tokenExchange.clientId ? tokenExchange.uri : one))
  if (!ofSubject.some(({ audiences }) => audiences.some((one) => given.includes(one)))) {
    throw new EntraError(refusals.untrustedAudience(String(aud)))
  }
}
