import { type Attributes, block, blocks, isReference, rulesOf } from './rule'

const parameters = (workspace: Attributes) => block(workspace, 'custom_parameters')
const clusters = (job: Attributes) => [
  ...blocks(job, 'job_cluster').map((cluster) => block(cluster, 'new_cluster')),
  ...blocks(job, 'task').flatMap((task) => blocks(task, 'new_cluster')),
]

export const databricksRules = [
  ...rulesOf('azurerm_databricks_workspace', [
    {
      id: 'SLIPWAY_WORKSPACE_PREMIUM',
      demand: 'sku must be premium: Standard is retired, and policies and permissions need Premium',
      holds: ({ sku }) => sku === 'premium',
    },
    {
      id: 'SLIPWAY_WORKSPACE_NETWORK',
      demand:
        'it must be injected into our network (virtual_network_id, both subnets): a managed network silently brings a NAT gateway, 36.50 USD a month and data on top, and cannot pass the storage firewall',
      holds: (workspace) => {
        const { virtual_network_id, public_subnet_name, private_subnet_name } = parameters(workspace)
        return Boolean(virtual_network_id && public_subnet_name && private_subnet_name)
      },
    },
    {
      id: 'SLIPWAY_WORKSPACE_PUBLIC_IP',
      demand: 'custom_parameters.no_public_ip must be stated: its default decides about a NAT gateway',
      holds: (workspace) => typeof parameters(workspace).no_public_ip === 'boolean',
    },
    {
      id: 'Azure.Databricks.SecureConnectivity',
      demand: 'no_public_ip should be true, so that nodes have no public address',
      holds: (workspace) => parameters(workspace).no_public_ip === true,
    },
    {
      id: 'SLIPWAY_WORKSPACE_STORAGE',
      demand: 'custom_parameters.storage_account_sku_name must be Standard_LRS: the default pays for a second region',
      holds: (workspace) => parameters(workspace).storage_account_sku_name === 'Standard_LRS',
    },
    {
      id: 'CKV_AZURE_158',
      demand: 'public_network_access_enabled should be false',
      holds: (workspace) => workspace.public_network_access_enabled === false,
    },
    {
      id: 'CKV2_AZURE_48',
      demand: 'a customer-managed key should encrypt its root storage',
      holds: (workspace) => workspace.customer_managed_key_enabled === true,
    },
  ]),
  ...rulesOf('databricks_job', [
    {
      id: 'SLIPWAY_JOB_TIME_LIMIT',
      demand: 'timeout_seconds must be positive: a job without one runs, and is paid for, until somebody notices',
      holds: ({ timeout_seconds }) => Number(timeout_seconds) > 0,
    },
    {
      id: 'SLIPWAY_JOB_CONCURRENCY',
      demand: 'max_concurrent_runs must be set',
      holds: ({ max_concurrent_runs }) => Number(max_concurrent_runs) > 0,
    },
    {
      id: 'SLIPWAY_JOB_RUN_AS',
      demand: 'run_as must name a service principal: else the run has the rights of whoever deployed',
      holds: (job) => Boolean(block(job, 'run_as').service_principal_name),
    },
    {
      id: 'SLIPWAY_JOB_RETRIES',
      demand: 'max_retries must be 0: the API alone starts attempts, or a run happens twice',
      holds: (job) => blocks(job, 'task').every(({ max_retries }) => max_retries === 0),
    },
    {
      id: 'SLIPWAY_JOB_POLICY',
      demand: 'every cluster must obey a cluster policy',
      holds: (job) => clusters(job).length > 0 && clusters(job).every(({ policy_id }) => Boolean(policy_id)),
    },
    {
      id: 'SLIPWAY_JOB_SINGLE_USER',
      demand: 'data_security_mode must be SINGLE_USER: containers are not supported in shared access mode',
      holds: (job) => clusters(job).every(({ data_security_mode }) => data_security_mode === 'SINGLE_USER'),
    },
    {
      id: 'SLIPWAY_JOB_IMAGE',
      demand: 'docker_image must be named by digest and pulled with a secret of the workspace',
      holds: (job) =>
        clusters(job).every((cluster) => {
          const { url, basic_auth } = block(cluster, 'docker_image')
          const { username, password } = block({ basic_auth }, 'basic_auth')
          return String(url).includes('@') && [username, password].every(isSecretPath)
        }),
    },
    {
      id: 'SLIPWAY_JOB_NOTIFIES',
      demand: 'webhook_notifications.on_failure must name a destination',
      holds: (job) => blocks(block(job, 'webhook_notifications'), 'on_failure').length > 0,
    },
  ]),
  ...rulesOf('databricks_service_principal', [
    {
      id: 'SLIPWAY_PRINCIPAL_RIGHTS',
      demand: 'it may not create clusters or pools of its own: policies and template jobs are its only way',
      holds: ({ allow_cluster_create, allow_instance_pool_create }) =>
        allow_cluster_create !== true && allow_instance_pool_create !== true,
    },
  ]),
]

const isSecretPath = (value: unknown) => isReference(value) || /^\{\{secrets\/.+\/.+\}\}$/.test(String(value))
