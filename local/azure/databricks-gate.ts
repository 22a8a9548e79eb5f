import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Resource } from '../arm/resources'
import { AccessDenied } from './access'
import { databricksWorkspace } from './arm/resource-types/databricks-workspace'
import { forward } from './forward'
import { hostOf, isDenial, type Parts, recordRefusal } from './parts'
import { TokenRefused } from './tokens'

/** The application that stands for Azure Databricks in every tenant. */
const audience = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d'
const managementAudiences = ['https://management.azure.com', 'https://management.core.windows.net']

/** How whoever manages the workspace's resource comes in before anybody was added to the workspace. */
const managementToken = 'x-databricks-azure-sp-management-token'
const resourceId = 'x-databricks-azure-workspace-resource-id'

/**
 * In front of the workspace: it must have been deployed under this host name, and whoever calls is a principal that was
 * added to it, or shows in a second token that it may manage the workspace's resource.
 */
export function createDatabricksGate(parts: Parts): Server {
  return createServer((request, response) => {
    void (async () => {
      const { databricks } = parts.upstream
      const host = hostOf(request)
      const workspace = parts.resources
        .ofType(databricksWorkspace.type)
        .find((one) => one.properties.workspaceUrl === host)
      if (!workspace || !databricks)
        return refuse(response, 404, 'RESOURCE_DOES_NOT_EXIST', `There is no workspace ${host}.`)
      try {
        // Clients look for the token endpoint before they have a token.
        if (!/^\/oidc\//.test(request.url ?? '')) await admit(request, workspace, databricks.url, parts)
      } catch (error) {
        if (!isDenial(error)) throw error
        recordRefusal(error, request, parts)
        return refuse(
          response,
          'kind' in error ? 403 : 401,
          'kind' in error ? 'PERMISSION_DENIED' : 'UNAUTHENTICATED',
          error.message,
        )
      }
      forward(request, response, databricks.url)
    })().catch((error) => {
      console.error(error)
      refuse(response, 500, 'INTERNAL_ERROR', 'The simulator failed; its log says why.')
    })
  })
}

async function admit(
  request: IncomingMessage,
  workspace: Resource,
  url: string,
  { tokens, access }: Parts,
): Promise<void> {
  const { oid, appid } = await tokens.verify(request.headers.authorization, [audience])
  if (await isInWorkspace(appid, url)) return
  const { [managementToken]: management, [resourceId]: resource } = request.headers
  if (typeof management !== 'string' || String(resource).toLowerCase() !== workspace.id.toLowerCase()) {
    throw new AccessDenied(
      'role',
      `application ${appid} is not in the workspace`,
      `add it to the workspace as a databricks_service_principal with application_id "${appid}"`,
      workspace.id,
      oid,
    )
  }
  const manager = await tokens.verify(`Bearer ${management}`, managementAudiences)
  if (manager.oid !== oid) throw new TokenRefused(`${managementToken} is of another principal than the token`)
  access.requireRole(oid, workspace.id, 'Microsoft.Databricks/workspaces/write')
}

async function isInWorkspace(applicationId: string, url: string): Promise<boolean> {
  const address = new URL('/api/2.0/preview/scim/v2/ServicePrincipals', url)
  address.searchParams.set('filter', `applicationId eq "${applicationId}"`)
  const answer = await fetch(address, { headers: { authorization: 'Bearer workspace-administrator' } })
  const { Resources: found = [] } = (await answer.json()) as { Resources?: { active?: boolean }[] }
  return found.some(({ active }) => active !== false)
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error_code: code, message }))
}
