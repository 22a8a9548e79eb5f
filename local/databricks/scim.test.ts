import { registerPrincipal, startWorkspace, tokenOf, type WorkspaceUnderTest } from './testing/workspace-client'
import type { Json } from './workspace'

const path = '/api/2.0/preview/scim/v2/ServicePrincipals'
const applicationId = '11111111-1111-1111-1111-111111111111'
let workspace: WorkspaceUnderTest
beforeEach(async () => {
  workspace = await startWorkspace()
})
afterEach(() => workspace.close())

const create = async (more: Json = {}) =>
  (await workspace.call('POST', path, { applicationId, displayName: 'api', ...more })).body

test("takes the Terraform provider's way of writing that a principal has no entitlement", async () => {
  expect(await create({ entitlements: [{}] })).toMatchObject({ applicationId, entitlements: [] })
})

test('keeps a principal from its registration to its end, over a restart', async () => {
  const created = await create({ entitlements: [{ value: 'workspace-access' }], externalId: 'x' })
  expect(created).toMatchObject({ applicationId, displayName: 'api', active: true, externalId: 'x' })
  await workspace.restart()
  expect((await workspace.call('GET', `${path}/${created.id}`)).body).toEqual(created)

  const replaced = await workspace.call('PUT', `${path}/${created.id}`, {
    displayName: 'b',
    active: true,
    applicationId,
  })
  expect(replaced.body).toMatchObject({ displayName: 'b', entitlements: [] })
  expect((await workspace.call('DELETE', `${path}/${created.id}`)).status).toBe(204)
  expect((await workspace.call('GET', `${path}/${created.id}`)).status).toBe(404)
})

test('answers as SCIM does where it refuses', async () => {
  await create()
  expect(await workspace.call('POST', path, { applicationId })).toMatchObject({
    status: 409,
    body: { detail: `Service principal with application ID ${applicationId} already exists.`, status: '409' },
  })
  const nobody = await workspace.call('POST', path, { applicationId }, tokenOf('somebody@example.org'))
  expect(nobody.status).toBe(403)
  expect((await workspace.call('POST', path, { applicationId: 'api' })).body.detail).toContain('UUID')
  expect((await create({ applicationId: undefined, entitlements: [{ value: 'root' }] })).detail).toContain(
    'one of allow-cluster-create',
  )
})

test.each<[string, Json, Json]>([
  ['a flag given as a text', { op: 'replace', path: 'active', value: 'false' }, { active: false }],
  ['a name', { op: 'Replace', path: 'displayName', value: 'new' }, { displayName: 'new' }],
  [
    'several attributes',
    { op: 'replace', value: { displayName: 'c', active: false } },
    { displayName: 'c', active: false },
  ],
  [
    'an entitlement more',
    { op: 'add', path: 'entitlements', value: [{ value: 'allow-cluster-create' }] },
    { entitlements: [{ value: 'workspace-access' }, { value: 'allow-cluster-create' }] },
  ],
  ['an entitlement less', { op: 'remove', path: 'entitlements[value eq "workspace-access"]' }, { entitlements: [] }],
])('patches %s', async (_, operation, expected) => {
  const { id } = await create({ entitlements: [{ value: 'workspace-access' }] })
  expect((await workspace.call('PATCH', `${path}/${id}`, { Operations: [operation] })).status).toBe(200)
  expect((await workspace.call('GET', `${path}/${id}`)).body).toMatchObject(expected)
})

test('refuses a patch of what cannot change', async () => {
  const { id } = await create()
  for (const operation of [
    { op: 'replace', path: 'applicationId', value: '22222222-2222-2222-2222-222222222222' },
    { op: 'replace', path: 'id', value: '1' },
    { op: 'remove', path: 'displayName' },
    { op: 'destroy', path: 'active' },
    { op: 'replace', path: 'active', value: 'perhaps' },
  ]) {
    const { status, body } = await workspace.call('PATCH', `${path}/${id}`, { Operations: [operation] })
    expect([status, body.detail]).toEqual([400, expect.stringContaining('must be')])
  }
})

test.each([
  [`applicationId eq "${applicationId}"`, ['api']],
  [`applicationId eq '${applicationId}'`, ['api']],
  ['displayName co "a"', ['api', 'batch']],
  ['displayName sw "b" and active_ eq "x"', 400],
  ['displayName eq "batch" and applicationId sw "2"', ['batch']],
  ['displayName eq "none"', []],
])('filters by %s', async (filter, expected) => {
  await create()
  await create({ displayName: 'batch', applicationId: '22222222-2222-2222-2222-222222222222' })
  const { status, body } = await workspace.call('GET', `${path}?filter=${encodeURIComponent(filter)}`)
  if (typeof expected === 'number') expect(status).toBe(expected)
  else expect((body.Resources as Json[]).map(({ displayName }) => displayName).sort()).toEqual(expected)
})

test('Me is the caller, and every answer names the organisation', async () => {
  const token = await registerPrincipal(workspace.call, applicationId)
  const principal = await workspace.call('GET', '/api/2.0/preview/scim/v2/Me', undefined, token)
  expect(principal.body).toMatchObject({ userName: applicationId, applicationId, groups: [] })
  const admin = await workspace.call('GET', '/api/2.0/preview/scim/v2/Me')
  expect(admin.body).toMatchObject({ userName: 'admin@slipway.example', groups: [{ display: 'admins' }] })
  expect(admin.headers.get('x-databricks-org-id')).toMatch(/^\d{16}$/)
})
