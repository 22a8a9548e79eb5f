import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from 'node:https'
import { decodeJwt, type JWTPayload } from 'jose'

/**
 * Answers 401, as Storage does, to bearer tokens that are expired, of another tenant or for another resource. Azurite
 * accepts every tenant (3.35.0, `VALID_ISSUE_PREFIXES` in `common/utils/constants.js`) and answers 403 to the others.
 * Like Azurite this does not check the signature.
 */
export function refuseUnfitTokens(server: Server, tenantId: string): void {
  const [handle, ...others] = server.listeners('request')
  if (!handle || others.length > 0) throw new Error('Azurite has another number of request listeners than one')
  server.removeAllListeners('request')
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const [, token] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? []
    const why = token === undefined ? undefined : unfit(token, tenantId)
    if (why) refuse(response, tenantId, why)
    else handle.call(server, request, response)
  })
}

function unfit(token: string, tenantId: string): string | undefined {
  const claims = readClaims(token)
  if (!claims) return 'The token is malformed.'
  if (claims.iss !== `https://sts.windows.net/${tenantId}/`) return 'Issuer validation failed. Issuer did not match.'
  if (!/^https:\/\/storage\.azure\.com\/?$/.test(String(claims.aud))) {
    return 'Audience validation failed. Audience did not match.'
  }
  if (!(Number(claims.exp) > Date.now() / 1000)) return 'Lifetime validation failed. The token is expired.'
  return undefined
}

function readClaims(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token)
  } catch {
    return undefined
  }
}

function refuse(response: ServerResponse, tenantId: string, why: string): void {
  const requestId = randomUUID()
  response.writeHead(401, {
    'x-ms-request-id': requestId,
    'x-ms-error-code': 'InvalidAuthenticationInfo',
    'content-type': 'application/xml',
    'www-authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize resource_id=https://storage.azure.com`,
    // The body of the refused request is not read.
    connection: 'close',
  })
  response.end(
    `<?xml version="1.0" encoding="utf-8"?><Error><Code>InvalidAuthenticationInfo</Code><Message>${why}\nRequestId:${requestId}\nTime:${new Date().toISOString()}</Message></Error>`,
  )
}
