import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { JWTPayload } from 'jose'
import { clientProof, isPublic } from './client-proof'
import type { DeviceCodes } from './device-code'
import { type Directory, type Resource, rolesFor } from './directory'
import { EntraError, refusals } from './entra-error'
import type { SigningKeys } from './signing-keys'
import { required, resourceNamed, resourceOfScope, resourceOfUserScopes, shownIn } from './token-request'
import { appClaims, assertAssigned, sign, userClaims } from './tokens'

const lifetimeSeconds = 3599

interface TokenEndpointParts {
  readonly directory: Directory
  readonly keys: SigningKeys
  readonly authority: () => string
  readonly devices: DeviceCodes
  /** @throws EntraError where the path names another tenant */
  checkTenant(request: FastifyRequest): void
}

type Form = { Params: { tenant: string }; Body: URLSearchParams }
type Grant = (request: FastifyRequest, form: URLSearchParams) => Promise<{ claims: JWTPayload; scope?: string }>

/** Tokens for applications and users: the endpoint of today, and the older one that asks for a resource. */
export function tokenEndpoints(app: FastifyInstance, parts: TokenEndpointParts): void {
  const { directory, keys, authority, devices, checkTenant } = parts
  const prove = clientProof(directory, keys, authority)

  async function claimsOfApp(request: FastifyRequest, form: URLSearchParams, resource: () => Resource) {
    const shown = shownIn(directory, form, request.headers.authorization)
    const caller = { ...shown.client, proof: await prove(shown) }
    const wanted = resource()
    assertAssigned(wanted, caller)
    return appClaims(directory, authority(), wanted, caller, lifetimeSeconds)
  }
  const grants: Partial<Record<string, Grant>> = {
    async client_credentials(request, form) {
      return { claims: await claimsOfApp(request, form, () => resourceOfScope(directory, required(form, 'scope'))) }
    },
    async 'urn:ietf:params:oauth:grant-type:device_code'(request, form) {
      const shown = shownIn(directory, form, request.headers.authorization)
      const { client } = shown
      const proof = isPublic(client) ? '0' : await prove(shown)
      const { user, resource, scope } = devices.redeem(client.clientId, required(form, 'device_code'))
      if (resource.application?.assignmentRequired && rolesFor(resource, user.roles).length === 0) {
        throw new EntraError(refusals.userNotAssigned(user.userPrincipalName, resource.application.clientId))
      }
      return {
        claims: userClaims(directory, authority(), resource, { ...client, proof }, user, lifetimeSeconds),
        scope,
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
    const { claims, scope } = await answer(request, form)
    return reply
      .header('cache-control', 'no-store, no-cache')
      .header('pragma', 'no-cache')
      .send({
        token_type: 'Bearer',
        ...(scope !== undefined && { scope }),
        expires_in: lifetimeSeconds,
        ext_expires_in: lifetimeSeconds,
        access_token: await sign(keys, claims),
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
