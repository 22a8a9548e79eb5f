import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Environment } from '../environments/environment'
import { openCertificateAuthority } from '../local/azure/certificate-authority'
import { openDataFolder, ports } from '../local/data-folder'
import { startOwnEngine } from '../local/docker/engine'
import { prepareStandInBases } from '../local/docker/stand-in-bases'
import type { User } from '../local/entra/directory'
import { openParts } from '../local/parts'
import { azureFolder, type SecretClient, servicePorts, startServices } from './services'
import { throughProxy } from './through-proxy'
import { drawWorkloads, type WorkloadName } from './workloads'

export type { SecretClient } from './services'
export type { WorkloadName } from './workloads'

/** A person of the tenant, who signs in by a browser. */
export type Person = Omit<User, 'roles'>

export interface PlatformOptions {
  /** Names, tenant and subscription follow from it. */
  readonly environment: Environment
  /** Everything but the engine's images is kept here. */
  readonly dataDir: string
  /** Keeps the engine's images between two rehearsals; one engine at a time can use it. */
  readonly engineDir: string
  /** How long a cluster takes to start, in seconds. */
  readonly coldStartSeconds: number
}

/** A simulated Azure on this machine, before anything is deployed in it. */
export interface Platform {
  readonly tenantId: string
  readonly subscriptionId: string
  /** Value of HTTPS_PROXY for a workload; holds its password. */
  proxyUrl(workload: WorkloadName): string
  /** What every workload must trust, as PEM. */
  readonly caFile: string
  /** The simulator's test door, `/__emulator/…`. */
  readonly controlUrl: string
  /** Value of DOCKER_HOST. The engine reaches registries through the proxy and has the images' bases. */
  readonly dockerHost: string
  /** Owner of the subscription and administrator of the workspace. */
  readonly deployer: SecretClient
  /**
   * Two programs that use the API. `granted` has the object id of the first entry of the environment's
   * `entra.grants.submit`, so that the deployment gives it its role; `stranger` has no role.
   */
  readonly callers: { readonly granted: SecretClient; readonly stranger: SecretClient }
  /** Two people, neither of whom the deployment gives a role. */
  readonly people: { readonly operator: Person; readonly stranger: Person }
  /** Where the `notifications` stack sends cards. */
  readonly teamsWebhookUrl: string
  /** Loopback address of the Teams that keeps the cards (`GET /messages`). */
  readonly teamsUrl: string
  /** Loopback address of Entra: where machines get the tokens of their identities. */
  readonly entraUrl: string
  /** Every request to the simulated Azure and its answer, one JSON line each. */
  readonly transcriptFile: string
  /** Folder of all that is kept. */
  readonly dataDir: string
  /** Where output of the parts, and of what is brought to life on them, is kept. */
  readonly logs: string
  /** Process ids by part, for measurements and for crashes. */
  pids(): Readonly<Record<string, number>>
  /** Ends everything that was started, callers first. */
  stop(): Promise<void>
}

/**
 * Starts a simulated Azure for one environment, with an engine that reaches it, and nothing deployed in it.
 * @throws with the reason in one sentence where a part cannot be started; the others are then ended.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { environment, dataDir, engineDir, coldStartSeconds } = options
  const { tenantId, subscriptionId } = environment
  openDataFolder(dataDir)
  const deployer = secretClient()
  const callers = { granted: secretClient(environment.entra.grants.submit[0]), stranger: secretClient() }
  const people = { operator: person('Ada'), stranger: person('Cleo') }
  const workloads = drawWorkloads(environment.network.deployerIpRanges)
  const port = await ports(dataDir, servicePorts)
  const proxyUrl = (name: WorkloadName) => `http://${name}:${workloads.password(name)}@127.0.0.1:${port.proxy}`
  // The simulator keeps it there; the others must trust it before the simulator runs.
  const { caFile } = await openCertificateAuthority(join(azureFolder(dataDir), 'authority'))
  const logs = join(dataDir, 'logs')

  const engine = await startOwnEngine(engineDir, { ...throughProxy(proxyUrl('docker-engine')), SSL_CERT_FILE: caFile })
  const parts = openParts(logs)
  const stop = async () => {
    await parts.stop()
    await engine.stop()
  }
  try {
    const bases = prepareStandInBases(engine.host, engineDir)
    // Its failure is told below, once no service is about to start any more.
    bases.catch(() => {})
    const { entra, teams, azure } = await startServices(parts, {
      ...{ environment, dataDir, coldStartSeconds, port, deployer, proxyUrl, caFile },
      clients: { granted: callers.granted, stranger: callers.stranger },
      people: Object.values(people),
      workloads: workloads.all,
      engine: engine.host,
    })
    await bases
    return {
      ...{ tenantId, subscriptionId, proxyUrl, caFile, deployer, callers, people, dataDir, logs, stop },
      controlUrl: azure.url,
      transcriptFile: azure.transcriptFile,
      dockerHost: engine.host,
      teamsWebhookUrl: teams.webhookUrl,
      teamsUrl: teams.url,
      entraUrl: entra.url,
      pids: parts.pids,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function secretClient(objectId: string = randomUUID()): SecretClient {
  return { clientId: randomUUID(), objectId, clientSecret: randomBytes(24).toString('base64url') }
}

function person(name: string): Person {
  return { objectId: randomUUID(), name, userPrincipalName: `${name.toLowerCase()}@slipway.example` }
}
