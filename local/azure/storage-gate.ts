import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Resource } from '../arm/resources'
import { AccessDenied } from './access'
import { storageAccount } from './arm/resource-types/storage-account'
import { callerOf } from './callers'
import { forward } from './forward'
import { isDenial, type Parts, recordRefusal } from './parts'
import { actionOf, type StorageService } from './storage-action'
import { TokenRefused } from './tokens'

const audience = 'https://storage.azure.com'

/**
 * In front of Azurite: the account must have been deployed, its firewall must let the caller in, and whoever signed the
 * token, or the shared access signature, must have a role for what is asked. Bodies pass as streams.
 */
export function createStorageGate(parts: Parts): Server {
  const { storage } = parts.upstream
  const ca = storage && readFileSync(storage.caFile, 'utf8')
  return createServer((request, response) => {
    void (async () => {
      const [name = '', service = ''] = (request.headers.host ?? '').toLowerCase().split('.')
      const account = parts.resources.ofType(storageAccount.type).find((one) => one.name === name)
      if (!account || !storage || ca === undefined) {
        return refuse(response, 404, 'ResourceNotFound', `The storage account '${name}' does not exist.`)
      }
      try {
        await admit(request, account, service === 'table' ? 'table' : 'blob', parts)
      } catch (error) {
        if (!isDenial(error)) throw error
        recordRefusal(error, request, parts)
        const status = error instanceof TokenRefused ? 401 : 403
        const code = error instanceof TokenRefused ? 'InvalidAuthenticationInfo' : denialCode(error)
        return refuse(response, status, code, error.message)
      }
      forward(request, response, service === 'table' ? storage.tableUrl : storage.blobUrl, { ca })
    })().catch((error) => {
      console.error(error)
      refuse(response, 500, 'InternalError', 'The simulator failed; its log says why.')
    })
  })
}

async function admit(
  request: IncomingMessage,
  account: Resource,
  service: StorageService,
  parts: Parts,
): Promise<void> {
  parts.access.requireNetwork(account, callerOf(request))
  const url = new URL(request.url ?? '/', 'https://storage')
  const { kind, action } = actionOf(service, request.method ?? 'GET', url)
  const principalId = await principalOf(request, url, account, parts)
  if (kind === 'data') parts.access.requireDataRole(principalId, account.id, action)
  else parts.access.requireRole(principalId, account.id, action)
}

/** Who asks, or signed what is shown. */
async function principalOf(request: IncomingMessage, url: URL, account: Resource, { tokens }: Parts): Promise<string> {
  if (!url.searchParams.has('sig')) {
    if (/^Bearer /i.test(request.headers.authorization ?? '') || account.properties.allowSharedKeyAccess === false) {
      return (await tokens.verify(request.headers.authorization, [audience])).oid
    }
  }
  const signer = url.searchParams.get('skoid')
  if (signer !== null) return signer
  throw new AccessDenied(
    'role',
    'Key based authentication is not permitted on this storage account.',
    `sign in with Entra: ${account.id} refuses account keys and what is signed with them`,
    account.id,
  )
}

/** Azure's own codes: the firewall's no names no reason. */
function denialCode(error: AccessDenied): string {
  if (error.kind === 'network') return 'AuthorizationFailure'
  return error.principalId === undefined ? 'KeyBasedAuthenticationNotPermitted' : 'AuthorizationPermissionMismatch'
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  if (response.headersSent) return void response.destroy()
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  // The rest of the request's body is not read.
  response.writeHead(status, {
    'content-type': 'application/xml',
    'x-ms-error-code': code,
    ...(status === 401 && { 'www-authenticate': `Bearer resource_id=${audience}` }),
    connection: 'close',
  })
  response.end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${text}</Message></Error>`)
}
