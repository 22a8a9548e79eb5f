import { checkAgainstPolicy, parsePolicyRules } from '../local/databricks/cluster-policy-rules'
import { RunPolicy, type RunPolicyProps } from './cluster-policy'
import { TemplateJob } from './databricks-job'
import { synthesise } from './testing/synthesise'

const secrets = {
  registryUsername: '{{secrets/slipway/user}}',
  registryPassword: '{{secrets/slipway/password}}',
  grantKeys: '{{secrets/slipway/keys}}',
}
const secretsBefore = {
  registryUsername: '{{secrets/slipway/user-before}}',
  registryPassword: '{{secrets/slipway/password-before}}',
  grantKeys: '{{secrets/slipway/keys-before}}',
}
const digest = `sha256:${'0f'.repeat(32)}`
const image = `cr.azurecr.io/algorithm-highs@${digest}`

/** The policy as Databricks would get it, with Terraform's only call done. */
function rulesOf(more: Partial<RunPolicyProps> = {}) {
  const stack = synthesise((scope) => {
    new RunPolicy(scope, 'policy', {
      nodeTypes: ['Standard_D4as_v5', 'Standard_D8as_v5', 'Standard_D4as_v5'],
      loginServer: 'cr.azurecr.io',
      repositories: ['algorithm-highs', 'algorithm-own'],
      secrets: [secrets, secretsBefore],
      principal: 'job-principal',
      ...more,
    })
  })
  const definition = String(stack.only('databricks_cluster_policy').definition)
  return {
    rules: parsePolicyRules(
      definition.replace(
        /\$\{replace\("(.+?)", "(.+?)", "(.+?)"\)\}/,
        (_call, text: string, from: string, to: string) => text.replaceAll(from, to),
      ),
    ),
    permissions: stack.only('databricks_permissions'),
  }
}

function clusterOf(poolId?: string, paths = secrets) {
  const stack = synthesise((scope) => {
    new TemplateJob(scope, 'job', {
      algorithm: 'highs',
      profile: 'small',
      nodeType: 'Standard_D4as_v5',
      spot: false,
      ...(poolId && { poolId }),
      policyId: 'policy',
      image,
      secrets: paths,
      timeLimitSeconds: 60,
      startAllowanceSeconds: 60,
      maxConcurrentRuns: 1,
      runAs: 'job-principal',
      destinationId: 'destination',
      permissions: { manageRuns: 'api', view: 'runbook' },
      tags: {},
    })
  })
  const [task] = stack.only('databricks_job').task as [{ new_cluster: Record<string, unknown> }]
  return task.new_cluster
}

test('a template job gets its cluster, with nodes of its own and from a pool', () => {
  expect(() => checkAgainstPolicy(clusterOf(), rulesOf().rules)).not.toThrow()
  expect(() => checkAgainstPolicy(clusterOf('pool-1'), rulesOf({ poolId: 'pool-1' }).rules)).not.toThrow()
  expect(() => checkAgainstPolicy(clusterOf(), rulesOf({ poolId: 'pool-1' }).rules)).not.toThrow()
})

test.each<[string, string, object]>([
  ['a larger node', 'node_type_id', { node_type_id: 'Standard_E64as_v5' }],
  ['workers', 'num_workers', { num_workers: 2 }],
  ['a shared cluster', 'data_security_mode', { data_security_mode: 'USER_ISOLATION' }],
  ['another runtime', 'spark_version', { spark_version: '15.4.x-scala2.12' }],
  ['a pool that nobody made', 'instance_pool_id', { instance_pool_id: 'pool-2' }],
  ['an image by tag', 'docker_image.url', imageOf('cr.azurecr.io/algorithm-highs:latest')],
  ['an image of another registry', 'docker_image.url', imageOf(`crXazurecr.io/algorithm-highs@${digest}`)],
  ['another secret', 'SLIPWAY_GRANT_KEYS', { spark_env_vars: { SLIPWAY_GRANT_KEYS: '{{secrets/slipway/password}}' } }],
  ['an image of another repository', 'docker_image.url', imageOf(`cr.azurecr.io/api@${digest}`)],
])('%s is refused', (_what, path, change) => {
  expect(() => checkAgainstPolicy({ ...clusterOf(), ...change }, rulesOf().rules)).toThrow(path)
})

test('a job that still names the secrets before the rotation gets its cluster', () => {
  expect(() => checkAgainstPolicy(clusterOf(undefined, secretsBefore), rulesOf().rules)).not.toThrow()
})

test("a spot cluster's driver, its only node, is a spot node too, although the job does not say so", () => {
  const spot = { azure_attributes: { availability: 'SPOT_WITH_FALLBACK_AZURE', spot_bid_max_price: -1 } }
  expect(checkAgainstPolicy({ ...clusterOf(), ...spot }, rulesOf().rules)).toMatchObject({
    azure_attributes: { availability: 'SPOT_WITH_FALLBACK_AZURE', first_on_demand: 0 },
  })
})

test('the only principal that may use the policy is the one that runs belong to', () => {
  expect(rulesOf().permissions.access_control).toEqual([
    { service_principal_name: 'job-principal', permission_level: 'CAN_USE' },
  ])
})

function imageOf(url: string) {
  return { docker_image: { ...(clusterOf().docker_image as object), url } }
}
