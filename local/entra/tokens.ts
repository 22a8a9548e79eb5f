import { createHash, randomBytes } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import { type Directory, findResource, type Resource, type Roles, rolesFor, type User } from './directory'
import { EntraError, refusals } from './entra-error'
import type { SigningKeys } from './signing-keys'

/** `appidacr`/`azpacr`: '0' public client, '1' client secret, '2' certificate (managed identities) or assertion. */
export type Proof = '0' | '1' | '2'

/** Who asks, and how it proved who it is. */
export interface Caller {
  readonly clientId: string
  readonly objectId: string
  readonly roles?: Roles | undefined
  readonly directoryRoles?: readonly string[] | undefined
  readonly proof: Proof
}

// Entra dates a token five minutes back, for clocks that are behind.
const backdateSeconds = 300

/**
 * Claims of an access token for an application itself, in the resource's token version.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 * Left out are claims that only Microsoft reads: `aio`, `rh`.
 */
export function appClaims(
  directory: Directory,
  authority: string,
  resource: Resource,
  caller: Caller,
  lifetimeSeconds: number,
): JWTPayload {
  const roles = rolesFor(resource, caller.roles)
  const { directoryRoles = [] } = caller
  return {
    ...commonClaims(directory, authority, resource, caller, lifetimeSeconds),
    ...(resource.application?.tellsApps !== false && { idtyp: 'app' }),
    oid: caller.objectId,
    sub: caller.objectId,
    ...(resource.tokenVersion === 1 && { idp: issuer(directory, authority, 1) }),
    ...(roles.length > 0 && { roles }),
    ...(!resource.application && directoryRoles.length > 0 && { wids: directoryRoles }),
  }
}

/** @throws EntraError where the application gives tokens only to who has one of its roles, and the caller has none */
export function assertAssigned(resource: Resource, caller: Pick<Caller, 'clientId' | 'roles'>): void {
  const { application } = resource
  if (!application?.assignmentRequired || rolesFor(resource, caller.roles).length > 0) return
  throw new EntraError(refusals.appNotAssigned(caller.clientId, application.clientId))
}

/** @throws EntraError where only who has one of the application's roles may sign in to it, and the user has none */
export function assertUserAssigned(resource: Resource, user: User): void {
  const { application } = resource
  if (!application?.assignmentRequired || rolesFor(resource, user.roles).length > 0) return
  throw new EntraError(refusals.userNotAssigned(user.userPrincipalName, application.clientId))
}

/** Claims of a delegated access token: a user, through a client. */
export function userClaims(
  directory: Directory,
  authority: string,
  resource: Resource,
  caller: Omit<Caller, 'objectId' | 'roles'>,
  user: User,
  lifetimeSeconds: number,
): JWTPayload {
  const roles = rolesFor(resource, user.roles)
  return {
    ...commonClaims(directory, authority, resource, caller, lifetimeSeconds),
    name: user.name,
    oid: user.objectId,
    sub: pairwiseSubject(user, resource.audience),
    scp: 'user_impersonation',
    ...(resource.tokenVersion === 2
      ? { preferred_username: user.userPrincipalName }
      : { upn: user.userPrincipalName, unique_name: user.userPrincipalName }),
    ...(roles.length > 0 && { roles }),
  }
}

/**
 * Claims of an ID token: who signed in to a client.
 * https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
 * @param code that is handed out beside it, which it then vouches for
 */
export function idTokenClaims(
  directory: Directory,
  authority: string,
  clientId: string,
  { user, nonce }: { readonly user: User; readonly nonce: string | undefined },
  lifetimeSeconds: number,
  code?: string,
): JWTPayload {
  const own = findResource(directory, clientId)
  const roles = own === undefined ? [] : rolesFor(own, user.roles)
  return {
    aud: clientId,
    iss: issuer(directory, authority, 2),
    ...issued(directory, lifetimeSeconds),
    ...(code !== undefined && { c_hash: codeHash(code) }),
    name: user.name,
    ...(nonce !== undefined && { nonce }),
    oid: user.objectId,
    preferred_username: user.userPrincipalName,
    ...(roles.length > 0 && { roles }),
    sub: pairwiseSubject(user, clientId),
    ver: '2.0',
  }
}

/** Signs as Entra does. */
export function sign(keys: SigningKeys, claims: JWTPayload): Promise<string> {
  const { kid, privateKey } = keys.current()
  const v1 = claims.ver === '1.0' && { x5t: kid }
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', ...v1, kid }).sign(privateKey)
}

export function issuer({ tenantId }: Directory, authority: string, tokenVersion: 1 | 2): string {
  return tokenVersion === 2 ? `${authority}/${tenantId}/v2.0` : `https://sts.windows.net/${tenantId}/`
}

function commonClaims(
  directory: Directory,
  authority: string,
  resource: Resource,
  { clientId, proof }: Pick<Caller, 'clientId' | 'proof'>,
  lifetimeSeconds: number,
): JWTPayload {
  return {
    aud: resource.audience,
    iss: issuer(directory, authority, resource.tokenVersion),
    ...issued(directory, lifetimeSeconds),
    ...(resource.tokenVersion === 2
      ? { azp: clientId, azpacr: proof, ver: '2.0' }
      : { appid: clientId, appidacr: proof, ver: '1.0' }),
  }
}

function issued({ tenantId }: Directory, lifetimeSeconds: number): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return {
    iat: now - backdateSeconds,
    nbf: now - backdateSeconds,
    exp: now + lifetimeSeconds,
    tid: tenantId,
    uti: randomBytes(16).toString('base64url'),
  }
}

/** The same user has another subject in every application. */
function pairwiseSubject({ objectId }: User, audience: string): string {
  return createHash('sha256').update(`${objectId}/${audience}`).digest('base64url')
}

/** OpenID Connect Core 1.0, 3.3.2.11: the left half of the code's hash. */
function codeHash(code: string): string {
  return createHash('sha256').update(code).digest().subarray(0, 16).toString('base64url')
}
