import { randomUUID } from 'node:crypto'
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from 'node:https'
import { decodeJwt } from 'jose'

/**
 * Answers 401 to bearer tokens of another tenant, as Storage does; Azurite accepts every tenant
 * (3.35.0, `VALID_ISSUE_PREFIXES` in `common/utils/constants.js`).
 */
export function refuseForeignTenants(server: Server | HttpServer, tenantId: string): void {
  const [handle, ...others] = server.listeners('request')
  if (!handle || others.length > 0) throw new Error('Azurite has another number of request listeners than one')
  server.removeAllListeners('request')
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const [, token] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? []
    if (token === undefined || issuerOf(token) === `https://sts.windows.net/${tenantId}/`) {
      handle.call(server, request, response)
      return
    }
    const requestId = randomUUID()
    response.writeHead(401, {
      'x-ms-request-id': requestId,
      'x-ms-error-code': 'InvalidAuthenticationInfo',
      'content-type': 'application/xml',
      'www-authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize resource_id=https://storage.azure.com`,
      connection: 'close',
    })
    response.end(
      `<?xml version="1.0" encoding="utf-8"?><Error><Code>InvalidAuthenticationInfo</Code><Message>Issuer validation failed. Issuer did not match.\nRequestId:${requestId}\nTime:${new Date().toISOString()}</Message></Error>`,
    )
  })
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}
