import {
  jobSettings,
  registerPrincipal,
  startWorkspace,
  tokenOf,
  type WorkspaceUnderTest,
} from './testing/workspace-client'
import type { Json } from './workspace'

const runner = '11111111-1111-1111-1111-111111111111'
const owner = '22222222-2222-2222-2222-222222222222'
let workspace: WorkspaceUnderTest
let jobId: unknown

beforeEach(async () => {
  workspace = await startWorkspace()
  await registerPrincipal(workspace.call, runner)
  await registerPrincipal(workspace.call, owner)
  jobId = (await workspace.call('POST', '/api/2.2/jobs/create', jobSettings())).body.job_id
})
afterEach(() => workspace.close())

const set = (list: Json[], method = 'PUT') =>
  workspace.call(method, `/api/2.0/permissions/jobs/${jobId}`, { access_control_list: list })
const runNow = () => workspace.call('POST', '/api/2.2/jobs/run-now', { job_id: jobId }, tokenOf(runner))

async function levels() {
  const { body } = await workspace.call('GET', `/api/2.0/permissions/jobs/${jobId}`)
  const list = body.access_control_list as (Json & { all_permissions: Json[] })[]
  return list.map((entry) => [
    entry.user_name ?? entry.service_principal_name ?? entry.group_name,
    entry.all_permissions[0]?.permission_level,
    entry.all_permissions[0]?.inherited,
  ])
}

test('a new job belongs to its creator, and an owner who is not named is the caller', async () => {
  expect(await levels()).toEqual([
    ['admin@slipway.example', 'IS_OWNER', false],
    ['admins', 'CAN_MANAGE', true],
  ])
  await set([{ service_principal_name: runner, permission_level: 'CAN_MANAGE_RUN' }])
  await workspace.restart()
  expect(await levels()).toEqual([
    [runner, 'CAN_MANAGE_RUN', false],
    ['admin@slipway.example', 'IS_OWNER', false],
    ['admins', 'CAN_MANAGE', true],
  ])
})

test('a job runs for those who may run it, and the refusal names the levels that would do', async () => {
  const refused = await runNow()
  expect(refused).toMatchObject({
    status: 403,
    body: {
      error_code: 'PERMISSION_DENIED',
      message: `User ${runner} does not have Admin or Manage Run or Owner permissions on job ${jobId}`,
    },
  })
  const get = await workspace.call('GET', `/api/2.2/jobs/get?job_id=${jobId}`, undefined, tokenOf(runner))
  expect(get.body.message).toBe(
    `User ${runner} does not have View or Admin or Manage Run or Owner permissions on job ${jobId}`,
  )
  await set([{ service_principal_name: runner, permission_level: 'CAN_VIEW' }])
  expect((await runNow()).status).toBe(403)
  await set([{ service_principal_name: runner, permission_level: 'CAN_MANAGE_RUN' }])
  expect((await runNow()).status).toBe(200)
  const own = [{ service_principal_name: runner, permission_level: 'CAN_MANAGE' }]
  const path = `/api/2.0/permissions/jobs/${jobId}`
  expect((await workspace.call('PUT', path, { access_control_list: own }, tokenOf(runner))).status).toBe(403)
})

test('PATCH changes the entries that it names and leaves the others', async () => {
  await set([
    { service_principal_name: runner, permission_level: 'CAN_VIEW' },
    { service_principal_name: owner, permission_level: 'IS_OWNER' },
  ])
  await set([{ service_principal_name: runner, permission_level: 'CAN_MANAGE_RUN' }], 'PATCH')
  expect(await levels()).toEqual([
    [owner, 'IS_OWNER', false],
    [runner, 'CAN_MANAGE_RUN', false],
    ['admins', 'CAN_MANAGE', true],
  ])
})

test('a job may be created with its permissions; where they are refused there is no job', async () => {
  const list = (principal: string) => [{ service_principal_name: principal, permission_level: 'IS_OWNER' }]
  const create = (principal: string) =>
    workspace.call('POST', '/api/2.2/jobs/create', jobSettings({}, { access_control_list: list(principal) }))
  jobId = (await create(owner)).body.job_id
  expect(await levels()).toEqual([
    [owner, 'IS_OWNER', false],
    ['admins', 'CAN_MANAGE', true],
  ])
  expect((await create('33333333-3333-3333-3333-333333333333')).status).toBe(404)
  expect((await workspace.call('GET', '/api/2.2/jobs/list')).body.jobs).toHaveLength(2)
})

test('Terraform may give a service principal as a user name', async () => {
  await set([{ user_name: owner, permission_level: 'IS_OWNER' }])
  const { body } = await workspace.call('GET', `/api/2.0/permissions/jobs/${jobId}`)
  expect(body).toMatchObject({
    object_id: `/jobs/${jobId}`,
    object_type: 'job',
    access_control_list: [{ service_principal_name: owner }, { group_name: 'admins' }],
  })
})

test.each<[string, Json[], string]>([
  [
    'two owners',
    [
      { service_principal_name: runner, permission_level: 'IS_OWNER' },
      { service_principal_name: owner, permission_level: 'IS_OWNER' },
    ],
    'The job must have exactly one owner.',
  ],
  ['a group as the owner', [{ group_name: 'users', permission_level: 'IS_OWNER' }], 'Groups can not be owners'],
  [
    'a level of another type',
    [{ user_name: 'a@b.c', permission_level: 'CAN_USE' }],
    'must be one of CAN_VIEW, CAN_MANAGE_RUN',
  ],
  [
    'a principal that is not registered',
    [{ service_principal_name: '33333333-3333-3333-3333-333333333333', permission_level: 'CAN_VIEW' }],
    'Principal: ServicePrincipalName(33333333-3333-3333-3333-333333333333) does not exist',
  ],
  ['nobody', [{ permission_level: 'CAN_VIEW' }], 'exactly one of user_name, service_principal_name, group_name'],
  [
    'somebody twice',
    [
      { user_name: 'a@b.c', permission_level: 'CAN_VIEW' },
      { user_name: 'a@b.c', permission_level: 'CAN_MANAGE' },
    ],
    'more than once',
  ],
])('refuses a list with %s and changes nothing', async (_, list, message) => {
  const before = await levels()
  const { status, body } = await set(list)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(body.message).toContain(message)
  expect(await levels()).toEqual(before)
})

test('what does not exist, or no longer does, is not found', async () => {
  const status = async (path: string) => (await workspace.call('GET', `/api/2.0/permissions/${path}`)).status
  expect(await status('jobs/1')).toBe(404)
  expect(await status(`clusters/${jobId}`)).toBe(404)
  expect(await status('toys/1')).toBe(400)
  await workspace.call('POST', '/api/2.2/jobs/delete', { job_id: jobId })
  expect(await status(`jobs/${jobId}`)).toBe(404)
})
