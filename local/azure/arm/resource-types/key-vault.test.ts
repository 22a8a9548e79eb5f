import { type AzureUnderTest, group, subscription, tenantId } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

let azure: AzureUnderTest
beforeAll(async () => {
  azure = await startWithGroup(['Microsoft.KeyVault'])
})
afterAll(() => azure?.close())

const body = (more: object = {}) => ({
  location,
  properties: { tenantId, sku: { family: 'A', name: 'standard' }, softDeleteRetentionInDays: 7, ...more },
})
const vault = (name: string) => inGroup('Microsoft.KeyVault/vaults', name)
const deleted = (name: string) =>
  `${subscription}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}`
const recover = body({ createMode: 'recover' })

test('a vault gets its address, and keeps its retention', async () => {
  const { body: shown } = await azure.good('PUT', vault('kv-one'), body())
  expect(shown.properties).toEqual({
    ...body().properties,
    vaultUri: 'https://kv-one.vault.azure.net/',
    provisioningState: 'Succeeded',
  })
  const { softDeleteRetentionInDays: _, ...withoutRetention } = body().properties
  const { body: after } = await azure.good('PUT', vault('kv-one'), { location, properties: withoutRetention })
  expect(after.properties.softDeleteRetentionInDays).toBe(7)
  expect(await verdict(azure, vault('kv-one'), body({ softDeleteRetentionInDays: 30 }))).toContain(
    'has been set already',
  )
})

test.each([
  ['another tenant', { tenantId: '99999999-9999-4999-8999-999999999999' }],
  ['no tenant', { tenantId: undefined }],
  ['a retention below 7 days', { softDeleteRetentionInDays: 6 }],
  ['a retention above 90 days', { softDeleteRetentionInDays: 91 }],
])('a vault with %s is refused', async (_, more) => {
  expect(await verdict(azure, vault('kv-refused'), body(more))).toContain('400 BadRequest')
})

test('purge protection stays on', async () => {
  await azure.good('PUT', vault('kv-kept'), body({ enablePurgeProtection: true }))
  expect(await verdict(azure, vault('kv-kept'), body())).toContain('"enablePurgeProtection" cannot be set to false')
})

test('a deleted vault keeps its name, and is recovered or purged', async () => {
  await azure.good('PUT', vault('kv-soft'), body())
  expect(await azure.call('GET', deleted('kv-soft'))).toMatchObject({ status: 404 })
  await azure.good('DELETE', vault('kv-soft'))
  expect(await azure.call('GET', vault('kv-soft'))).toMatchObject({ status: 404 })
  const { body: shown } = await azure.good('GET', deleted('kv-soft'))
  expect(shown).toMatchObject({ name: 'kv-soft', properties: { vaultId: vault('kv-soft'), location } })
  expect(shown.properties).not.toHaveProperty('instance')
  const { body: list } = await azure.good('GET', `${subscription}/providers/Microsoft.KeyVault/deletedVaults`)
  expect(list.value).toEqual([shown])
  expect(await verdict(azure, vault('kv-soft'), body())).toContain('409 ConflictError')

  await azure.good('PUT', vault('kv-soft'), recover)
  expect(await azure.call('GET', deleted('kv-soft'))).toMatchObject({ status: 404 })
  const { body: recovered } = await azure.good('GET', vault('kv-soft'))
  expect(recovered.properties).not.toHaveProperty('createMode')

  await azure.good('DELETE', vault('kv-soft'))
  expect(await azure.call('POST', `${deleted('kv-soft')}/purge`)).toMatchObject({ status: 202 })
  expect(await azure.call('GET', deleted('kv-soft'))).toMatchObject({ status: 404 })
  expect(await verdict(azure, vault('kv-soft'), body())).toBe('accepted')
})

test('only a vault that was deleted is recovered, and only where it was', async () => {
  expect(await verdict(azure, vault('kv-never'), recover)).toContain('404 DeletedVaultNotFound')
  await azure.good('PUT', vault('kv-there'), body())
  await azure.good('DELETE', vault('kv-there'))
  expect(await verdict(azure, vault('kv-there'), { ...recover, location: 'northeurope' })).toContain(
    '409 ConflictError',
  )
})

test('a vault with purge protection is gone when its retention is over, not before', async () => {
  await azure.good('PUT', vault('kv-guarded'), body({ enablePurgeProtection: true }))
  await azure.good('DELETE', vault('kv-guarded'))
  expect(await azure.call('POST', `${deleted('kv-guarded')}/purge`)).toMatchObject({ status: 403 })
  const { body: before } = await azure.control('GET', '/__emulator/clock')
  const inDays = async (days: number) => {
    const now = new Date(Date.parse(before.now) + days * 24 * 60 * 60 * 1000).toISOString()
    await azure.control('PUT', '/__emulator/clock', { now })
  }
  await inDays(6.9)
  expect(await verdict(azure, vault('kv-guarded'), body())).toContain('409 ConflictError')
  await inDays(7.1)
  expect(await azure.call('GET', deleted('kv-guarded'))).toMatchObject({ status: 404 })
  expect(await verdict(azure, vault('kv-guarded'), body())).toBe('accepted')
  await inDays(0)
})

test('a vault that goes with its group is deleted softly, too', async () => {
  await azure.good('PUT', `${group}-2`, { location })
  await azure.good('PUT', vault('kv-in-group').replace(group, `${group}-2`), body())
  await azure.good('DELETE', `${group}-2`)
  expect(await azure.call('GET', deleted('kv-in-group'))).toMatchObject({ status: 200 })
})
