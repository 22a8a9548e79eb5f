import { join } from 'node:path'
import Fastify, { type FastifyRequest } from 'fastify'
import { openJsonStore } from '../json-store'
import { openAuthorizationCodes } from './authorization-codes'
import { authorizeEndpoint } from './authorize-endpoint'
import { changingDirectory } from './changing-directory'
import { deviceCodes } from './device-code'
import type { Directory } from './directory'
import { EntraError, errorBody, refusals } from './entra-error'
import { managedIdentityEndpoint } from './managed-identity'
import { openSigningKeys } from './signing-keys'
import { testDoor } from './test-door'
import { tokenEndpoints } from './token-endpoint'
import { issuer } from './tokens'

const host = '127.0.0.1'

export interface EntraOptions extends Directory {
  /** Where the signing keys are kept. */
  readonly dataDir: string
  /** 0: the operating system chooses. */
  readonly port: number
  /** What tokens and discovery call it, where callers reach it under another name. Default: its own address. */
  readonly publicUrl?: string
}

export interface Entra {
  /** The authority, without a slash at its end. */
  readonly url: string
  readonly tenantId: string
  close(): Promise<void>
}

/**
 * Microsoft Entra ID for one tenant, over plain HTTP on loopback: OpenID discovery, JWKS, sign-in in a browser,
 * the token endpoint for client credentials, authorization codes and device codes, the managed identity endpoint of App
 * Service, and `/__emulator/*` for tests. Refresh tokens are not issued: who needs a new token signs in again.
 * @throws where the port is taken or `dataDir` cannot be used.
 */
export async function startEntra(options: EntraOptions): Promise<Entra> {
  const { dataDir, port, tenantId, publicUrl } = options
  const keys = openSigningKeys(dataDir)
  const app = Fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true })
  let url = ''
  let outage = false
  const directory = changingDirectory(app, options, openJsonStore(join(dataDir, 'directory')))
  const authority = () => publicUrl ?? url

  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  )
  app.addHook('onRequest', async (request) => {
    // A web page whose host name was pointed at 127.0.0.1 must not read tokens here.
    if (request.hostname !== host && request.hostname !== 'localhost') {
      throw new EntraError({
        status: 400,
        error: 'invalid_request',
        code: 900561,
        message: 'Use 127.0.0.1 as the host.',
      })
    }
    if (outage && !request.url.startsWith('/__emulator/')) throw new EntraError(refusals.outage())
  })
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof EntraError) {
      const { refusal } = error
      if (refusal.status === 503) reply.header('retry-after', '1')
      return reply.code(refusal.status).send(errorBody(refusal, authority(), correlationId(request)))
    }
    const status = (error as { statusCode?: number }).statusCode ?? 500
    if (status >= 500) console.error(error)
    const message = status < 500 && error instanceof Error ? error.message : 'The emulator failed; its log says why.'
    return reply.code(status).send(errorBody({ status, error: 'invalid_request', code: 90014, message }, authority()))
  })
  const checkTenant = (request: FastifyRequest) => {
    const { tenant } = request.params as { tenant: string }
    if (tenant !== tenantId) throw new EntraError(refusals.unknownTenant(tenant))
  }

  for (const version of [1, 2] as const) {
    const suffix = version === 2 ? '/v2.0' : ''
    app.get(`/:tenant${suffix}/.well-known/openid-configuration`, async (request) => {
      checkTenant(request)
      return discovery(directory, authority(), version)
    })
    app.get(`/:tenant/discovery${suffix}/keys`, async (request, reply) => {
      checkTenant(request)
      return reply.header('cache-control', 'max-age=86400, private').send({ keys: keys.published() })
    })
  }
  const devices = deviceCodes(app, directory, authority)
  const codes = openAuthorizationCodes()
  authorizeEndpoint(app, { directory, keys, authority, codes, checkTenant })
  tokenEndpoints(app, { directory, keys, authority, devices, codes, checkTenant })
  managedIdentityEndpoint(app, directory, keys, authority)
  testDoor(app, directory, keys, authority, (on) => {
    outage = on
  })

  await app.listen({ host, port })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  url = `http://${host}:${address.port}`
  return { url, tenantId, close: () => app.close() }
}

/** https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc */
function discovery(directory: Directory, authority: string, version: 1 | 2) {
  const base = `${authority}/${directory.tenantId}`
  const suffix = version === 2 ? '/v2.0' : ''
  return {
    issuer: issuer(directory, authority, version),
    token_endpoint: `${base}/oauth2${suffix}/token`,
    ...(version === 2 && {
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      response_modes_supported: ['form_post'],
    }),
    jwks_uri: `${base}/discovery${suffix}/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    response_types_supported: version === 2 ? ['code', 'id_token', 'code id_token'] : ['token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  }
}

function correlationId(request: FastifyRequest): string | undefined {
  const given = request.headers['client-request-id']
  return typeof given === 'string' && /^[0-9a-f-]{36}$/i.test(given) ? given : undefined
}
