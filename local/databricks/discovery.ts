import type { FastifyInstance } from 'fastify'
import { UnsecuredJWT } from 'jose'
import type { Workspace } from './workspace'

const tokenSeconds = 3600

/**
 * What clients ask before they sign in, and client credentials for registered service principals. No client secret is
 * checked and no token signed: the emulator tells its loopback callers apart, it does not keep them out.
 */
export function registerDiscovery(app: FastifyInstance, workspace: Workspace): void {
  app.get('/.well-known/databricks-config', () => ({
    workspace_id: workspace.id,
    oidc_endpoint: `${workspace.url}/oidc`,
  }))

  app.get('/oidc/.well-known/oauth-authorization-server', () => ({
    issuer: `${workspace.url}/oidc`,
    token_endpoint: `${workspace.url}/oidc/v1/token`,
    grant_types_supported: ['client_credentials'],
  }))

  app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))))
    })
    scope.post('/oidc/v1/token', (request, reply) => {
      const form = (request.body ?? {}) as Record<string, string>
      if (form.grant_type !== 'client_credentials') {
        return reply.code(400).send({
          error: 'unsupported_grant_type',
          error_description: 'grant_type must be client_credentials',
        })
      }
      const basic = /^Basic +([A-Za-z\d+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
      const [user] = Buffer.from(basic, 'base64').toString().split(':')
      const client = decodeURIComponentOr(user || form.client_id || '')
      if (!workspace.identities.isServicePrincipal(client)) {
        return reply.code(401).send({
          error: 'invalid_client',
          error_description: 'client_id must be the application id of a service principal of this workspace',
        })
      }
      const token = new UnsecuredJWT({ client_id: client, scope: 'all-apis' })
        .setSubject(client)
        .setIssuer(`${workspace.url}/oidc`)
        .setIssuedAt()
        .setExpirationTime(`${tokenSeconds}s`)
        .encode()
      return { access_token: token, token_type: 'Bearer', expires_in: tokenSeconds, scope: 'all-apis' }
    })
  })
}

// RFC 6749, 2.3.1: clients encode the id before they put it into the header.
function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
