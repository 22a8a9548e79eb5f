import type { Environment } from '../environments/environment'

/** Who calls through the proxy; each lives somewhere else in the network. */
export const workloadNames = [
  'deployer',
  'docker-engine',
  'app-service',
  'web-app',
  'databricks-nodes',
  'databricks',
  'automation',
  'caller',
] as const
export type WorkloadName = (typeof workloadNames)[number]

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

/** A program of the tenant that signs in with a secret. */
export interface SecretClient {
  readonly clientId: string
  /** Of its service principal. */
  readonly objectId: string
  readonly clientSecret: string
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
  /** Where the `notifications` stack sends cards. */
  readonly teamsWebhookUrl: string
  /** Loopback address of the Teams that keeps the cards (`GET /messages`). */
  readonly teamsUrl: string
  /** Process ids by part, for measurements and for crashes. */
  pids(): Readonly<Record<string, number>>
  /** Ends everything that was started, callers first. */
  stop(): Promise<void>
}
