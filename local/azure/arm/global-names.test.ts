import { type AzureUnderTest, group, startAzureUnderTest, subscription, tenantId } from '../testing/azure-under-test'

const location = 'westeurope'
const plan = `${group}/providers/Microsoft.Web/serverFarms/plan`

/** Types whose names are host names, so that each is there once in the world. */
const types = [
  {
    type: 'Microsoft.Storage/storageAccounts',
    name: 'stnameistaken',
    body: { location, kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { allowSharedKeyAccess: false } },
    code: 'StorageAccountAlreadyTaken',
  },
  {
    type: 'Microsoft.KeyVault/vaults',
    name: 'kv-name-is-taken',
    body: { location, properties: { tenantId, sku: { name: 'standard' } } },
    code: 'VaultAlreadyExists',
  },
  {
    type: 'Microsoft.ContainerRegistry/registries',
    name: 'crnameistaken',
    body: { location, sku: { name: 'Basic' }, properties: {} },
    code: 'AlreadyInUse',
  },
  {
    type: 'Microsoft.Web/sites',
    name: 'app-name-is-taken',
    body: { location, properties: { serverFarmId: plan } },
    code: 'Conflict',
  },
]

let azure: AzureUnderTest

beforeAll(async () => {
  azure = await startAzureUnderTest()
  for (const { type } of types) {
    await azure.good('POST', `${subscription}/providers/${type.split('/')[0]}/register`)
  }
  await azure.good('PUT', group, { location })
  await azure.good('PUT', `${group}-2`, { location })
  await azure.good('PUT', plan, { location, sku: { name: 'B1' }, properties: { reserved: true } })
})
afterAll(() => azure?.close())

test.each(types)('a name of $type is there once, in any group', async ({ type, name, body, code }) => {
  const [namespace] = type.split('/')
  const isFree = async () =>
    (await azure.call('POST', `${subscription}/providers/${namespace}/checkNameAvailability`, { body: { name, type } }))
      .body
  expect(await isFree()).toEqual({ nameAvailable: true })
  const path = `${group}/providers/${type}/${name}`
  await azure.good('PUT', path, body)
  await azure.good('PUT', path, body)
  expect(await isFree()).toEqual({
    nameAvailable: false,
    reason: 'AlreadyExists',
    message: expect.stringContaining(name),
  })
  expect(await azure.call('PUT', `${group}-2/providers/${type}/${name}`, { body })).toMatchObject({
    status: 409,
    body: { error: { code, message: expect.stringContaining(name) } },
  })
})
