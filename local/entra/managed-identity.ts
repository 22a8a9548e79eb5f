import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { sameText } from '../same-text'
import { type Directory, findResource } from './directory'
import { EntraError } from './entra-error'
import type { SigningKeys } from './signing-keys'
import { appClaims, assertAssigned, sign } from './tokens'

const lifetimeSeconds = 24 * 60 * 60
const apiVersion = '2019-08-01'

/**
 * The token endpoint that App Service offers inside a site (IDENTITY_ENDPOINT, IDENTITY_HEADER).
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export function managedIdentityEndpoint(
  app: FastifyInstance,
  directory: Directory,
  keys: SigningKeys,
  authority: () => string,
): void {
  app.get<{ Querystring: Record<string, string | string[] | undefined> }>('/msi/token', async (request, reply) => {
    const header = request.headers['x-identity-header']
    const site = directory.managedIdentities.filter(
      (identity) => typeof header === 'string' && sameText(header, identity.header),
    )
    if (site.length === 0) return refuse(reply, 401, 'The header X-IDENTITY-HEADER is missing or not the site’s.')
    const { query } = request
    if (query['api-version'] !== apiVersion) {
      return refuse(reply, 400, `The api-version is not supported. Supported: ${apiVersion}.`)
    }
    // Without a client id the site's system-assigned identity is meant, and no site here has one.
    const identity = site.find(({ clientId }) => clientId === query.client_id)
    if (!identity) {
      return refuse(
        reply,
        400,
        'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
      )
    }
    const name = typeof query.resource === 'string' ? query.resource : ''
    const resource = findResource(directory, name)
    if (!resource) return refuse(reply, 400, `The resource principal named '${name}' was not found in the tenant.`)
    const { clientId, principalId: objectId, roles } = identity
    const caller = { clientId, objectId, roles, proof: '2' as const }
    try {
      assertAssigned(resource, caller)
    } catch (error) {
      if (error instanceof EntraError) return refuse(reply, 400, error.message)
      throw error
    }
    const claims = appClaims(directory, authority(), resource, caller, lifetimeSeconds)
    return reply.header('cache-control', 'no-store').send({
      access_token: await sign(keys, claims),
      expires_on: String(claims.exp),
      resource: name,
      token_type: 'Bearer',
      client_id: clientId,
    })
  })
}

function refuse(reply: FastifyReply, statusCode: number, message: string) {
  return reply.code(statusCode).send({ statusCode, message, correlationId: randomUUID() })
}
