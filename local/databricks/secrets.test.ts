import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  ended,
  jobSettings,
  registerPrincipal,
  startWorkspace,
  tokenOf,
  type WorkspaceUnderTest,
} from './testing/workspace-client'

const api = '/api/2.0/secrets'
const reader = '11111111-1111-1111-1111-111111111111'
let workspace: WorkspaceUnderTest
let environments: Record<string, string>[]

beforeEach(async () => {
  environments = []
  workspace = await startWorkspace({}, (task) => {
    environments.push({ ...task.cluster.environment, ...task.cluster.dockerImage?.basicAuth })
    return { kind: 'succeeded' }
  })
})
afterEach(() => workspace.close())

const put = (body: object) => workspace.call('POST', `${api}/put`, { scope: 'acr', ...body })

test('keeps values through a restart in files that only the owner may read, and lists keys without them', async () => {
  await workspace.call('POST', `${api}/scopes/create`, { scope: 'acr' })
  expect(await put({ key: 'password', string_value: 'gehéim' })).toMatchObject({ status: 200, body: {} })
  await put({ key: 'raw', bytes_value: 'AAEC' })
  await workspace.restart()

  const list = await workspace.call('GET', `${api}/list?scope=acr`)
  expect(list.body.secrets).toMatchObject([{ key: 'password' }, { key: 'raw' }])
  expect(JSON.stringify(list.body)).not.toContain(Buffer.from('gehéim').toString('base64'))
  const { body } = await workspace.call('GET', `${api}/get?scope=acr&key=password`)
  expect(Buffer.from(String(body.value), 'base64').toString()).toBe('gehéim')
  const folder = join(workspace.dataDir, 'secret-scopes')
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
})

test('names what is wrong with a request', async () => {
  await workspace.call('POST', `${api}/scopes/create`, { scope: 'acr' })
  const refused = async (path: string, body: object) => {
    const answer = await workspace.call('POST', `${api}/${path}`, body)
    return `${answer.status} ${answer.body.error_code}: ${answer.body.message}`
  }
  expect(await refused('scopes/create', { scope: 'acr' })).toBe(
    '400 RESOURCE_ALREADY_EXISTS: Scope acr already exists!',
  )
  expect(await refused('scopes/create', { scope: 'a b' })).toMatch(
    /^400 INVALID_PARAMETER_VALUE: scope must be 1 to 128/,
  )
  expect(await refused('scopes/create', { scope: 'v', scope_backend_type: 'AZURE_KEYVAULT' })).toMatch(
    /^400 .*DATABRICKS/,
  )
  expect(await refused('put', { scope: 'none', key: 'k', string_value: 'v' })).toBe(
    '404 RESOURCE_DOES_NOT_EXIST: Scope none does not exist!',
  )
  expect(await refused('put', { scope: 'acr', key: '../k', string_value: 'v' })).toMatch(/^400 .*key must be 1 to 128/)
  expect(await refused('put', { scope: 'acr', key: 'k' })).toMatch(/^400 .*Exactly one of string_value and bytes_value/)
  expect(await refused('put', { scope: 'acr', key: 'k', bytes_value: 'no base64' })).toMatch(/^400 .*must be base64/)
  const huge = 'x'.repeat(128 * 1024 + 1)
  expect(await refused('put', { scope: 'acr', key: 'k', string_value: huge })).toMatch(/^400 .*at most 131072 bytes/)
  expect(await refused('delete', { scope: 'acr', key: 'k' })).toBe(
    '404 RESOURCE_DOES_NOT_EXIST: Secret does not exist with scope: acr and key: k',
  )
})

test('lets each level do what it says and no more', async () => {
  const token = await registerPrincipal(workspace.call, reader)
  const as = async (method: string, path: string, body?: object) =>
    (await workspace.call(method, `${api}/${path}`, body, token)).status
  await workspace.call('POST', `${api}/scopes/create`, { scope: 'acr' })
  await put({ key: 'k', string_value: 'v' })
  const grant = (permission: string) =>
    workspace.call('POST', `${api}/acls/put`, { scope: 'acr', principal: reader, permission })

  expect(await as('GET', 'get?scope=acr&key=k')).toBe(403)
  await grant('READ')
  expect(await as('GET', 'get?scope=acr&key=k')).toBe(200)
  expect(await as('POST', 'put', { scope: 'acr', key: 'k', string_value: 'w' })).toBe(403)
  await grant('WRITE')
  expect(await as('POST', 'put', { scope: 'acr', key: 'k', string_value: 'w' })).toBe(200)
  expect(await as('GET', 'acls/list?scope=acr')).toBe(403)
  await grant('MANAGE')
  expect(await as('POST', 'acls/delete', { scope: 'acr', principal: reader })).toBe(200)
  expect(await as('GET', 'get?scope=acr&key=k')).toBe(403)
  expect((await workspace.call('GET', `${api}/acls/get?scope=acr&principal=${reader}`)).status).toBe(404)
  const unknown = { scope: 'acr', principal: '22222222-2222-2222-2222-222222222222', permission: 'READ' }
  expect((await workspace.call('POST', `${api}/acls/put`, unknown)).status).toBe(404)
  await workspace.call('POST', `${api}/scopes/delete`, { scope: 'acr' })
  expect((await workspace.call('GET', `${api}/list?scope=acr`)).status).toBe(404)
})

test('fills references of a cluster in for the task alone', async () => {
  await workspace.call('PATCH', '/api/2.0/workspace-conf', { enableDcs: 'true' })
  await workspace.call('POST', `${api}/scopes/create`, { scope: 'acr' })
  await put({ key: 'password', string_value: 'hidden-value' })
  const cluster = {
    docker_image: { url: 'r.azurecr.io/i', basic_auth: { username: 'puller', password: '{{secrets/acr/password}}' } },
    spark_env_vars: { KEYS: '{{secrets/acr/password}}', PLAIN: 'as it is' },
  }
  const { body } = await workspace.call('POST', '/api/2.2/jobs/runs/submit', jobSettings(cluster))
  const run = await ended(workspace.url, body.run_id)
  expect(environments).toEqual([
    { KEYS: 'hidden-value', PLAIN: 'as it is', username: 'puller', password: 'hidden-value' },
  ])
  expect(JSON.stringify(run)).not.toContain('hidden-value')
  expect(JSON.stringify(run)).toContain('{{secrets/acr/password}}')
})

test.each([
  ['a missing secret', 'SECRET_RESOLUTION_ERROR', '{{secrets/acr/none}}'],
  ['a missing scope', 'SECRET_RESOLUTION_ERROR', '{{secrets/none/k}}'],
  ['a scope that is not for the principal', 'SECRET_PERMISSION_DENIED', '{{secrets/acr/k}}'],
])('ends a run whose cluster refers to %s', async (_, code, value) => {
  await registerPrincipal(workspace.call, reader, ['allow-cluster-create'])
  await workspace.call('POST', `${api}/scopes/create`, { scope: 'acr' })
  await put({ key: 'k', string_value: 'hidden-value' })
  if (code === 'SECRET_RESOLUTION_ERROR') {
    await workspace.call('POST', `${api}/acls/put`, { scope: 'acr', principal: reader, permission: 'READ' })
  }
  const { body } = await workspace.call(
    'POST',
    '/api/2.2/jobs/runs/submit',
    jobSettings({ spark_env_vars: { KEYS: value } }),
    tokenOf(reader),
  )
  const run = await ended(workspace.url, body.run_id)
  expect(run.state).toMatchObject({ life_cycle_state: 'INTERNAL_ERROR', result_state: 'FAILED' })
  expect(JSON.stringify(run)).toContain(code)
  expect(environments).toEqual([])
})
