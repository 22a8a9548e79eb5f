import { registerPrincipal, startWorkspace, type WorkspaceUnderTest } from './testing/workspace-client'
import type { Json } from './workspace'

const api = '/api/2.0/workspace'
let workspace: WorkspaceUnderTest
beforeEach(async () => {
  workspace = await startWorkspace()
})
afterEach(() => workspace.close())

const base64 = (text: string) => Buffer.from(text).toString('base64')
const put = (path: string, text: string, more: Json = {}, token?: string) =>
  workspace.call('POST', `${api}/import`, { path, format: 'RAW', content: base64(text), ...more }, token)
const get = (call: string, path: string, token?: string) =>
  workspace.call('GET', `${api}/${call}?path=${encodeURIComponent(path)}`, undefined, token)
const outcome = async (answer: ReturnType<typeof get>) => {
  const { status, body } = await answer
  return `${status} ${body.error_code}: ${body.message}`
}

test('keeps a file over a restart; /Workspace names the same place', async () => {
  expect((await put('/Shared/run.py', 'print(1)')).status).toBe(200)
  await workspace.restart()
  expect((await get('export', '/Workspace/Shared/run.py')).body).toEqual({
    content: base64('print(1)'),
    file_type: 'py',
  })
  expect((await get('get-status', '/Shared/run.py')).body).toMatchObject({
    object_type: 'FILE',
    path: '/Shared/run.py',
    object_id: expect.any(Number),
    size: 8,
  })
  const download = await fetch(`${workspace.url}${api}/export?path=/Shared/run.py&direct_download=true`, {
    headers: { authorization: 'Bearer admin' },
  })
  expect(await download.text()).toBe('print(1)')
  expect((await get('list', '/Shared')).body.objects).toHaveLength(1)
})

test('overwrites only where asked, and keeps the id', async () => {
  await put('/Shared/a', '1')
  const { object_id } = (await get('get-status', '/Shared/a')).body
  expect(await outcome(put('/Shared/a', '2'))).toBe('400 RESOURCE_ALREADY_EXISTS: Path (/Shared/a) already exists.')
  expect((await put('/Shared/a', '2', { overwrite: true })).status).toBe(200)
  expect((await get('export', '/Shared/a')).body.content).toBe(base64('2'))
  expect((await get('get-status', '/Shared/a')).body.object_id).toBe(object_id)
})

test('needs the parent, in the words that Terraform looks for, and makes parents on request', async () => {
  expect(await outcome(put('/Shared/x/y/a', '1'))).toBe(
    '404 RESOURCE_DOES_NOT_EXIST: The parent folder (/Shared/x/y) does not exist.',
  )
  await workspace.call('POST', `${api}/mkdirs`, { path: '/Shared/x/y' })
  expect((await put('/Shared/x/y/a', '1')).status).toBe(200)
  const remove = (more: Json) => workspace.call('POST', `${api}/delete`, { path: '/Shared/x', ...more })
  expect(await outcome(remove({}))).toBe('400 DIRECTORY_NOT_EMPTY: Folder (/Shared/x) is not empty.')
  expect((await remove({ recursive: true })).status).toBe(200)
  expect(await outcome(get('get-status', '/Shared/x/y/a'))).toBe(
    "404 RESOURCE_DOES_NOT_EXIST: Path (/Shared/x/y/a) doesn't exist.",
  )
})

test('belongs to whoever made it', async () => {
  const maker = await registerPrincipal(workspace.call, '11111111-1111-1111-1111-111111111111')
  const other = await registerPrincipal(workspace.call, '22222222-2222-2222-2222-222222222222')
  await put('/Shared/a', '1', {}, maker)
  expect((await get('export', '/Shared/a', maker)).status).toBe(200)
  expect((await get('export', '/Shared/a', other)).status).toBe(403)
  expect((await put('/Shared/a', '2', { overwrite: true }, other)).status).toBe(403)
  expect((await get('list', '/Shared', other)).body).toEqual({})
  const { object_id } = (await get('get-status', '/Shared/a')).body
  const grant = { service_principal_name: '22222222-2222-2222-2222-222222222222', permission_level: 'CAN_READ' }
  await workspace.call('PATCH', `/api/2.0/permissions/files/${object_id}`, { access_control_list: [grant] })
  expect((await get('export', '/Shared/a', other)).status).toBe(200)
})

test.each<[string, string]>([
  ['Shared/a', 'path must be absolute'],
  ['/Shared/../a', 'path must not have empty steps, . or ..'],
  ['/Shared//a', 'path must not have empty steps, . or ..'],
  ['/Shared/a\0', 'path must be absolute'],
  [`/${'a'.repeat(4096)}`, 'at most 4096'],
  ['/Shared', 'is a directory'],
])('refuses the path %j', async (path, message) => {
  expect(await outcome(put(path, '1'))).toContain(message)
})

test('refuses content that is no base64, and too much of it', async () => {
  expect(await outcome(put('/Shared/a', '', { content: 'é' }))).toContain('content must be base64')
  expect(await outcome(put('/Shared/a', 'x'.repeat(10 * 1024 * 1024 + 1)))).toContain('MAX_NOTEBOOK_SIZE_EXCEEDED')
})
