import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setUpWorkspace, startAllowanceSeconds } from '../local/workspace-setup'
import { grantSecret } from '../optimiser-image/contract'
import { TemplateJob, type TemplateJobProps } from './databricks-job'
import { synthesise } from './testing/synthesise'

const image = `cr.azurecr.io/algorithm-highs@sha256:${'0f'.repeat(32)}`
const props: TemplateJobProps = {
  algorithm: 'highs',
  profile: 'small',
  nodeType: 'Standard_D4as_v5',
  spot: false,
  policyId: 'policy-1',
  image,
  secrets: {
    registryUsername: '{{secrets/slipway/user}}',
    registryPassword: '{{secrets/slipway/password}}',
    grantKeys: `{{secrets/${grantSecret.scope}/${grantSecret.key}}}`,
  },
  timeLimitSeconds: 600,
  startAllowanceSeconds,
  maxConcurrentRuns: 5,
  runAs: 'job-principal',
  destinationId: 'destination-1',
  permissions: { manageRuns: 'api-principal', view: 'runbook-principal' },
  tags: { owner: 'platform' },
}

const synthesised = (more: Partial<TemplateJobProps> = {}) =>
  synthesise((scope) => {
    new TemplateJob(scope, 'job', { ...props, ...more })
  })

interface JobSettings {
  readonly task: readonly [{ readonly new_cluster: Record<string, unknown> }]
}
const clusterOf = (more: Partial<TemplateJobProps>) =>
  (synthesised(more).only('databricks_job') as unknown as JobSettings).task[0].new_cluster

test('the job in Azure is the one that the local platform runs, and more only where a container needs it', async () => {
  const { task, parameter, ...job } = synthesised().only('databricks_job')
  const [{ new_cluster: cluster, ...rest }] = task as JobSettings['task']
  const { docker_image, azure_attributes, custom_tags, ...comparable } = cluster
  const local = await localJob()
  const [{ new_cluster: localCluster, ...localRest }] = local.tasks
  expect(job).toEqual({ ...local.settings, name: 'highs-small' })
  expect(parameter).toEqual(local.parameters)
  expect(rest).toEqual(localRest)
  expect(comparable).toEqual({
    ...localCluster,
    custom_tags: undefined,
    spark_conf: { ...(localCluster.spark_conf as object), 'spark.driver.memory': '1g' },
  })
  expect(custom_tags).toMatchObject(localCluster.custom_tags as object)
})

test('a failed run is reported, a cancelled one is not', () => {
  expect(synthesised().only('databricks_job')).toMatchObject({
    webhook_notifications: { on_failure: [{ id: 'destination-1' }] },
    notification_settings: { no_alert_for_canceled_runs: true },
  })
})

test('the container is pulled by digest with a password that only the workspace knows', () => {
  expect(clusterOf({}).docker_image).toEqual({
    url: image,
    basic_auth: { username: '{{secrets/slipway/user}}', password: '{{secrets/slipway/password}}' },
  })
})

test.each<[string, Partial<TemplateJobProps>, object]>([
  ['on demand', {}, { node_type_id: 'Standard_D4as_v5', azure_attributes: { availability: 'ON_DEMAND_AZURE' } }],
  [
    'spot with fallback',
    { spot: true },
    {
      node_type_id: 'Standard_D4as_v5',
      azure_attributes: { availability: 'SPOT_WITH_FALLBACK_AZURE', spot_bid_max_price: -1 },
    },
  ],
  ['from a pool', { poolId: 'pool-1' }, { instance_pool_id: 'pool-1' }],
])('the node is %s', (_what, more, expected) => {
  const { node_type_id, azure_attributes, instance_pool_id } = clusterOf(more)
  expect({ node_type_id, azure_attributes, instance_pool_id }).toEqual(expected)
})

test('the API may start and cancel runs, the runbook may read them, and nobody may change the job', () => {
  expect(synthesised().only('databricks_permissions').access_control).toEqual([
    { service_principal_name: 'api-principal', permission_level: 'CAN_MANAGE_RUN' },
    { service_principal_name: 'runbook-principal', permission_level: 'CAN_VIEW' },
  ])
})

interface LocalJob {
  readonly name: string
  readonly tasks: JobSettings['task']
  readonly parameters: unknown
  readonly settings: object
}

/** What `npm start` tells its workspace to create. */
async function localJob(): Promise<LocalJob> {
  const created: LocalJob[] = []
  const workspace = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.url === '/api/2.2/jobs/create') {
        const { tasks, parameters, ...settings } = JSON.parse(Buffer.concat(chunks).toString())
        created.push({ name: settings.name, tasks, parameters, settings })
      }
      response.end(JSON.stringify({ policies: [], policy_id: 'policy-1', id: 'destination-1', job_id: created.length }))
    })
  })
  workspace.listen(0, '127.0.0.1')
  await once(workspace, 'listening')
  try {
    await setUpWorkspace({
      url: `http://127.0.0.1:${(workspace.address() as AddressInfo).port}`,
      algorithms: [{ name: 'highs', profile: 'small', timeLimitSeconds: 600 }],
      grantKeys: 'key',
      apiPrincipal: 'api-principal',
      jobPrincipal: 'job-principal',
      runbookPrincipal: 'runbook-principal',
      failureWebhookUrl: 'http://127.0.0.1/webhook',
      maxConcurrentRuns: 5,
    })
  } finally {
    workspace.close()
  }
  const job = created.find(({ name }) => name === 'highs-small')
  if (!job) throw new Error('no job highs-small was created')
  return job
}
