import { type AzureUnderTest, startAzureUnderTest, tenantId } from '../testing/azure-under-test'
import { type GraphClient, openGraphClient } from '../testing/graph-client'

const host = 'graph.microsoft.com'

let azure: AzureUnderTest
let graph: GraphClient

beforeAll(async () => {
  azure = await startAzureUnderTest()
  graph = await openGraphClient(azure)
})
afterAll(() => azure?.close())

const refusals = async () => (await azure.control('GET', '/__emulator/refusals')).body.refusals

describe('who may come in', () => {
  test.each([
    ['without a token', null],
    ['with a token for the resource manager', 'deployer'],
  ] as const)('nobody %s', async (_, as) => {
    const { status, body } = await azure.call('GET', '/v1.0/applications', { host, as })
    expect(status).toBe(401)
    expect(body).toEqual({
      error: {
        code: 'InvalidAuthenticationToken',
        message: expect.any(String),
        innerError: { date: expect.any(String), 'request-id': expect.any(String) },
      },
    })
    expect((await refusals()).at(-1)).toMatchObject({ kind: 'token', host, path: '/v1.0/applications' })
  })

  test('nobody without a role of the directory, and the refusal says which one to give', async () => {
    const stranger = await openGraphClient(azure, 'stranger')
    const { status, body } = await stranger.call('POST', '/v1.0/applications', { displayName: 'mine' })
    expect(status).toBe(403)
    expect(body.error.code).toBe('Authorization_RequestDenied')
    expect((await refusals()).at(-1)).toMatchObject({
      kind: 'role',
      remedy: expect.stringContaining('Cloud Application Administrator'),
    })
  })
})

test.each([
  ['GET', '/v1.0/groups'],
  ['POST', '/beta/applications/x/addPassword'],
  ['GET', '/applications'],
])('what is not simulated is never answered wrongly: %s %s', async (method, path) => {
  const { status, body } = await graph.call(method, path, method === 'POST' ? {} : undefined)
  expect(status).toBe(501)
  expect(body.error.message).toBe(`simulator: ${method} ${host}${path}`)
})

const roleOf = (id: string) => ({ id, value: 'Read', displayName: 'Read', allowedMemberTypes: ['User'] })

describe('an application', () => {
  test('is echoed with its ids and with an empty list for what was not given', async () => {
    const { status, body } = await graph.call('POST', '/v1.0/applications', { displayName: 'echo' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      displayName: 'echo',
      identifierUris: [],
      appRoles: [],
      tags: [],
      keyCredentials: [],
      passwordCredentials: [],
      requiredResourceAccess: [],
      publisherDomain: expect.any(String),
    })
    expect(body.appId).not.toBe(body.id)
    expect(await graph.good('GET', `/v1.0/applications/${body.id}`)).toEqual(body)
    expect(await graph.good('GET', `/beta/applications/${body.id}?$select=displayName`)).toEqual({
      id: body.id,
      displayName: 'echo',
    })
  })

  test('is found by its name and by its client id, by nothing else', async () => {
    const { id, appId } = await graph.good('POST', '/v1.0/applications', { displayName: "it's me" })
    const found = (filter: string) =>
      graph.call('GET', `/v1.0/applications?$filter=${encodeURIComponent(filter)}&$select=id`)
    expect((await found("displayName eq 'it''s me'")).body.value).toEqual([{ id }])
    expect((await found(`appId eq '${appId}'`)).body.value).toEqual([{ id }])
    expect((await found("displayName eq 'it'")).body.value).toEqual([])
    expect((await found("startswith(displayName,'it')")).status).toBe(501)
  })

  test('is patched: objects merge, lists are replaced, null stays', async () => {
    const { id } = await graph.good('POST', '/v1.0/applications', {
      displayName: 'patched',
      tags: ['a', 'b'],
      web: { redirectUris: ['https://one.example/'], implicitGrantSettings: { enableIdTokenIssuance: true } },
    })
    const { status } = await graph.call('PATCH', `/v1.0/applications/${id}`, {
      tags: ['c'],
      notes: null,
      web: { redirectUris: ['https://two.example/'] },
    })
    expect(status).toBe(204)
    expect(await graph.good('GET', `/v1.0/applications/${id}`)).toMatchObject({
      tags: ['c'],
      notes: null,
      web: { redirectUris: ['https://two.example/'], implicitGrantSettings: { enableIdTokenIssuance: true } },
    })
  })

  test('has its identifier for itself in the tenant', async () => {
    const [one, other] = [
      await graph.good('POST', '/v1.0/applications', { displayName: 'same' }),
      await graph.good('POST', '/v1.0/applications', { displayName: 'same' }),
    ]
    const identifierUris = [`api://${tenantId}/same`]
    await graph.good('PATCH', `/v1.0/applications/${one.id}`, { identifierUris })
    const { status, body } = await graph.call('PATCH', `/v1.0/applications/${other.id}`, { identifierUris })
    expect([status, body.error.message]).toEqual([400, expect.stringContaining('Another object with the same value')])
    expect((await graph.good('GET', `/v1.0/applications/${other.id}`)).identifierUris).toEqual([])
  })

  test('keeps an app role until it is disabled', async () => {
    const role = { id: crypto.randomUUID(), value: 'Read', displayName: 'Read', isEnabled: true }
    const appRoles = [{ ...role, description: 'Reads.', allowedMemberTypes: ['Application'] }]
    const { id } = await graph.good('POST', '/v1.0/applications', { displayName: 'roles', appRoles })
    const path = `/v1.0/applications/${id}`
    expect((await graph.call('PATCH', path, { appRoles: [] })).body.error.code).toBe(
      'CannotDeleteOrUpdateEnabledEntitlement',
    )
    await graph.good('PATCH', path, { appRoles: appRoles.map((one) => ({ ...one, isEnabled: false })) })
    expect((await graph.call('PATCH', path, { appRoles: [] })).status).toBe(204)
  })

  test.each([
    ['a redirect over http', { web: { redirectUris: ['http://app.example/'] } }],
    ['an identifier of a domain that is not the tenant’s', { identifierUris: ['https://app.example/'] }],
    ['no name', { displayName: '' }],
    ['an app role twice', { appRoles: [roleOf(crypto.randomUUID()), roleOf(crypto.randomUUID())] }],
    ['an app role whose id is no GUID', { appRoles: [roleOf('read')] }],
    [
      'a client that is authorised for a scope that it has not',
      { api: { preAuthorizedApplications: [{ appId: 'client', delegatedPermissionIds: [crypto.randomUUID()] }] } },
    ],
  ])('is refused with %s', async (_, wrong) => {
    const { status } = await graph.call('POST', '/v1.0/applications', { displayName: 'wrong', ...wrong })
    expect(status).toBe(400)
  })

  test.each(['id', 'appId', 'createdDateTime'])('keeps its %s', async (name) => {
    const { id } = await graph.good('POST', '/v1.0/applications', { displayName: 'fixed' })
    expect((await graph.call('PATCH', `/v1.0/applications/${id}`, { [name]: 'another' })).status).toBe(400)
  })

  test('can be had back after it was deleted, or not after that', async () => {
    const { id, appId } = await graph.good('POST', '/v1.0/applications', { displayName: 'gone' })
    const principal = await graph.good('POST', '/v1.0/servicePrincipals', { appId })
    expect((await graph.call('DELETE', `/v1.0/applications/${id}`)).status).toBe(204)
    expect((await graph.call('GET', `/v1.0/applications/${id}`)).status).toBe(404)
    expect((await graph.call('GET', `/v1.0/servicePrincipals/${principal.id}`)).status).toBe(404)
    expect((await graph.call('DELETE', `/v1.0/applications/${id}`)).status).toBe(404)

    const listed = (await graph.good('GET', '/v1.0/directory/deletedItems/microsoft.graph.application')).value
    expect(listed).toContainEqual(expect.objectContaining({ id, appId, deletedDateTime: expect.any(String) }))
    const restore = (deleted: string) => graph.call('POST', `/v1.0/directory/deletedItems/${deleted}/restore`)
    expect((await restore(principal.id)).status).toBe(400)
    for (const one of [id, principal.id]) expect((await restore(one)).status).toBe(200)
    expect((await graph.good('GET', `/v1.0/servicePrincipals/${principal.id}`)).appId).toBe(appId)
    expect((await graph.good('GET', `/v1.0/applications/${id}`)).appId).toBe(appId)
    await graph.good('DELETE', `/v1.0/applications/${id}`)
    await graph.good('DELETE', `/v1.0/directory/deletedItems/${id}`)
    expect((await graph.call('GET', `/v1.0/directory/deletedItems/${id}`)).status).toBe(404)
  })

  test('has owners, who come and go', async () => {
    const url = (owner: string) => `https://${host}/v1.0/directoryObjects/${owner}`
    const { id } = await graph.good('POST', '/v1.0/applications', {
      displayName: 'owned',
      'owners@odata.bind': [url('first')],
    })
    const owners = `/v1.0/applications/${id}/owners`
    expect((await graph.call('POST', `${owners}/$ref`, { '@odata.id': url('second') })).status).toBe(204)
    expect((await graph.call('DELETE', `${owners}/first/$ref`)).status).toBe(204)
    expect((await graph.good('GET', owners)).value).toEqual([
      { '@odata.type': '#microsoft.graph.servicePrincipal', id: 'second' },
    ])
  })
})
