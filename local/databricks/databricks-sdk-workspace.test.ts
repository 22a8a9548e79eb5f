import { ApiError, WorkspaceClient } from '@databricks/sdk-experimental'
import { jobSettings, startWorkspace, tokenOf, type WorkspaceUnderTest } from './testing/workspace-client'

const applicationId = '11111111-1111-1111-1111-111111111111'
let workspace: WorkspaceUnderTest
let client: WorkspaceClient
const clientOf = (token: string) => new WorkspaceClient({ host: workspace.url, token })

beforeEach(async () => {
  workspace = await startWorkspace()
  client = clientOf('admin')
})
afterEach(() => workspace.close())

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

async function refusal(call: Promise<unknown>): Promise<Partial<ApiError>> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ApiError)
  const { statusCode, errorCode, message } = error as ApiError
  return { statusCode, errorCode, message }
}

const register = () =>
  client.servicePrincipalsV2.create({
    applicationId,
    displayName: 'api',
    active: true,
    entitlements: [{ value: 'allow-cluster-create' }],
  })

test('service principals', async () => {
  const { id = '' } = await register()
  // This SDK asks for the same page for ever (0.17.0), so only the first principal is taken.
  for await (const found of client.servicePrincipalsV2.list({ filter: `applicationId eq "${applicationId}"` })) {
    expect(found).toMatchObject({ id, displayName: 'api', entitlements: [{ value: 'allow-cluster-create' }] })
    break
  }
  await client.servicePrincipalsV2.update({ id, applicationId, displayName: 'renamed', active: true })
  expect(await client.servicePrincipalsV2.get({ id })).toMatchObject({ displayName: 'renamed', entitlements: [] })
  expect(await clientOf(tokenOf(applicationId)).currentUser.me()).toMatchObject({ userName: applicationId })
  await client.servicePrincipalsV2.delete({ id })
  expect(await refusal(client.servicePrincipalsV2.get({ id }))).toMatchObject({
    statusCode: 404,
    message: expect.stringContaining(`Service principal with id ${id} not found.`),
  })
})

test('secrets', async () => {
  await register()
  await client.secrets.createScope({ scope: 'acr' })
  await client.secrets.putSecret({ scope: 'acr', key: 'password', string_value: 'value' })
  expect(await client.secrets.getSecret({ scope: 'acr', key: 'password' })).toMatchObject({
    key: 'password',
    value: Buffer.from('value').toString('base64'),
  })
  expect(await all(client.secrets.listScopes())).toMatchObject([{ name: 'acr', backend_type: 'DATABRICKS' }])
  expect(await all(client.secrets.listSecrets({ scope: 'acr' }))).toMatchObject([{ key: 'password' }])
  await client.secrets.putAcl({ scope: 'acr', principal: applicationId, permission: 'READ' })
  expect(await client.secrets.getAcl({ scope: 'acr', principal: applicationId })).toMatchObject({ permission: 'READ' })
  expect(await all(client.secrets.listAcls({ scope: 'acr' }))).toHaveLength(2)
  const principal = clientOf(tokenOf(applicationId))
  expect(await principal.secrets.getSecret({ scope: 'acr', key: 'password' })).toMatchObject({ key: 'password' })
  await client.secrets.deleteAcl({ scope: 'acr', principal: applicationId })
  expect(await refusal(principal.secrets.getSecret({ scope: 'acr', key: 'password' }))).toEqual({
    statusCode: 403,
    errorCode: 'PERMISSION_DENIED',
    message: `User ${applicationId} does not have READ permission on scope acr`,
  })
  await client.secrets.deleteSecret({ scope: 'acr', key: 'password' })
  await client.secrets.deleteScope({ scope: 'acr' })
  expect(await refusal(client.secrets.createScope({ scope: '' }))).toMatchObject({ statusCode: 400 })
})

test('permissions of a job, and what they allow', async () => {
  await register()
  const { body } = await workspace.call('POST', '/api/2.2/jobs/create', jobSettings())
  const job_id = Number(body.job_id)
  const principal = clientOf(tokenOf(applicationId))
  expect(await refusal(principal.jobs.runNow({ job_id }))).toMatchObject({
    statusCode: 403,
    errorCode: 'PERMISSION_DENIED',
  })
  const object = { request_object_type: 'jobs', request_object_id: String(job_id) }
  await client.permissions.set({
    ...object,
    access_control_list: [{ service_principal_name: applicationId, permission_level: 'CAN_MANAGE_RUN' }],
  })
  expect((await client.permissions.get(object)).access_control_list).toMatchObject([
    { service_principal_name: applicationId, all_permissions: [{ permission_level: 'CAN_MANAGE_RUN' }] },
    { user_name: 'admin@slipway.example', all_permissions: [{ permission_level: 'IS_OWNER' }] },
    { group_name: 'admins' },
  ])
  expect((await principal.jobs.runNow({ job_id })).run_id).toEqual(expect.any(Number))
})

test('cluster policies and instance pools', async () => {
  const definition = JSON.stringify({ num_workers: { type: 'fixed', value: 0 } })
  const { policy_id = '' } = await client.clusterPolicies.create({ name: 'small', definition })
  await client.clusterPolicies.edit({ policy_id, name: 'smaller', definition })
  expect(await client.clusterPolicies.get({ policy_id })).toMatchObject({ name: 'smaller', definition })
  expect(await all(client.clusterPolicies.list({}))).toMatchObject([{ policy_id }])
  expect(await refusal(client.clusterPolicies.create({ name: 'b', definition: '{"a":{}}' }))).toMatchObject({
    statusCode: 400,
    errorCode: 'INVALID_PARAMETER_VALUE',
  })
  await client.clusterPolicies.delete({ policy_id })
  expect(await refusal(client.clusterPolicies.get({ policy_id }))).toMatchObject({
    errorCode: 'RESOURCE_DOES_NOT_EXIST',
  })

  const { instance_pool_id = '' } = await client.instancePools.create({
    instance_pool_name: 'warm',
    node_type_id: 'Standard_D4as_v5',
  })
  expect(await client.instancePools.get({ instance_pool_id })).toMatchObject({ instance_pool_name: 'warm' })
  expect(await all(client.instancePools.list())).toHaveLength(1)
  await client.instancePools.delete({ instance_pool_id })
})

test('notification destinations', async () => {
  const { id = '' } = await client.notificationDestinations.create({
    display_name: 'teams',
    config: { generic_webhook: { url: 'https://hook.example/secret', password: 'p', username: 'u' } },
  })
  expect(await client.notificationDestinations.get({ id })).toMatchObject({
    destination_type: 'WEBHOOK',
    config: { generic_webhook: { url_set: true, username_set: true, password_set: true } },
  })
  for (const name of Array.from({ length: 25 }, (_, index) => `d${index}`)) {
    await client.notificationDestinations.create({ display_name: name, config: { email: { addresses: ['a@b.c'] } } })
  }
  expect(await all(client.notificationDestinations.list({}))).toHaveLength(26)
  await client.notificationDestinations.delete({ id })
  expect(await refusal(client.notificationDestinations.get({ id }))).toMatchObject({ statusCode: 404 })
})

test('workspace configuration', async () => {
  // This SDK sends no body with PATCH (0.17.0), so it can only read what another client has set.
  await workspace.call('PATCH', '/api/2.0/workspace-conf', { enableDcs: 'true' })
  expect(await client.workspaceConf.getStatus({ keys: 'enableDcs' })).toMatchObject({ enableDcs: 'true' })
  expect(await refusal(client.workspaceConf.getStatus({ keys: 'nothing' }))).toMatchObject({
    message: 'Invalid keys: ["nothing"]',
  })
})

test('workspace files', async () => {
  await client.workspace.mkdirs({ path: '/Shared/jobs' })
  const content = Buffer.from('print(1)').toString('base64')
  await client.workspace.import({ path: '/Shared/jobs/run.py', format: 'AUTO', content })
  expect(await client.workspace.export({ path: '/Shared/jobs/run.py' })).toMatchObject({ content })
  expect(await all(client.workspace.list({ path: '/Shared/jobs' }))).toHaveLength(1)
  await client.workspace.delete({ path: '/Shared/jobs', recursive: true })
  expect(await refusal(client.workspace.getStatus({ path: '/Shared/jobs' }))).toMatchObject({ statusCode: 404 })
})

test('the SDK asks again after 429, and only then', async () => {
  const path = '/api/2.0/secrets/scopes/create'
  await workspace.call('POST', '/__emulator/faults', { kind: 'status', status: 429, retry_after: '1', path })
  await client.secrets.createScope({ scope: 'acr' })
  expect(await all(client.secrets.listScopes())).toHaveLength(1)
  expect((await workspace.call('GET', '/__emulator/faults')).body.faults).toEqual([])
  await workspace.call('POST', '/__emulator/faults', { kind: 'status', status: 503, path })
  expect(await refusal(client.secrets.createScope({ scope: 'b' }))).toMatchObject({ statusCode: 503 })
})
