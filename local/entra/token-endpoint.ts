import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { JWTPayload } from 'jose'
import type { AuthorizationCodes } from './authorization-codes'
import { clientProof, isPublic, type Shown } from './client-proof'
import type { DeviceCodes } from './device-code'
import type { Directory, Resource } from './directory'
import { EntraError, refusals } from './entra-error'
import type { SigningKeys } from './signing-keys'
import { required, resourceNamed, resourceOfScope, resourceOfUserScopes, shownIn } from './token-request'
import { appClaims, assertAssigned, assertUserAssigned, idTokenClaims, type Proof, sign, userClaims } from './tokens'

/** Seconds, of an access token and of an ID token. */
export const lifetimeSeconds = 3599

interface TokenEndpointParts {
  readonly directory: Directory
  readonly keys: SigningKeys
  readonly authority: () => string
  readonly devices: DeviceCodes
  readonly codes: AuthorizationCodes
  /** @throws EntraError where the path names another tenant */
  checkTenant(request: FastifyRequest): void
}

type Form = { Params: { tenant: string }; Body: URLSearchParams }
interface Granted {
  readonly claims: JWTPayload
  readonly scope?: string
  readonly idClaims?: JWTPayload
}
type Grant = (request: FastifyRequest, form: URLSearchParams) => Promise<Granted>

/** Tokens for applications and users: the endpoint of today, and the older one that asks for a resource. */
export function tokenEndpoints(app: FastifyInstance, parts: TokenEndpointParts): void {
  const { directory, keys, authority, devices, codes, checkTenant } = parts
  const prove = clientProof(directory, keys, authority)

  async function claimsOfApp(request: FastifyRequest, form: URLSearchParams, resource: () => Resource) {
    const shown = shownIn(directory, form, request.headers.authorization)
    const caller = { ...shown.client, proof: await prove(shown) }
    const wanted = resource()
    assertAssigned(wanted, caller)
    return appClaims(directory, authority(), wanted, caller, lifetimeSeconds)
  }
  const proofOf = async (shown: Shown): Promise<Proof> => (isPublic(shown.client) ? '0' : prove(shown))
  const grants: Partial<Record<string, Grant>> = {
    async client_credentials(request, form) {
      return { claims: await claimsOfApp(request, form, () => resourceOfScope(directory, required(form, 'scope'))) }
    },
    async 'urn:ietf:params:oauth:grant-type:device_code'(request, form) {
      const shown = shownIn(directory, form, request.headers.authorization)
      const { client } = shown
      const proof = await proofOf(shown)
      const { user, resource, scope } = devices.redeem(client.clientId, required(form, 'device_code'))
      assertUserAssigned(resource, user)
      return {
        claims: userClaims(directory, authority(), resource, { ...client, proof }, user, lifetimeSeconds),
        scope,
      }
    },
    async authorization_code(request, form) {
      const shown = shownIn(directory, form, request.headers.authorization)
      const { client } = shown
      const proof = await proofOf(shown)
      const signIn = codes.redeem(client.clientId, form)
      const { user, resource, scope } = signIn
      return {
        claims: userClaims(directory, authority(), resource, { ...client, proof }, user, lifetimeSeconds),
        scope,
        ...(scope.split(' ').includes('openid') && {
          idClaims: idTokenClaims(directory, authority(), client.clientId, signIn, lifetimeSeconds),
        }),
      }
    },
  }

  app.post<Form>('/:tenant/oauth2/v2.0/devicecode', async (request, reply) => {
    checkTenant(request)
    const form = formOf(request)
    const { client } = shownIn(directory, form, request.headers.authorization)
    const scope = required(form, 'scope')
    const started = devices.start(client.clientId, resourceOfUserScopes(directory, scope), scope)
    return reply.header('cache-control', 'no-store').send(started)
  })
  app.post<Form>('/:tenant/oauth2/v2.0/token', async (request, reply) => {
    checkTenant(request)
    const form = formOf(request)
    const grant = required(form, 'grant_type')
    const answer = Object.hasOwn(grants, grant) ? grants[grant] : undefined
    if (!answer) throw new EntraError(refusals.unsupportedGrant(grant))
    const { claims, scope, idClaims } = await answer(request, form)
    return reply
      .header('cache-control', 'no-store, no-cache')
      .header('pragma', 'no-cache')
      .send({
        token_type: 'Bearer',
        ...(scope !== undefined && { scope }),
        expires_in: lifetimeSeconds,
        ext_expires_in: lifetimeSeconds,
        access_token: await sign(keys, claims),
        ...(idClaims !== undefined && { id_token: await sign(keys, idClaims) }),
      })
  })
  // The older endpoint, which asks for a resource in place of a scope; Databricks' provider still does.
  app.post<Form>('/:tenant/oauth2/token', async (request, reply) => {
    checkTenant(request)
    const form = formOf(request)
    const grant = required(form, 'grant_type')
    if (grant !== 'client_credentials') throw new EntraError(refusals.unsupportedGrant(grant))
    const name = required(form, 'resource')
    const claims = await claimsOfApp(request, form, () => resourceNamed(directory, name))
    return reply.header('cache-control', 'no-store, no-cache').send({
      token_type: 'Bearer',
      expires_in: String(lifetimeSeconds),
      ext_expires_in: String(lifetimeSeconds),
      expires_on: String(claims.exp),
      not_before: String(claims.nbf),
      resource: name,
      access_token: await sign(keys, claims),
    })
  })
}

function formOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams()
}
