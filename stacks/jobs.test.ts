import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Testing } from 'cdktf'
import { fakeContexts } from '../constructs/testing/fake-contexts'
import { ref, synthesiseStack } from '../constructs/testing/synthesise'
import { loadAlgorithms } from '../environments/algorithms'
import type { Environment } from '../environments/environment'
import { prod } from '../environments/prod'
import { compose } from '../main'

const work = mkdtempSync(join(tmpdir(), 'jobs-stack-'))
afterAll(() => rmSync(work, { recursive: true }))

function synthesised(more: Partial<Environment> = {}) {
  const environment = { ...prod, ...more }
  const algorithms = loadAlgorithms(dirname(__dirname), environment.algorithms)
  const app = Testing.app()
  compose(app, environment, { algorithms, contexts: fakeContexts(algorithms, work) })
  return synthesiseStack(app, 'jobs')
}
const stack = synthesised()
const jobs = stack.all('databricks_job') as { name: string; timeout_seconds: number; task: [{ new_cluster: object }] }[]

test('there is a template job for each algorithm and profile', () => {
  expect(jobs.map(({ name }) => name).sort()).toEqual(
    Object.keys(prod.compute.profiles)
      .map((profile) => `highs-${profile}`)
      .sort(),
  )
})

test("the shorter of the algorithm's and the environment's time limits holds, and the cold start comes on top", () => {
  const limited = synthesised({ limits: { ...prod.limits, timeLimitSeconds: 600, startAllowanceSeconds: 100 } })
  expect(new Set(limited.all('databricks_job').map(({ timeout_seconds }) => timeout_seconds))).toEqual(new Set([700]))
  expect(jobs[0]?.timeout_seconds).toBe(3600 + prod.limits.startAllowanceSeconds)
})

test('runs belong to a principal that may read the secrets and use the policy, and nothing else', () => {
  const principal = ref('databricks_service_principal.job-principal.application_id')
  expect(new Set(jobs.map((job) => JSON.stringify((job as { run_as?: object }).run_as)))).toEqual(
    new Set([JSON.stringify({ service_principal_name: principal })]),
  )
  expect(stack.only('databricks_secret_acl')).toMatchObject({ principal, permission: 'READ' })
  for (const one of stack.all('databricks_service_principal')) {
    expect(one).not.toHaveProperty('allow_cluster_create')
    expect(one).not.toHaveProperty('workspace_access')
  }
})

test('the pull token opens the images of algorithms alone, to read', () => {
  expect(stack.only('azurerm_container_registry_scope_map').actions).toEqual([
    'repositories/algorithm-highs/content/read',
    'repositories/algorithm-highs/metadata/read',
  ])
})

test('each secret comes from a resource of this stack, none from another stack', () => {
  const secrets = [...stack.all('databricks_secret').map(({ string_value }) => string_value)]
  expect(secrets).toHaveLength(3)
  for (const value of secrets) expect(value).toMatch(/^\$\{azurerm_[^}]+\}$/)
})

test('after a rotation jobs name new secrets, and the policy allows those before', () => {
  const rotated = synthesised({ secretGeneration: 3 })
  const keys = rotated.all('databricks_secret').map(({ key }) => key)
  expect(keys.sort()).toEqual(
    ['grant-keys', 'registry-password', 'registry-username'].flatMap((key) => [`${key}-2`, `${key}-3`]),
  )
  const definition = String(rotated.only('databricks_cluster_policy').definition)
  const [job] = rotated.all('databricks_job') as unknown as typeof jobs
  for (const key of ['grant-keys', 'registry-password', 'registry-username']) {
    expect(definition).toContain(`databricks_secret.secrets_${key}-2`)
    expect(definition).toContain(`databricks_secret.secrets_${key}-3`)
    expect(JSON.stringify(job?.task)).toContain(`databricks_secret.secrets_${key}-3`)
    expect(JSON.stringify(job?.task)).not.toContain(`databricks_secret.secrets_${key}-2`)
  }
})

test.each([
  ['databricks_secret', 'secrets_grant-keys-2', 'string_value'],
  ['databricks_secret', 'secrets_registry-username-2', 'string_value'],
  ['databricks_secret', 'secrets_registry-password-2', 'string_value'],
  ['azurerm_container_registry_token_password', 'secrets_pull-token-2_password', 'password1'],
])('a rotation leaves %s.%s as it was', (type, id, ignored) => {
  const before = blockOf(2, type, id)
  expect(blockOf(3, type, id)).toEqual({ ...before, lifecycle: { ignore_changes: [ignored] } })
  expect(before).not.toHaveProperty('lifecycle')
})

function blockOf(secretGeneration: number, type: string, id: string) {
  const [block, ...more] = Object.entries(synthesised({ secretGeneration }).json.resource?.[type] ?? {})
    // Terraform's names of what lies deeper end with a hash.
    .filter(([name]) => name === id || name.startsWith(`${id}_`))
    .map(([, one]) => one)
  expect(block).toBeDefined()
  expect(more).toEqual([])
  return block
}

test('Databricks calls the webhook of the runbook, made here until the date of the environment', () => {
  expect(stack.only('azurerm_automation_webhook')).toMatchObject({
    name: `databricks-run-failed-${prod.dates.webhookExpiry}`,
    lifecycle: { create_before_destroy: true },
    runbook_name: 'notify_failed_run',
    expiry_time: `${prod.dates.webhookExpiry}T00:00:00Z`,
  })
  expect(stack.only('databricks_notification_destination').config).toEqual({
    generic_webhook: { url: ref('azurerm_automation_webhook.webhook.uri') },
  })
})

test("with the route to Databricks' own message the Teams URL is a sensitive variable and there is no webhook", () => {
  const teams = synthesised({ notifications: { route: 'databricks-teams' } })
  expect(teams.all('azurerm_automation_webhook')).toEqual([])
  expect(teams.json.variable).toMatchObject({ teams_webhook_url: { sensitive: true } })
  expect(teams.only('databricks_notification_destination').config).toEqual({
    microsoft_teams: { url: ref('var.teams_webhook_url') },
  })
})

test('the older way lets the named service principal start runs', () => {
  const older = synthesised({ databricksAuthentication: { kind: 'service-principal', clientId: 'older-client' } })
  expect(older.json.resource?.databricks_service_principal?.['api-principal']).toMatchObject({
    application_id: 'older-client',
  })
})

test('only on-demand profiles of its node type draw from a pool, and only runs may', () => {
  const pool = { nodeType: 'Standard_D4as_v5', minIdleInstances: 1, maxCapacity: 5, idleMinutes: 30 }
  const pooled = synthesised({ compute: { ...prod.compute, pool } })
  const from = (pooled.all('databricks_job') as unknown as typeof jobs)
    .filter(({ task }) => 'instance_pool_id' in task[0].new_cluster)
    .map(({ name }) => name)
  expect(from).toEqual(['highs-small'])
  expect(pooled.json.resource?.databricks_permissions?.['pool-users']).toMatchObject({
    access_control: [{ permission_level: 'CAN_ATTACH_TO' }],
  })
  expect(stack.all('databricks_instance_pool')).toEqual([])
})
