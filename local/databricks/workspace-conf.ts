import type { FastifyInstance } from 'fastify'
import { asName } from './json-fields'
import { bodyOf, invalid, queryOf } from './request-fields'
import { DatabricksError, type Workspace } from './workspace'

interface Setting {
  readonly value: string
}

/** Databricks documents no list; these are the keys that its own documentation and Terraform's provider mention. */
const keys = [
  'enableDcs',
  'enableDeprecatedClusterNamedInitScripts',
  'enableDeprecatedGlobalInitScripts',
  'enableExportNotebook',
  'enableIpAccessLists',
  'enableNotebookTableClipboard',
  'enableResultsDownloading',
  'enableTokensConfig',
  'enableUploadDataUis',
  'enableWebTerminal',
  'enforceUserIsolation',
  'maxTokenLifetimeDays',
  'storeInteractiveNotebookResultsInCustomerAccount',
]

/** The workspace's configuration: texts by key. Without `enableDcs` no cluster may have a container image. */
export function registerWorkspaceConf(app: FastifyInstance, workspace: Workspace): void {
  const settings = workspace.store.collection<Setting>('workspace-conf')

  app.get('/api/2.0/workspace-conf', (request) => {
    workspace.principalOf(request)
    const asked = asName(queryOf(request).keys, 'keys').split(',')
    refuseUnknown(asked)
    return Object.fromEntries(asked.map((key) => [key, settings.get(key)?.value ?? null]))
  })

  app.patch('/api/2.0/workspace-conf', (request, reply) => {
    if (!workspace.principalOf(request).admin) {
      throw new DatabricksError(403, 'PERMISSION_DENIED', 'Only workspace admins may change the configuration.')
    }
    const changes = Object.entries(bodyOf(request))
    refuseUnknown(changes.map(([key]) => key))
    for (const [key, value] of changes) {
      if (typeof value !== 'string') throw invalid(`${key} must be a text, also where it says true, false or a number`)
    }
    for (const [key, value] of changes) settings.put(key, { value: String(value) })
    reply.code(204).send()
  })

  workspace.clusterRules.push((cluster) => {
    if (cluster.docker_image == null) return cluster
    if (settings.get('enableDcs')?.value.toLowerCase() === 'true') return cluster
    throw invalid(
      'Custom containers is turned off for your deployment. Please contact your workspace administrator to use this feature.',
    )
  })
}

function refuseUnknown(asked: readonly string[]): void {
  const unknown = asked.filter((key) => !keys.includes(key))
  if (unknown.length > 0) throw invalid(`Invalid keys: ${JSON.stringify(unknown)}`)
}
