import type { AzureUnderTest } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

const sku = (name: string) => ({ location, sku: { name } })
const actions = ['repositories/api/content/read', 'repositories/api/metadata/read']

let azure: AzureUnderTest
/** A new one for each test. */
let registry: string
let count = 0
beforeAll(async () => {
  azure = await startWithGroup(['Microsoft.ContainerRegistry'])
})
afterAll(() => azure?.close())
beforeEach(async () => {
  registry = inGroup('Microsoft.ContainerRegistry/registries', `crtest${++count}`)
  await azure.good('PUT', registry, sku('Basic'))
})
afterEach(() => azure.call('DELETE', registry))

test('a registry gets its host name', async () => {
  const { body } = await azure.good('GET', registry)
  expect(body).toMatchObject({
    sku: { name: 'Basic', tier: 'Basic' },
    properties: { loginServer: `crtest${count}.azurecr.io`, creationDate: expect.any(String) },
  })
  expect((await azure.good('GET', `${registry}/replications`)).body).toEqual({ value: [] })
})

test.each([
  ['DisablingPublicNetworkAccessNotSupported', { publicNetworkAccess: 'Disabled' }],
  ['NetworkRuleNotSupported', { networkRuleSet: { defaultAction: 'Deny', ipRules: [] } }],
  ['NetworkRuleNotSupported', { networkRuleSet: { defaultAction: 'Allow', ipRules: [{ value: '203.0.113.1' }] } }],
  ['ZoneRedundancyNotSupported', { zoneRedundancy: 'Enabled' }],
  ['RetentionPolicyNotSupported', { policies: { retentionPolicy: { status: 'enabled', days: 7 } } }],
  ['ContentTrustNotSupported', { policies: { trustPolicy: { status: 'enabled' } } }],
  ['QuarantineNotSupported', { policies: { quarantinePolicy: { status: 'enabled' } } }],
  ['DataEndpointNotSupported', { dataEndpointEnabled: true }],
  ['EncryptionNotSupported', { encryption: { status: 'enabled' } }],
])('%s below Premium', async (code, properties) => {
  for (const name of ['Basic', 'Standard']) {
    expect(await verdict(azure, registry, { ...sku(name), properties })).toMatch(
      new RegExp(`^400 ${code}: .* is not supported for the SKU ${name}\\.$`),
    )
  }
  expect(await verdict(azure, registry, { ...sku('Premium'), properties })).toBe('accepted')
})

test('everybody may pull from a Standard registry, not from a Basic one', async () => {
  const properties = { anonymousPullEnabled: true }
  expect(await verdict(azure, registry, { ...sku('Basic'), properties })).toContain('400 AnonymousPullNotSupported')
  expect(await verdict(azure, registry, { ...sku('Standard'), properties })).toBe('accepted')
})

test('a SKU that is not there is refused', async () => {
  expect(await verdict(azure, registry, sku('Classic'))).toContain('400 InvalidSku')
})

test('only a Premium registry is replicated, and elsewhere', async () => {
  const replica = `${registry}/replications/northeurope`
  expect(await verdict(azure, replica, { location: 'northeurope' })).toContain('400 GeoReplicationNotSupported')
  await azure.good('PUT', registry, sku('Premium'))
  expect(await verdict(azure, `${registry}/replications/westeurope`, { location })).toContain(
    'InvalidReplicationLocation',
  )
  expect(await verdict(azure, replica, { location: 'northeurope' })).toBe('accepted')
})

describe('tokens', () => {
  let map: string
  let token: string
  const generate = (more: object = {}, of = registry) =>
    azure.call('POST', `${of}/generateCredentials`, { body: { tokenId: token, name: 'password1', ...more } })

  beforeEach(async () => {
    map = `${registry}/scopeMaps/api-pull`
    token = `${registry}/tokens/api-pull`
    await azure.good('PUT', map, { properties: { actions } })
  })

  test('a token has no password until one is generated, which is shown once', async () => {
    const { body: made } = await azure.good('PUT', token, { properties: { scopeMapId: map, status: 'enabled' } })
    expect(made.properties.credentials).toEqual({ passwords: [] })
    const expiry = '2999-01-01T00:00:00Z'
    const { body: first } = await generate({ expiry })
    expect(first).toEqual({
      username: 'api-pull',
      passwords: [{ name: 'password1', value: expect.any(String), creationTime: expect.any(String), expiry }],
    })
    const { body: again } = await generate()
    expect(again.passwords[0].value).not.toBe(first.passwords[0].value)
    await generate({ name: 'password2' })
    const { body: shown } = await azure.good('GET', token)
    expect(shown.properties.credentials.passwords.map(({ name }: { name: string }) => name)).toEqual([
      'password1',
      'password2',
    ])
    expect(JSON.stringify(shown)).not.toMatch(/value|sha256/)
  })

  test('an update keeps passwords, or takes away those that it does not list', async () => {
    const properties = { scopeMapId: map, status: 'enabled' }
    await azure.good('PUT', token, { properties })
    await generate()
    const { body: kept } = await azure.good('PATCH', token, { properties: { status: 'disabled' } })
    expect(kept.properties).toMatchObject({ status: 'disabled', credentials: { passwords: [{ name: 'password1' }] } })
    const { body: taken } = await azure.good('PUT', token, {
      properties: { ...properties, credentials: { passwords: [] } },
    })
    expect(taken.properties.credentials.passwords).toEqual([])
  })

  test('no password is generated that is over already, or for a token elsewhere', async () => {
    await azure.good('PUT', token, { properties: { scopeMapId: map } })
    expect(await generate({ expiry: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 400,
      body: { error: { code: 'InvalidExpiry' } },
    })
    const other = inGroup('Microsoft.ContainerRegistry/registries', 'crother')
    await azure.good('PUT', other, sku('Basic'))
    expect(await generate({}, other)).toMatchObject({ status: 400, body: { error: { code: 'InvalidTokenId' } } })
    expect(await verdict(azure, `${other}/tokens/api-pull`, { properties: { scopeMapId: map } })).toContain(
      '400 InvalidScopeMap',
    )
  })

  test('a token needs a scope map, which then stays', async () => {
    expect(await verdict(azure, token, { properties: { scopeMapId: `${map}-2` } })).toContain(
      '400 InvalidResourceReference',
    )
    await azure.good('PUT', token, { properties: { scopeMapId: map } })
    expect(await azure.call('DELETE', map)).toMatchObject({ status: 409, body: { error: { code: 'ScopeMapInUse' } } })
    await azure.good('DELETE', token)
    await azure.good('DELETE', map)
  })

  test.each([
    ['no action', []],
    ['an unknown action', ['repositories/api/content/run']],
    ['no repository', ['content/read']],
  ])('a scope map with %s is refused', async (_, wrong) => {
    expect(await verdict(azure, `${registry}/scopeMaps/wrong`, { properties: { actions: wrong } })).toContain(
      '400 InvalidScopeMapActions',
    )
  })

  test('names have at least 5 characters', async () => {
    expect(await verdict(azure, `${registry}/scopeMaps/pull`, { properties: { actions } })).toContain(
      '400 InvalidResourceName',
    )
    expect(await verdict(azure, `${registry}/tokens/pull`, { properties: { scopeMapId: map } })).toContain(
      '400 InvalidResourceName',
    )
  })
})

test('what is in a registry goes with it', async () => {
  await azure.good('PUT', `${registry}/scopeMaps/api-pull`, { properties: { actions } })
  await azure.good('DELETE', registry)
  expect(await azure.call('GET', `${registry}/scopeMaps/api-pull`)).toMatchObject({ status: 404 })
  const { body: left } = await azure.control('GET', '/__emulator/resources')
  expect(left.value.filter(({ id }: { id: string }) => id.startsWith(registry))).toEqual([])
})
