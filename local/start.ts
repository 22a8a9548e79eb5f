import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { buildApi, nodeOptions } from '../apps/api/build'
import type { OfferedAlgorithm, SettingName } from '../apps/api/contract'
import { appRoles } from '../apps/api/contract'
import { runbooks, type VariableName, variables, webhookName } from '../apps/runbook/contract'
import { algorithmImage, buildContexts } from '../deploy/image-contexts'
import { loadAlgorithms } from '../environments/algorithms'
import type { ApplicationInsights } from './application-insights/application-insights'
import { setUpAutomation } from './automation-setup'
import { ensureCertificate } from './certificate'
import { publishImages, registryTokens, requireEngine } from './container-images'
import { claimDataFolder, identities, isFree, openDataFolder, ports, write } from './data-folder'
import { localDirectory, loginParameters } from './local-directory'
import { openParts, type Parts } from './parts'
import type { Registry } from './registry/registry'
import { readStartOptions, type StartOptions } from './start-options'
import type { Storage } from './storage/storage'
import type { Teams } from './teams/teams'
import { startWebApp } from './web-app'
import { printWelcome } from './welcome'
import { type JobImages, setUpWorkspace, startAllowanceSeconds } from './workspace-setup'

const root = dirname(__dirname)
const runnerFolder = 'optimiser-image'
const maxConcurrentRuns = 5
/** A webhook for each year in which the platform is started. */
const webhookExpiry = `${new Date().getUTCFullYear() + 1}-12-31`
/** Names the one resource that the emulated Application Insights has; it opens nothing. */
const instrumentationKey = '00000000-0000-0000-0000-000000000000'

async function main(): Promise<void> {
  const options = readStartOptions()
  const data = resolve(options.data)
  openDataFolder(data)
  const release = claim(data)
  let announce = () => {}
  const parts = openParts(join(data, 'logs'), () => announce())
  let stopping: Promise<void> | undefined
  const stop = (code: number) => {
    stopping ??= (async () => {
      rmSync(join(data, 'ready.json'), { force: true })
      await parts.stop()
      release()
      process.exit(code)
    })()
    return stopping
  }
  process.on('SIGINT', () => void stop(0))
  process.on('SIGTERM', () => void stop(0))
  try {
    announce = await startPlatform(options, data, parts)
  } catch (error) {
    if (stopping) return
    console.error(sentence(error))
    await stop(1)
  }
}

function claim(data: string): () => void {
  try {
    return claimDataFolder(data)
  } catch (error) {
    console.error(sentence(error))
    process.exit(1)
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** @returns what tells anew where everything is, after a part was started again. */
async function startPlatform(options: StartOptions, data: string, parts: Parts): Promise<() => void> {
  const api = `http://127.0.0.1:${options.port}`
  if (!(await isFree(options.port))) {
    throw new Error(`port ${options.port} is in use: choose another one with npm start -- --port PORT`)
  }
  if (options.algorithm.length > 0 && options.executor !== 'docker') {
    throw new Error('--algorithm needs --executor docker: another algorithm runs in its own image')
  }
  const engine = options.executor === 'docker' ? await requireEngine() : undefined
  const ids = identities(data)
  const port = await ports(data, [
    'storageBlob',
    'storageTable',
    'entra',
    'teams',
    'automation',
    'databricks',
    'registry',
    'applicationInsights',
    'webApp',
  ])
  const offered = loadAlgorithms(root, [runnerFolder, ...options.algorithm.map(inRoot)])
  const algorithms = offered.map(({ manifest }) => manifest)
  const { service } = parts
  const storage = await service<Storage>('storage', {
    dataDir: join(data, 'storage'),
    blobPort: port.storageBlob,
    tablePort: port.storageTable,
    tenantId: ids.tenantId,
  })
  const { blobUrl, tableUrl, caFile } = storage.current().facts
  const entra = await service('entra', {
    dataDir: join(data, 'entra'),
    port: port.entra,
    tenantId: ids.tenantId,
    ...localDirectory({ ids, roles: appRoles, apiUrl: api, entraUrl: `http://127.0.0.1:${port.entra}` }),
  })
  const identityEndpoint = new URL('/msi/token', entra.current().facts.url).href
  const python = join(root, '.venv', 'cluster', 'bin', 'python')
  const teams = await service<Teams>('teams', { dataDir: join(data, 'teams'), port: port.teams })
  const automation = await service('automation', {
    dataDir: join(data, 'automation'),
    port: port.automation,
    python,
  })
  const databricks = await service('databricks', {
    dataDir: join(data, 'databricks'),
    port: port.databricks,
    python,
    ...(engine !== undefined && { containers: { engine, sharedFiles: [caFile] } }),
    coldStartSeconds: options.coldStart,
    extraEnvironment: { REQUESTS_CA_BUNDLE: caFile },
  })
  const containers = engine === undefined ? undefined : await startImages()
  const insights = await service<ApplicationInsights>('application-insights', {
    dataDir: join(data, 'application-insights'),
    port: port.applicationInsights,
    instrumentationKey,
    certificate: await ensureCertificate(dirname(caFile)),
  })
  const runbookVariables: Record<VariableName, string> = {
    API_URL: api,
    API_AUDIENCE: `api://${ids.apiClientId}`,
    IDENTITY_CLIENT_ID: ids.runbookIdentity.clientId,
    DATABRICKS_URL: databricks.current().facts.url,
    TEAMS_WEBHOOK_URL: teams.current().facts.webhookUrl,
  }
  const failureWebhookUrl = await setUpAutomation({
    url: automation.current().facts.url,
    identity: ids.runbookIdentity,
    identityEndpoint,
    runbooks: Object.values(runbooks).map(({ name, file }) => ({
      name,
      text: readFileSync(join(root, 'apps', 'runbook', file), 'utf8'),
    })),
    variables: (Object.keys(variables) as VariableName[]).map((name) => ({
      name,
      value: runbookVariables[name],
      encrypted: variables[name].encrypted,
    })),
    webhook: { name: webhookName(webhookExpiry), runbook: runbooks.notify.name, expiry: webhookExpiry },
  })
  const jobs = await setUpWorkspace({
    url: databricks.current().facts.url,
    algorithms,
    grantKeys: ids.grantKeys,
    apiPrincipal: ids.apiIdentity.clientId,
    jobPrincipal: ids.jobPrincipalId,
    runbookPrincipal: ids.runbookIdentity.clientId,
    failureWebhookUrl,
    maxConcurrentRuns,
    ...(containers && { containers }),
  })
  const settings: Record<SettingName, string> = {
    PORT: String(port.webApp),
    PUBLIC_URL: api,
    ENTRA_AUTHORITY: entra.current().facts.url,
    ENTRA_TENANT_ID: ids.tenantId,
    ENTRA_CLIENT_ID: ids.apiClientId,
    MANAGED_IDENTITY_CLIENT_ID: ids.apiIdentity.clientId,
    STORAGE_BLOB_URL: blobUrl,
    STORAGE_TABLE_URL: tableUrl,
    DATABRICKS_URL: databricks.current().facts.url,
    DATABRICKS_CLIENT_ID: '',
    DATABRICKS_CLIENT_SECRET: '',
    GRANT_KEYS: ids.grantKeys,
    ALGORITHMS: JSON.stringify(
      algorithms.map((manifest): OfferedAlgorithm => ({ manifest, jobs: jobs[manifest.name] ?? {} })),
    ),
    MAX_CONCURRENT_RUNS: String(maxConcurrentRuns),
    MAX_QUEUED_RUNS: '200',
    RUNS_PER_CALLER_AND_DAY: '100000',
    MAX_ATTEMPTS: '2',
    START_ALLOWANCE_SECONDS: String(startAllowanceSeconds),
    RETENTION_DAYS: '30',
    NOTIFICATION_GRACE_SECONDS: '900',
    APPLICATIONINSIGHTS_CONNECTION_STRING: insights.current().facts.connectionString,
  }
  mkdirSync(join(data, 'api'), { recursive: true })
  const bundle = join(data, 'api', 'api.js')
  await buildApi(bundle)
  await parts.add('api', () =>
    startWebApp({
      bundle,
      nodeOptions,
      logFile: parts.logFile('api'),
      healthCheck: `http://127.0.0.1:${port.webApp}/health/live`,
      settings: {
        ...settings,
        // What App Service itself puts into a container's environment, and the trust in the local storage's certificate.
        IDENTITY_ENDPOINT: identityEndpoint,
        IDENTITY_HEADER: ids.apiIdentity.header,
        NODE_EXTRA_CA_CERTS: caFile,
      },
    }),
  )
  await service('app-service', {
    port: options.port,
    upstream: `http://127.0.0.1:${port.webApp}`,
    authority: entra.current().facts.url,
    tenantId: ids.tenantId,
    clientId: ids.apiClientId,
    unauthenticatedAction: 'AllowAnonymous',
    signIn: {
      publicUrl: api,
      loginParameters: loginParameters(ids),
      identity: { ...ids.apiIdentity, endpoint: identityEndpoint },
      tokenStore: true,
      dataDir: join(data, 'app-service'),
    },
  })
  write(join(data, 'cli-credential.json'), {
    authority: entra.current().facts.url,
    tenantId: ids.tenantId,
    clientId: ids.cliClient.clientId,
    clientSecret: ids.cliClient.secret,
    scope: `api://${ids.apiClientId}/.default`,
  })

  /** A registry with the image of every algorithm. */
  async function startImages(): Promise<JobImages> {
    const repositories = new Map(algorithms.map(({ name }) => [name, algorithmImage(name)]))
    const tokens = registryTokens([...repositories.values()])
    const registry = await service<Registry>('registry', {
      dataDir: join(data, 'registry'),
      port: port.registry,
      tokens: Object.values(tokens),
    })
    const { loginServer } = registry.current().facts
    return publishImages({ build: (into) => buildContexts(offered, into), repositories, loginServer, tokens })
  }

  /** Tools and tests read from this file where everything is: written when everything answers. */
  function announce() {
    const urls = {
      databricks: databricks.current().facts.url,
      entra: entra.current().facts.url,
      automation: automation.current().facts.url,
      teams: teams.current().facts.url,
      blob: blobUrl,
      table: tableUrl,
    }
    write(join(data, 'ready.json'), { api, ...urls, data, pids: { start: process.pid, ...parts.pids() } })
  }
  await ready(`${api}/health/ready`)
  announce()
  printWelcome({ api, databricks: databricks.current().facts.url, teams: teams.current().facts.url }, data, options)
  return announce
}

/** A folder as the caller named it, relative to the repository. */
function inRoot(folder: string): string {
  return relative(root, resolve(folder))
}

async function ready(url: string): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    if (Date.now() > deadline) {
      const why = response ? await response.text() : 'no answer'
      throw new Error(`the platform did not get ready within 60 s: ${why}`)
    }
    await new Promise((next) => setTimeout(next, 100))
  }
}

void main()
