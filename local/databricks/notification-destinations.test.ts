import { jobSettings, startWorkspace, tokenOf, type WorkspaceUnderTest } from './testing/workspace-client'
import type { Json } from './workspace'

const path = '/api/2.0/notification-destinations'
let workspace: WorkspaceUnderTest
beforeEach(async () => {
  workspace = await startWorkspace()
})
afterEach(() => workspace.close())

const webhook = {
  generic_webhook: { url: 'https://hook.example/secret-path', username: 'u', password: 'hidden-value' },
}
const create = (config: Json = webhook, display_name = 'teams') =>
  workspace.call('POST', path, { display_name, config })

test('keeps a destination over a restart and tells of its secrets only that they are there', async () => {
  const created = (await create()).body
  const shown = {
    id: expect.stringMatching(/^[\da-f-]{36}$/),
    display_name: 'teams',
    destination_type: 'WEBHOOK',
    config: { generic_webhook: { url_set: true, username_set: true, password_set: true } },
  }
  expect(created).toEqual(shown)
  await workspace.restart()
  expect((await workspace.call('GET', `${path}/${created.id}`)).body).toEqual(created)
  const patched = await workspace.call('PATCH', `${path}/${created.id}`, { display_name: 'other' })
  expect(patched.body).toEqual({ ...shown, display_name: 'other' })
  expect((await workspace.call('GET', path)).body).toEqual({
    results: [{ id: created.id, display_name: 'other', destination_type: 'WEBHOOK' }],
  })
  expect((await workspace.call('DELETE', `${path}/${created.id}`)).status).toBe(200)
  expect((await workspace.call('GET', `${path}/${created.id}`)).status).toBe(404)
})

test('a job may only name destinations that exist', async () => {
  const { id } = (await create()).body
  const job = (on_failure: Json[]) =>
    workspace.call('POST', '/api/2.2/jobs/create', jobSettings({}, { webhook_notifications: { on_failure } }))
  expect((await job([{ id: 'none' }])).body.message).toBe('Notification destination none does not exist.')
  expect((await job([{ id }, { id }, { id }, { id }])).status).toBe(400)
  expect((await job([{ id }])).status).toBe(200)
})

test.each<[string, Json, string]>([
  ['no kind', {}, 'config must have exactly one of generic_webhook'],
  ['two kinds', { ...webhook, email: { addresses: ['a@b.c'] } }, 'config must have exactly one of'],
  ['no URL', { generic_webhook: {} }, 'config.generic_webhook.url is required'],
  ['http to another machine', { generic_webhook: { url: 'http://hook.example' } }, 'must be an https URL'],
  ['another scheme', { generic_webhook: { url: 'file:///etc/passwd' } }, 'must be an https URL'],
  ['no URL at all in the field', { generic_webhook: { url: 'hook' } }, 'must be an https URL'],
  ['an address that is no text', { email: { addresses: [1] } }, 'config.email.addresses'],
])('refuses a destination with %s', async (_, config, message) => {
  const { status, body } = await create(config)
  expect([status, body.message]).toEqual([400, expect.stringContaining(message)])
  expect((await workspace.call('GET', path)).body.results).toEqual([])
})

test('allows http to this machine, and shows addresses, which are no secret', async () => {
  expect((await create({ generic_webhook: { url: 'http://127.0.0.1:1/hook' } })).status).toBe(200)
  expect((await create({ email: { addresses: ['a@b.c'] } })).body.config).toEqual({ email: { addresses: ['a@b.c'] } })
})

test('the type cannot change, and only admins come near', async () => {
  const { id } = (await create()).body
  const change = await workspace.call('PATCH', `${path}/${id}`, { config: { slack: { url: 'https://a.example' } } })
  expect(change.body.message).toBe('The type of a notification destination cannot be changed')
  for (const [method, where] of [
    ['GET', path],
    ['GET', `${path}/${id}`],
    ['DELETE', `${path}/${id}`],
  ] as const) {
    expect((await workspace.call(method, where, undefined, tokenOf('a@b.c'))).status).toBe(403)
  }
})

test('lists in pages', async () => {
  for (const name of ['a', 'b', 'c']) await create(webhook, name)
  const first = (await workspace.call('GET', `${path}?page_size=2`)).body
  expect(first.results).toHaveLength(2)
  const second = (await workspace.call('GET', `${path}?page_size=2&page_token=${first.next_page_token}`)).body
  expect(second.results).toHaveLength(1)
  expect(second).not.toHaveProperty('next_page_token')
})
