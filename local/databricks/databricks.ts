import { join } from 'node:path'
import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import type { ProxyRoute } from '../proxy-agent'
import { registerClusterPolicies } from './cluster-policies'
import { registerDiscovery } from './discovery'
import { createDockerExecutor, type DockerExecutorOptions } from './docker-executor'
import { registerEviction } from './eviction'
import type { Executor } from './executor'
import { registerFaults } from './faults'
import { registerInstancePools } from './instance-pools'
import { jobsOf, registerJobs } from './jobs'
import { registerNotificationDestinations } from './notification-destinations'
import { registerPermissions } from './permissions'
import { registerRateLimits } from './rate-limits'
import { createRunEngine } from './run-engine'
import { registerRunPages } from './run-pages'
import { openRunStore } from './run-store'
import { registerRuns } from './runs'
import { registerScim } from './scim'
import { registerSecrets } from './secrets'
import { createVenvExecutor } from './venv-executor'
import { registerWebhookDelivery } from './webhook-delivery'
import { DatabricksError, openWorkspace, type Workspace } from './workspace'
import { registerWorkspaceConf } from './workspace-conf'
import { registerWorkspaceDeletion } from './workspace-deletion'
import { registerWorkspaceFiles } from './workspace-files'

export interface DatabricksOptions {
  /** Everything the workspace knows is kept here, so that a restart, also after SIGKILL, goes on. */
  readonly dataDir: string
  /** Default 0: the system chooses. */
  readonly port?: number
  /** Decimal. Default: one that the first start makes. */
  readonly workspaceId?: string
  /** Where callers reach the workspace, for links; default: its own address on the loopback. */
  readonly publicUrl?: string
  /** Interpreter of the virtual environment in which wheel tasks run. Needed unless one of the next two is given. */
  readonly python?: string
  /** Runs each task in the container that its cluster names instead. */
  readonly containers?: Pick<DockerExecutorOptions, 'engine' | 'sharedFiles' | 'largestImageBytes'>
  /** Variables of the tasks' environment beside `spark_env_vars`. */
  readonly extraEnvironment?: Readonly<Record<string, string>>
  /** Runs tasks instead of the virtual environment. */
  readonly executor?: Executor
  /** How long a cluster takes to start. Default 0. */
  readonly coldStartSeconds?: number
  /** From SIGTERM to SIGKILL when a task is cancelled or times out. Default 5. */
  readonly cancelGraceSeconds?: number
  /** Application ids and user names in the group `admins`. */
  readonly admins?: readonly string[]
  /** Whether calls that come too often get 429, as in the cloud. Default true. */
  readonly rateLimits?: boolean
  /** Whether webhooks carry ids as numbers instead of texts. Default false. */
  readonly numericWebhookIds?: boolean
  /** Where webhooks go out. Default: they reach this machine alone. */
  readonly webhookProxy?: ProxyRoute
}

export interface Databricks {
  readonly url: string
  readonly workspaceId: string
  /**
   * Stops serving. Running tasks go on and are taken up by the next start, unless `killTasks`: then they are gone, and
   * the next start ends their runs as lost, as a workspace does whose machines went away.
   */
  close(options?: { readonly killTasks?: boolean }): Promise<void>
}

/**
 * Starts an emulated Databricks workspace on 127.0.0.1.
 * @throws where the port is used, the data folder cannot be written, or nothing is given that runs tasks
 */
export async function startDatabricks(options: DatabricksOptions): Promise<Databricks> {
  const workspace = openWorkspace(options)
  const executor = options.executor ?? taskExecutor(options)
  const engine = createRunEngine(workspace, {
    executor,
    coldStartMs: (options.coldStartSeconds ?? 0) * 1000,
    cancelGraceMs: (options.cancelGraceSeconds ?? 5) * 1000,
  })
  const app = fastify({ bodyLimit: 16 * 1024 * 1024, forceCloseConnections: true })
  speakDatabricks(app, workspace)
  registerFaults(app, workspace)
  if (options.rateLimits ?? true) registerRateLimits(app, workspace)
  registerWorkspaceParts(app, workspace, options.webhookProxy)
  const jobs = jobsOf(workspace)
  const runs = openRunStore(workspace)
  const parts = { workspace, jobs, runs, engine, executor }
  for (const version of ['2.1', '2.2'] as const) {
    registerJobs(app, workspace, jobs, version)
    registerRuns(app, parts, version)
  }
  registerEviction(app, runs, engine)
  registerWorkspaceDeletion(app, workspace, engine)
  registerRunPages(app, parts)
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 })
  workspace.url = options.publicUrl?.replace(/\/+$/, '') ?? url
  await engine.resume()
  return {
    url,
    workspaceId: workspace.id,
    async close({ killTasks = false } = {}) {
      await app.close()
      await engine.close(killTasks)
    },
  }
}

/** Everything in a workspace but its jobs. The order of policies, pools and conf is that of their cluster rules. */
function registerWorkspaceParts(app: FastifyInstance, workspace: Workspace, webhookProxy?: ProxyRoute): void {
  registerScim(app, workspace)
  registerPermissions(app, workspace)
  registerSecrets(app, workspace)
  registerClusterPolicies(app, workspace)
  registerInstancePools(app, workspace)
  registerWorkspaceConf(app, workspace)
  registerWorkspaceFiles(app, workspace)
  registerNotificationDestinations(app, workspace)
  registerWebhookDelivery(app, workspace, webhookProxy)
  registerDiscovery(app, workspace)
}

function taskExecutor({ dataDir, python, containers, extraEnvironment }: DatabricksOptions): Executor {
  const common = { folder: join(dataDir, 'tasks'), ...(extraEnvironment && { extraEnvironment }) }
  if (containers) return createDockerExecutor({ ...common, ...containers })
  if (python) return createVenvExecutor({ ...common, python })
  throw new Error('startDatabricks needs the option python (an interpreter), containers or executor')
}

/** Bodies, errors and authentication as every Databricks REST API has them. */
function speakDatabricks(app: FastifyInstance, workspace: Workspace): void {
  // Databricks reads JSON whatever the content type says, and an empty body as none.
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(body as string))
    } catch (error) {
      done(new DatabricksError(400, 'MALFORMED_REQUEST', `Could not parse request object: ${(error as Error).message}`))
    }
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Databricks-Org-Id', workspace.id)
    if (request.url.startsWith('/api/')) workspace.principalOf(request)
  })
  app.setNotFoundHandler(async (request) => {
    const path = request.url.split('?')[0]
    throw new DatabricksError(404, 'ENDPOINT_NOT_FOUND', `No API found for '${request.method} ${path}'`)
  })
  app.setErrorHandler((error: FastifyError | DatabricksError, _request, reply) => {
    if (error instanceof DatabricksError) {
      if (error.retryAfterSeconds !== undefined) reply.header('Retry-After', String(error.retryAfterSeconds))
      return reply.status(error.statusCode).send({ error_code: error.errorCode, message: error.message })
    }
    const status = error.statusCode ?? 500
    if (status < 500) return reply.status(status).send({ error_code: 'MALFORMED_REQUEST', message: error.message })
    console.error(error)
    return reply
      .status(500)
      .send({ error_code: 'INTERNAL_ERROR', message: 'Internal error of the emulator; see its log.' })
  })
}
