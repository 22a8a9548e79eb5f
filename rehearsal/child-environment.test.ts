import { callerEnvironment, terraformEnvironment } from './child-environment'

const platform = {
  tenantId: 'tenant',
  subscriptionId: 'subscription',
  caFile: '/ca.pem',
  dockerHost: 'unix:///docker.sock',
  teamsWebhookUrl: 'https://teams.example/hook',
  deployer: { clientId: 'deployer', objectId: 'object', clientSecret: 'hidden' },
  proxyUrl: (workload: string) => `http://${workload}:word@127.0.0.1:1`,
}
/** What a machine may hold of its owner's sign-ins, and what would send a program elsewhere. */
const machine = {
  PATH: '/usr/bin',
  LANG: 'C.UTF-8',
  HOME: '/home/dana',
  ARM_CLIENT_ID: 'real',
  ARM_USE_OIDC: 'true',
  ARM_METADATA_HOSTNAME: 'real',
  AZURE_CLIENT_ID: 'real',
  AZURE_AUTHORITY_HOST: 'https://real',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://real',
  MSI_ENDPOINT: 'https://real',
  IDENTITY_ENDPOINT: 'https://real',
  DATABRICKS_HOST: 'https://real',
  DATABRICKS_TOKEN: 'real',
  HTTPS_PROXY: 'http://real',
  https_proxy: 'http://real',
  HTTP_PROXY: 'http://real',
  SSL_CERT_DIR: '/real',
  NODE_OPTIONS: '--require /real',
  TF_LOG: 'trace',
  TF_VAR_teams_webhook_url: 'https://real',
  SLIPWAY_API: 'https://real',
}

test('Terraform gets what runs it and what the simulated Azure gives, and nothing else of the machine', () => {
  const environment = terraformEnvironment(
    platform,
    { home: '/rehearsal/home', terraformConfig: '/rehearsal/rc' },
    machine,
  )
  expect(environment).toEqual({
    PATH: '/usr/bin',
    LANG: 'C.UTF-8',
    HOME: '/rehearsal/home',
    HTTPS_PROXY: 'http://deployer:word@127.0.0.1:1',
    NO_PROXY: '127.0.0.1,localhost',
    SSL_CERT_FILE: '/ca.pem',
    ARM_TENANT_ID: 'tenant',
    ARM_SUBSCRIPTION_ID: 'subscription',
    ARM_CLIENT_ID: 'deployer',
    ARM_CLIENT_SECRET: 'hidden',
    ARM_PROVIDER_ENHANCED_VALIDATION: 'true',
    DOCKER_HOST: 'unix:///docker.sock',
    TF_CLI_CONFIG_FILE: '/rehearsal/rc',
    TF_CLI_ARGS_plan: '-parallelism=30',
    TF_CLI_ARGS_apply: '-parallelism=30',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    TF_VAR_teams_webhook_url: 'https://teams.example/hook',
  })
})

test('a caller signs in as itself, from where callers are', () => {
  const client = { clientId: 'caller', objectId: 'object', clientSecret: 'hidden' }
  const place = { home: '/rehearsal/home', api: 'https://api' }
  expect(callerEnvironment(platform, client, place, machine)).toEqual({
    PATH: '/usr/bin',
    LANG: 'C.UTF-8',
    HOME: '/rehearsal/home',
    HTTPS_PROXY: 'http://caller:word@127.0.0.1:1',
    NO_PROXY: '127.0.0.1,localhost',
    NODE_EXTRA_CA_CERTS: '/ca.pem',
    SLIPWAY_API: 'https://api',
    AZURE_TENANT_ID: 'tenant',
    AZURE_CLIENT_ID: 'caller',
    AZURE_CLIENT_SECRET: 'hidden',
  })
})
