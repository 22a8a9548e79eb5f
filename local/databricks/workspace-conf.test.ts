import { jobSettings, startWorkspace, tokenOf, type WorkspaceUnderTest } from './testing/workspace-client'

const path = '/api/2.0/workspace-conf'
let workspace: WorkspaceUnderTest
beforeEach(async () => {
  workspace = await startWorkspace()
})
afterEach(() => workspace.close())

test('keeps texts by key over a restart; what was never set is null', async () => {
  expect((await workspace.call('PATCH', path, { enableDcs: 'true' })).status).toBe(204)
  await workspace.restart()
  const { body } = await workspace.call('GET', `${path}?keys=enableDcs,enableWebTerminal`)
  expect(body).toEqual({ enableDcs: 'true', enableWebTerminal: null })
})

test('refuses unknown keys, other types and other people, and then changes nothing', async () => {
  const unknown = await workspace.call('PATCH', path, { enableDcs: 'true', enableTime: 'x', b: 'y' })
  expect([unknown.status, unknown.body.message]).toEqual([400, 'Invalid keys: ["enableTime","b"]'])
  expect((await workspace.call('GET', `${path}?keys=nothing`)).body.message).toBe('Invalid keys: ["nothing"]')
  expect((await workspace.call('PATCH', path, { enableWebTerminal: 'true', enableDcs: true })).status).toBe(400)
  expect((await workspace.call('PATCH', path, { enableDcs: 'true' }, tokenOf('a@b.c'))).status).toBe(403)
  const { body } = await workspace.call('GET', `${path}?keys=enableDcs,enableWebTerminal`)
  expect(body).toEqual({ enableDcs: null, enableWebTerminal: null })
})

test('a container image needs Container Services, also after they were switched off again', async () => {
  const create = () => workspace.call('POST', '/api/2.2/jobs/create', jobSettings({ docker_image: { url: 'r/i' } }))
  expect((await create()).body.message).toMatch(/^Custom containers is turned off for your deployment/)
  await workspace.call('PATCH', path, { enableDcs: 'true' })
  expect((await create()).status).toBe(200)
  await workspace.call('PATCH', path, { enableDcs: 'false' })
  expect((await create()).status).toBe(400)
})
