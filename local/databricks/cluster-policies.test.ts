import {
  ended,
  jobSettings,
  registerPrincipal,
  startWorkspace,
  tokenOf,
  type WorkspaceUnderTest,
} from './testing/workspace-client'
import type { Json } from './workspace'

const api = '/api/2.0/policies/clusters'
const runner = '11111111-1111-1111-1111-111111111111'
let workspace: WorkspaceUnderTest
beforeEach(async () => {
  workspace = await startWorkspace()
})
afterEach(() => workspace.close())

const definition = JSON.stringify({ node_type_id: { type: 'fixed', value: 'Standard_D4as_v5' } })
const create = async (more: Json = {}) =>
  (await workspace.call('POST', `${api}/create`, { name: 'small', definition, ...more })).body
const submit = (cluster: Json) =>
  workspace.call('POST', '/api/2.2/jobs/runs/submit', jobSettings(cluster), tokenOf(runner))

test('keeps a policy from its creation to its end, over a restart', async () => {
  const { policy_id } = await create({ description: 'for runs' })
  expect(policy_id).toMatch(/^[\dA-F]{16}$/)
  await workspace.restart()
  const get = await workspace.call('GET', `${api}/get?policy_id=${policy_id}`)
  expect(get.body).toMatchObject({
    policy_id,
    name: 'small',
    definition,
    description: 'for runs',
    creator_user_name: 'admin@slipway.example',
    is_default: false,
  })
  await workspace.call('POST', `${api}/edit`, { policy_id, name: 'renamed', definition })
  const list = await workspace.call('GET', `${api}/list`)
  expect(list.body.policies).toMatchObject([{ policy_id, name: 'renamed' }])
  expect((list.body.policies as Json[])[0]).not.toHaveProperty('description')
  await workspace.call('POST', `${api}/delete`, { policy_id })
  const gone = await workspace.call('GET', `${api}/get?policy_id=${policy_id}`)
  expect([gone.status, gone.body.error_code]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST'])
})

test('refuses what would not be a policy', async () => {
  await create()
  expect((await create()).error_code).toBe('RESOURCE_ALREADY_EXISTS')
  expect((await create({ name: 'b', definition: '{"a":{"type":"fix"}}' })).message).toContain('definition: a.type')
  expect((await create({ name: 'b', max_clusters_per_user: 0 })).message).toBe(
    'max_clusters_per_user must be greater than 0',
  )
  expect((await create({ name: 'b', policy_family_id: 'job-cluster' })).message).toContain('policy_family_id')
  const token = await registerPrincipal(workspace.call, runner)
  expect((await workspace.call('POST', `${api}/create`, { name: 'c', definition }, token)).status).toBe(403)
})

test('a principal creates clusters within a policy that is its to use, and no others', async () => {
  const token = await registerPrincipal(workspace.call, runner)
  const { policy_id } = await create()
  expect((await submit({})).body).toMatchObject({
    error_code: 'PERMISSION_DENIED',
    message: expect.stringContaining('You are not authorized to create clusters. Please contact your administrator.'),
  })
  expect((await submit({ policy_id })).status).toBe(403)
  expect((await workspace.call('GET', `${api}/list`, undefined, token)).body.policies).toEqual([])
  const access_control_list = [{ service_principal_name: runner, permission_level: 'CAN_USE' }]
  await workspace.call('PUT', `/api/2.0/permissions/cluster-policies/${policy_id}`, { access_control_list })
  expect((await submit({ policy_id })).status).toBe(200)
  expect((await submit({ policy_id, node_type_id: 'Standard_D8as_v5' })).body.message).toBe(
    'Cluster validation error: Validation failed for node_type_id, the value must be Standard_D4as_v5 (is "Standard_D8as_v5")',
  )
  expect((await submit({ policy_id: '0000000000000000' })).body.message).toContain(
    "Can't find a cluster policy with id",
  )
})

test('a job obeys the policy as it stands when its cluster starts', async () => {
  const { policy_id } = await create()
  const { body } = await workspace.call('POST', '/api/2.2/jobs/create', jobSettings({ policy_id }))
  const changed = JSON.stringify({ node_type_id: { type: 'fixed', value: 'Standard_D8as_v5' } })
  await workspace.call('POST', `${api}/edit`, { policy_id, name: 'small', definition: changed })
  const started = await workspace.call('POST', '/api/2.2/jobs/run-now', { job_id: body.job_id })
  const run = await ended(workspace.url, started.body.run_id)
  expect(run.state).toMatchObject({ result_state: 'FAILED' })
  expect(JSON.stringify(run)).toContain('the value must be Standard_D8as_v5')
})
