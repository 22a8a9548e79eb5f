import {
  ended,
  jobSettings,
  registerPrincipal,
  startWorkspace,
  type WorkspaceUnderTest,
} from './testing/workspace-client'
import type { Json } from './workspace'

const api = '/api/2.0/instance-pools'
const runner = '11111111-1111-1111-1111-111111111111'
const nodes: string[] = []
let workspace: WorkspaceUnderTest
beforeEach(async () => {
  nodes.length = 0
  workspace = await startWorkspace({}, (task) => {
    nodes.push(task.cluster.nodeTypeId)
    return { kind: 'succeeded' }
  })
})
afterEach(() => workspace.close())

const settings = {
  instance_pool_name: 'warm',
  node_type_id: 'Standard_D8as_v5',
  min_idle_instances: 0,
  idle_instance_autotermination_minutes: 10,
  custom_tags: { team: 'a' },
}
const create = async (more: Json = {}) => (await workspace.call('POST', `${api}/create`, { ...settings, ...more })).body
const get = (id: unknown) => workspace.call('GET', `${api}/get?instance_pool_id=${id}`)
const submit = (cluster: Json, token?: string) =>
  workspace.call('POST', '/api/2.2/jobs/runs/submit', jobSettings({ node_type_id: undefined, ...cluster }), token)

test('keeps a pool from its creation to its end, over a restart', async () => {
  const { instance_pool_id } = await create()
  await workspace.restart()
  expect((await get(instance_pool_id)).body).toEqual({ instance_pool_id, ...settings, state: 'ACTIVE' })
  const edit = { instance_pool_id, ...settings, max_capacity: 3 }
  expect((await workspace.call('POST', `${api}/edit`, edit)).status).toBe(200)
  expect((await get(instance_pool_id)).body).toMatchObject({ max_capacity: 3 })
  const other = await workspace.call('POST', `${api}/edit`, { ...edit, node_type_id: 'Standard_D4as_v5' })
  expect(other.body.message).toBe('node_type_id of an instance pool cannot be changed')
  expect((await workspace.call('GET', `${api}/list`)).body.instance_pools).toHaveLength(1)
  await workspace.call('POST', `${api}/delete`, { instance_pool_id })
  expect((await get(instance_pool_id)).status).toBe(404)
})

test('shows a reference to a password and no password', async () => {
  const image = (password: string) => ({ url: 'r/i', basic_auth: { username: 'u', password } })
  const named = async (name: string, password: string) => {
    const { instance_pool_id } = await create({
      instance_pool_name: name,
      preloaded_docker_images: [image(password)],
    })
    return (await get(instance_pool_id)).body.preloaded_docker_images
  }
  expect(await named('a', '{{secrets/acr/password}}')).toEqual([image('{{secrets/acr/password}}')])
  expect(await named('b', 'hidden-value')).toEqual([image('[REDACTED]')])
})

test('gives a cluster its node type, to those who may attach to it', async () => {
  const { instance_pool_id } = await create()
  const token = await registerPrincipal(workspace.call, runner, ['allow-cluster-create'])
  expect((await submit({ instance_pool_id }, token)).status).toBe(403)
  const access_control_list = [{ service_principal_name: runner, permission_level: 'CAN_ATTACH_TO' }]
  await workspace.call('PUT', `/api/2.0/permissions/instance-pools/${instance_pool_id}`, { access_control_list })
  const { body } = await submit({ instance_pool_id }, token)
  await ended(workspace.url, body.run_id)
  expect(nodes).toEqual(['Standard_D8as_v5'])
})

test.each<[string, Json, string]>([
  ['a node type beside the pool', { node_type_id: 'Standard_D4as_v5' }, "The field 'node_type_id' cannot be supplied"],
  ['a tag of the pool', { custom_tags: { team: 'b' } }, 'repeat tags of its instance pool: team'],
  ['a pool that is not there', { instance_pool_id: 'none' }, "Can't find an instance pool with id: none."],
])('refuses a cluster with %s', async (_, cluster, message) => {
  const { instance_pool_id } = await create()
  const { status, body } = await submit({ instance_pool_id, ...cluster })
  expect(status).toBeGreaterThanOrEqual(400)
  expect(body.message).toContain(message)
})

test('refuses what would not be a pool', async () => {
  await create()
  expect((await create()).error_code).toBe('RESOURCE_ALREADY_EXISTS')
  const refused = async (more: Json) => (await create({ instance_pool_name: 'b', ...more })).message
  expect(await refused({ node_type_id: undefined })).toContain('node_type_id')
  expect(await refused({ min_idle_instances: -1 })).toContain('min_idle_instances')
  expect(await refused({ preloaded_spark_versions: ['a', 'b'] })).toContain('at most one version')
  const token = await registerPrincipal(workspace.call, runner)
  expect((await workspace.call('POST', `${api}/create`, settings, token)).status).toBe(403)
})
