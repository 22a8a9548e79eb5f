import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Resource } from '../arm/resources'
import { AccessDenied } from './access'
import { storageAccount } from './arm/resource-types/storage-account'
import { callerOf } from './callers'
import { forward } from './forward'
import { hostOf, isDenial, type Parts, recordRefusal } from './parts'
import { actionOf, type StorageService } from './storage-action'

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
      const [name = '', service = ''] = hostOf(request).split('.')
      const account = parts.resources.ofType(storageAccount.type).find((one) => one.name === name)
      if (!account || !storage || ca === undefined) {
        return refuse(response, 404, 'ResourceNotFound', `The storage account '${name}' does not exist.`)
      }
      try {
        await admit(request, account, service === 'table' ? 'table' : 'blob', parts)
      } catch (error) {
        if (!isDenial(error)) throw error
        recordRefusal(error, request, parts)
        if (error instanceof AccessDenied) return refuse(response, 403, denialCode(error), error.message)
        response.setHeader('www-authenticate', challenge(parts.tenantId))
        return refuse(response, 401, 'InvalidAuthenticationInfo', error.message)
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
  const { kind, action, inside } = actionOf(service, request.method ?? 'GET', url)
  const principalId = await principalOf(request, url, account, parts)
  if (kind === 'data') parts.access.requireDataRole(principalId, account.id, action, inside)
  else parts.access.requireRole(principalId, account.id, action, inside)
}

/** Who asks, or signed what is shown. */
async function principalOf(request: IncomingMessage, url: URL, account: Resource, { tokens }: Parts): Promise<string> {
  const { authorization } = request.headers
  const signed = url.searchParams.has('sig')
  if (!signed && !/^SharedKey/i.test(authorization ?? '')) return (await tokens.verify(authorization, [audience])).oid
  const signer = url.searchParams.get('skoid')
  if (signed && signer !== null) return signer
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

function challenge(tenantId: string): string {
  return `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize resource_id=${audience}`
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  if (response.headersSent) return void response.destroy()
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  response.writeHead(status, { 'content-type': 'application/xml', 'x-ms-error-code': code })
  response.end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${text}</Message></Error>`)
}
