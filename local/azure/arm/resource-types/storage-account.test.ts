import type { AzureUnderTest } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

const account = inGroup('Microsoft.Storage/storageAccounts', 'sttest')
const body = (properties: object = {}, more: object = {}) => ({
  location,
  kind: 'StorageV2',
  sku: { name: 'Standard_LRS' },
  properties: { allowSharedKeyAccess: false, ...properties },
  ...more,
})

let azure: AzureUnderTest
beforeAll(async () => {
  azure = await startWithGroup(['Microsoft.Storage'])
  await azure.good('PUT', account, body({ encryption: { requireInfrastructureEncryption: true } }))
})
afterAll(() => azure?.close())

test('an account gets its tier and its addresses', async () => {
  const { body: shown } = await azure.good('GET', account)
  expect(shown).toMatchObject({
    sku: { name: 'Standard_LRS', tier: 'Standard' },
    properties: {
      primaryLocation: location,
      primaryEndpoints: {
        blob: 'https://sttest.blob.core.windows.net/',
        table: 'https://sttest.table.core.windows.net/',
      },
    },
  })
})

test.each([
  ['a kind', body({ encryption: { requireInfrastructureEncryption: true } }, { kind: 'BlobStorage' }), "'kind'"],
  [
    'a hierarchy',
    body({ encryption: { requireInfrastructureEncryption: true }, isHnsEnabled: true }),
    "'isHnsEnabled'",
  ],
  ['no second encryption', body(), "'encryption.requireInfrastructureEncryption'"],
])('%s is not chosen afterwards', async (_, change, property) => {
  expect(await verdict(azure, account, change)).toContain(
    `400 AccountPropertyCannotBeUpdated: The property ${property}`,
  )
})

test('a SKU that is not there is refused', async () => {
  expect(
    await verdict(
      azure,
      inGroup('Microsoft.Storage/storageAccounts', 'stother'),
      body({}, { sku: { name: 'Cheap_LRS' } }),
    ),
  ).toContain('400 InvalidSku')
})

test('an account without keys has none, and one with keys is not simulated', async () => {
  expect((await azure.good('POST', `${account}/listKeys?$expand=kerb`)).body).toEqual({ keys: [] })
  const other = inGroup('Microsoft.Storage/storageAccounts', 'stkeys')
  await azure.good('PUT', other, body({ allowSharedKeyAccess: true }))
  expect(await azure.call('POST', `${other}/listKeys`)).toMatchObject({ status: 501 })
})

test('services are there before anybody puts them', async () => {
  for (const service of ['blobServices', 'fileServices'])
    expect((await azure.good('GET', `${account}/${service}/default`)).body.properties).toEqual({})
  const properties = { deleteRetentionPolicy: { enabled: true, days: 7 } }
  await azure.good('PUT', `${account}/blobServices/default`, { properties })
  expect((await azure.good('GET', `${account}/blobServices/default`)).body.properties).toMatchObject(properties)
})

test('a container is in an account that is there, under a name of its rule', async () => {
  const container = (name: string) => `${account}/blobServices/default/containers/${name}`
  expect(await verdict(azure, container('run-1'), { properties: {} })).toBe('accepted')
  for (const name of ['Run', 'ru', 'run--1', '-run'])
    expect(await verdict(azure, container(name), { properties: {} })).toContain('400 InvalidResourceName')
  expect(await verdict(azure, container('run-1').replace('sttest', 'stgone'), { properties: {} })).toContain(
    '404 ParentResourceNotFound',
  )
})
