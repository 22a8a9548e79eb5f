import { randomInt, randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { storageAccountName } from '../constructs/names'
import type { Environment } from '../environments/environment'
import type { ApplicationInsights } from '../local/application-insights/application-insights'
import type { Automation, AutomationOptions } from '../local/automation/automation'
import { workspaceHost } from '../local/azure/arm/resource-types/databricks-workspace'
import type { Azure, AzureOptions } from '../local/azure/azure'
import type { Workload } from '../local/azure/callers'
import { ensureCertificate } from '../local/certificate'
import type { Databricks, DatabricksOptions } from '../local/databricks/databricks'
import type { User } from '../local/entra/directory'
import type { Entra, EntraOptions } from '../local/entra/entra'
import type { Parts } from '../local/parts'
import type { Storage, StorageOptions } from '../local/storage/storage'
import type { Teams, TeamsOptions } from '../local/teams/teams'
import { throughProxy } from './through-proxy'
import type { WorkloadName } from './workloads'

const root = dirname(__dirname)
const authority = 'https://login.microsoftonline.com'
const teamsHost = 'prod-07.westeurope.logic.azure.com'

/** A program of the tenant that signs in with a secret. */
export interface SecretClient {
  readonly clientId: string
  /** Of its service principal. */
  readonly objectId: string
  readonly clientSecret: string
}

/** Names of the ports that the services need; each is chosen before any of them starts. */
export const servicePorts = [
  'proxy',
  'control',
  'storageBlob',
  'storageTable',
  'entra',
  'teams',
  'automation',
  'databricks',
  'applicationInsights',
] as const

export interface ServicesOptions {
  readonly environment: Environment
  readonly dataDir: string
  readonly coldStartSeconds: number
  readonly port: Readonly<Record<(typeof servicePorts)[number], number>>
  readonly deployer: SecretClient
  /** Other programs of the tenant, by name. */
  readonly clients: Readonly<Record<string, SecretClient>>
  readonly people: readonly Omit<User, 'roles'>[]
  readonly workloads: readonly Workload[]
  proxyUrl(workload: WorkloadName): string
  readonly caFile: string
  /** Address of the Docker engine that jobs run in. */
  readonly engine: string
}

/** Folder of the simulator; its certificate authority stands in `authority` below it. */
export const azureFolder = (dataDir: string) => join(dataDir, 'azure')

/**
 * Starts the emulated services, and the simulated Azure in front of them.
 * @throws what the service that cannot be started says; those before it run on.
 */
export async function startServices(parts: Parts, options: ServicesOptions) {
  const { environment, dataDir, port, proxyUrl, caFile, deployer } = options
  const { tenantId, subscriptionId } = environment
  const entraOptions: EntraOptions = {
    dataDir: join(dataDir, 'entra'),
    port: port.entra,
    publicUrl: authority,
    tenantId,
    applications: [],
    clients: Object.entries({ deployer, ...options.clients }).map(([name, { clientSecret: secret, ...client }]) => ({
      ...client,
      secret,
      name,
      roles: {},
    })),
    managedIdentities: [],
    users: options.people.map((person) => ({ ...person, roles: {} })),
  }
  const entra = await parts.service<Entra>('entra', entraOptions)
  const storageOptions: StorageOptions = {
    dataDir: join(dataDir, 'storage'),
    blobPort: port.storageBlob,
    tablePort: port.storageTable,
    tenantId,
    accounts: [environment.state.storageAccount, storageAccountName({ environment: environment.name, subscriptionId })],
  }
  const storage = await parts.service<Storage>('storage', storageOptions)
  const teamsOptions: TeamsOptions = {
    dataDir: join(dataDir, 'teams'),
    port: port.teams,
    publicUrl: `https://${teamsHost}`,
  }
  const teams = await parts.service<Teams>('teams', teamsOptions)
  const automationOptions: AutomationOptions = {
    dataDir: join(dataDir, 'automation'),
    port: port.automation,
    python: join(root, '.venv', 'cluster', 'bin', 'python'),
    armUrl: 'https://management.azure.com',
    webhookUrl: `https://${randomUUID()}.webhook.we.azure-automation.net`,
    extraEnvironment: { ...throughProxy(proxyUrl('automation')), SSL_CERT_FILE: caFile },
  }
  const automation = await parts.service<Automation>('automation', automationOptions)
  const databricks = await startDatabricks(parts, options)
  const insights = await startInsights(parts, options)
  const azureOptions: AzureOptions = {
    dataDir: azureFolder(dataDir),
    port: port.proxy,
    controlPort: port.control,
    tenantId,
    subscriptionId,
    deployer,
    workloads: options.workloads,
    upstream: {
      entra: entra.current().facts.url,
      storage: storage.current().facts,
      databricks,
      automation: automation.current().facts.url,
      teams: { url: teams.current().facts.url, host: teamsHost },
      insights,
    },
  }
  const azure = await parts.service<Azure>('azure', azureOptions)
  return { entra: entra.current().facts, teams: teams.current().facts, azure: azure.current().facts }
}

async function startDatabricks(parts: Parts, options: ServicesOptions) {
  const { proxyUrl, caFile } = options
  const workspaceId = String(randomInt(10 ** 15, 2 * 10 ** 14 + 10 ** 15))
  const databricksOptions: DatabricksOptions = {
    dataDir: join(options.dataDir, 'databricks'),
    port: options.port.databricks,
    workspaceId,
    publicUrl: `https://${workspaceHost(workspaceId)}`,
    containers: { engine: options.engine, sharedFiles: [caFile] },
    coldStartSeconds: options.coldStartSeconds,
    admins: [options.deployer.clientId],
    extraEnvironment: {
      ...throughProxy(proxyUrl('databricks-nodes')),
      SSL_CERT_FILE: caFile,
      REQUESTS_CA_BUNDLE: caFile,
    },
    webhookProxy: { proxyUrl: proxyUrl('databricks'), caFile },
  }
  const databricks = await parts.service<Databricks>('databricks', databricksOptions)
  return { url: databricks.current().facts.url, workspaceId }
}

async function startInsights(parts: Parts, { dataDir, port }: ServicesOptions) {
  const folder = join(dataDir, 'application-insights')
  const certificate = await ensureCertificate(folder)
  const instrumentationKey = randomUUID()
  const insights = await parts.service<ApplicationInsights>('application-insights', {
    dataDir: folder,
    port: port.applicationInsights,
    instrumentationKey,
    certificate,
    // Who may send is decided by the deployed component, at the gate before it.
    localAuthentication: true,
  })
  return { url: insights.current().facts.url, caFile: certificate.certFile, instrumentationKey }
}
