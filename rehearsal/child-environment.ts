import type { Platform, SecretClient } from './platform'
import { throughProxy } from './through-proxy'

/** All that a child process gets of this one's environment: what runs a program, and nothing that signs in anywhere. */
const kept = ['PATH', 'TMPDIR', 'LANG'] as const

export interface ChildFolders {
  /** Stands in for the home folder: in the real one lie settings and sign-ins of whoever rehearses. */
  readonly home: string
  /** Terraform's own settings: where its providers are. */
  readonly terraformConfig: string
}

/** The whole environment of `terraform`, as the deployer of the simulated Azure. */
export function terraformEnvironment(
  platform: Pick<
    Platform,
    'caFile' | 'deployer' | 'dockerHost' | 'proxyUrl' | 'subscriptionId' | 'teamsWebhookUrl' | 'tenantId'
  >,
  { home, terraformConfig }: ChildFolders,
  from: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const { deployer } = platform
  return {
    ...basics(home, from),
    ...throughProxy(platform.proxyUrl('deployer')),
    SSL_CERT_FILE: platform.caFile,
    ARM_TENANT_ID: platform.tenantId,
    ARM_SUBSCRIPTION_ID: platform.subscriptionId,
    ARM_CLIENT_ID: deployer.clientId,
    ARM_CLIENT_SECRET: deployer.clientSecret,
    // Checks each location against what the subscription offers.
    ARM_PROVIDER_ENHANCED_VALIDATION: 'true',
    DOCKER_HOST: platform.dockerHost,
    TF_CLI_CONFIG_FILE: terraformConfig,
    TF_CLI_ARGS_plan: '-parallelism=30',
    TF_CLI_ARGS_apply: '-parallelism=30',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    TF_VAR_teams_webhook_url: platform.teamsWebhookUrl,
  }
}

/** The whole environment of the command line, as a program of the tenant that calls the API. */
export function callerEnvironment(
  platform: Pick<Platform, 'caFile' | 'proxyUrl' | 'tenantId'>,
  client: SecretClient,
  { home, api }: { readonly home: string; readonly api: string },
  from: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  return {
    ...basics(home, from),
    ...throughProxy(platform.proxyUrl('caller')),
    NODE_EXTRA_CA_CERTS: platform.caFile,
    SLIPWAY_API: api,
    AZURE_TENANT_ID: platform.tenantId,
    AZURE_CLIENT_ID: client.clientId,
    AZURE_CLIENT_SECRET: client.clientSecret,
  }
}

function basics(home: string, from: NodeJS.ProcessEnv): Record<string, string> {
  const own = kept.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]))
  return { ...Object.fromEntries(own), HOME: home }
}
