import {
  type AzureUnderTest,
  group,
  objectIdOf,
  startAzureUnderTest,
  subscription,
  tenantId,
} from './testing/azure-under-test'
import { type DataPlane, dataPlane, deployNetwork } from './testing/data-planes'

const location = 'westeurope'
const vaultPath = `${group}/providers/Microsoft.KeyVault/vaults/kv-test`
const vault = 'https://kv-test.vault.azure.net'
const resource = 'https://vault.azure.net'
const dayMs = 24 * 60 * 60 * 1000

const properties = {
  tenantId,
  sku: { family: 'A', name: 'standard' },
  enableRbacAuthorization: true,
  softDeleteRetentionInDays: 7,
  networkAcls: {
    bypass: 'AzureServices',
    defaultAction: 'Deny',
    ipRules: [{ value: '198.51.100.7' }, { value: '203.0.113.10' }],
    virtualNetworkRules: [] as { id: string }[],
  },
}

let azure: AzureUnderTest
let plane: DataPlane
const put = (name: string, body: object) =>
  plane.send('PUT', `${vault}/secrets/${name}?api-version=7.4`, { as: 'deployer', body })
const get = (path: string) => plane.send('GET', `${vault}/${path}?api-version=7.4`, { as: 'deployer' })
const remove = (path: string) => plane.send('DELETE', `${vault}/${path}?api-version=7.4`, { as: 'deployer' })

beforeAll(async () => {
  azure = await startAzureUnderTest()
  plane = dataPlane(azure, resource)
  await deployNetwork(azure, ['Microsoft.KeyVault'])
  await azure.good('PUT', vaultPath, { location, properties })
  await plane.grant('deployer', 'Key Vault Secrets Officer', vaultPath)
})
afterAll(() => azure?.close())

describe('who may', () => {
  test('says without a token where to get one, which is no refusal', async () => {
    const refusals = await plane.refusedBy(async () => {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const answer = await plane.send(method, `${vault}/secrets/asked`, { as: null })
        expect(answer.status).toBe(401)
        expect(answer.headers['www-authenticate']).toBe(
          `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="${resource}"`,
        )
      }
    })
    expect(refusals).toEqual([])
    expect(await get('secrets/asked')).toMatchObject({ status: 404, body: { error: { code: 'SecretNotFound' } } })
  })

  test('a token for another service opens nothing and brings the challenge again', async () => {
    const refusals = await plane.refusedBy(async () => {
      const answer = await plane.send('GET', `${vault}/secrets/a`, { resource: 'https://storage.azure.com' })
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'Unauthorized' } } })
      expect(answer.headers['www-authenticate']).toContain(`resource="${resource}"`)
    })
    expect(refusals).toEqual([expect.objectContaining({ kind: 'token', host: 'kv-test.vault.azure.net' })])
  })

  test('Secrets User reads and cannot write; without a role not even that', async () => {
    await put('shared', { value: 'open sesame' })
    const read = () => plane.send('GET', `${vault}/secrets/shared`)
    const [none] = await plane.refusedBy(async () => expect(await read()).toMatchObject({ status: 403 }))
    expect(none).toMatchObject({
      kind: 'role',
      caller: 'caller',
      resourceId: vaultPath,
      principalId: objectIdOf('stranger'),
      path: '/secrets/shared',
      remedy: expect.stringContaining(`"Key Vault Secrets User" or "Key Vault Secrets Officer" to principal`),
    })
    const revoke = await plane.grant('stranger', 'Key Vault Secrets User', vaultPath)
    expect(await read()).toMatchObject({ status: 200, body: { value: 'open sesame' } })
    for (const [method, path, body] of [
      ['PUT', 'secrets/shared', { value: 'mine' }],
      ['PATCH', 'secrets/shared/0', {}],
      ['DELETE', 'secrets/shared', undefined],
      ['DELETE', 'deletedsecrets/shared', undefined],
      ['POST', 'deletedsecrets/shared/recover', undefined],
    ] as const) {
      expect(await plane.send(method, `${vault}/${path}`, { body })).toMatchObject({
        status: 403,
        body: { error: { code: 'Forbidden', innererror: { code: 'ForbiddenByRbac' } } },
      })
    }
    await revoke()
    expect(await read()).toMatchObject({ status: 403 })
  })

  test('the firewall lets in the listed addresses and trusted services, and no one else', async () => {
    await put('walled', { value: 'w' })
    const from = (workload: string) => plane.send('GET', `${vault}/secrets/walled`, { as: 'deployer', from: workload })
    expect(await from('caller')).toMatchObject({ status: 200 })
    expect(await from('platform')).toMatchObject({ status: 200 })
    const [refusal] = await plane.refusedBy(async () => {
      expect(await from('nodes')).toMatchObject({
        status: 403,
        body: { error: { innererror: { code: 'ForbiddenByFirewall' } } },
      })
    })
    expect(refusal).toMatchObject({
      kind: 'network',
      caller: 'nodes',
      remedy: expect.stringContaining(`add address 198.51.100.20 to the IP rules of ${vaultPath}`),
    })
  })

  test('a vault that was not deployed is not there', async () => {
    const answer = await plane.send('GET', 'https://kv-other.vault.azure.net/secrets/a', { as: 'deployer' })
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'VaultNotFound' } } })
  })

  test('an operation that is not simulated says so', async () => {
    const answer = await plane.send('POST', `${vault}/keys/a/create`, { as: 'deployer', body: {} })
    expect(answer).toMatchObject({
      status: 501,
      body: { error: { message: expect.stringContaining('/keys/a/create') } },
    })
  })

  test('there are no certificate contacts', async () => {
    expect(await get('certificates/contacts')).toMatchObject({ status: 404 })
  })
})

describe('a secret', () => {
  test('has versions of which the last is meant, and says what was put', async () => {
    const exp = 1_900_000_000
    const first = await put('versioned', {
      value: 'a',
      contentType: 'text/plain',
      tags: { for: 'test' },
      attributes: { exp },
    })
    expect(first).toMatchObject({
      status: 200,
      body: {
        value: 'a',
        contentType: 'text/plain',
        tags: { for: 'test' },
        attributes: { enabled: true, exp, recoveryLevel: 'CustomizedRecoverable+Purgeable', recoverableDays: 7 },
        id: expect.stringMatching(/^https:\/\/kv-test\.vault\.azure\.net\/secrets\/versioned\/[0-9a-f]{32}$/),
      },
    })
    await put('versioned', { value: 'b' })
    expect((await get('secrets/versioned/')).body.value).toBe('b')
    const [, , , , version] = first.body.id.split('/').slice(1)
    expect((await get(`secrets/versioned/${version}`)).body).toEqual(first.body)
    expect(await get(`secrets/versioned/${'0'.repeat(32)}`)).toMatchObject({ status: 404 })
    const { value } = (await get('secrets/versioned/versions')).body
    expect(value).toEqual([expect.objectContaining({ id: first.body.id }), expect.objectContaining({ tags: {} })])
    expect(JSON.stringify(value)).not.toContain('"value"')
  })

  test('changes its attributes and keeps its value', async () => {
    const { body } = await put('changing', { value: 'kept' })
    const path = body.id.replace(`${vault}/`, '')
    const change = (version: string, patch: object) =>
      plane.send('PATCH', `${vault}/${version}`, { as: 'deployer', body: patch })
    const changed = await change(path, {
      value: 'no',
      contentType: 'x',
      attributes: { exp: 2_000_000_000, created: 1 },
    })
    expect(changed).toMatchObject({ status: 200, body: { contentType: 'x', attributes: { exp: 2_000_000_000 } } })
    expect((await get(path)).body).toMatchObject({ value: 'kept', attributes: { created: body.attributes.created } })
    expect(await change(`secrets/changing/${'0'.repeat(32)}`, {})).toMatchObject({ status: 404 })
    await change(path, { attributes: { enabled: false } })
    expect(await get(path)).toMatchObject({ status: 403 })
  })

  test.each([
    ['a name with an underscore', 'a_b', { value: 'x' }],
    ['no value', 'empty', {}],
    ['an empty value', 'empty', { value: '' }],
    ['a value above 25 KiB', 'large', { value: 'x'.repeat(25 * 1024 + 1) }],
  ])('is refused with %s', async (_, name, body) => {
    expect(await put(name, body)).toMatchObject({ status: 400 })
  })

  test('is deleted softly: its name is held until it is purged, and it can be recovered', async () => {
    const { body } = await put('gone', { value: 'g' })
    expect((await remove('secrets/gone')).body).toMatchObject({ recoveryId: `${vault}/deletedsecrets/gone` })
    expect(await get('secrets/gone')).toMatchObject({ status: 404 })
    expect((await get('deletedsecrets/gone')).body).not.toHaveProperty('value')
    expect(await put('gone', { value: 'again' })).toMatchObject({ status: 409, body: { error: { code: 'Conflict' } } })
    await plane.send('POST', `${vault}/deletedsecrets/gone/recover`, { as: 'deployer' })
    expect((await get('secrets/gone')).body).toEqual(body)
    await remove('secrets/gone')
    expect(await remove('deletedsecrets/gone')).toMatchObject({ status: 204 })
    expect(await get('deletedsecrets/gone')).toMatchObject({ status: 404 })
    expect(await put('gone', { value: 'anew' })).toMatchObject({ status: 200 })
  })

  test('purges itself after the retention of its vault', async () => {
    await put('old', { value: 'o' })
    await remove('secrets/old')
    const setClock = (time: number) => azure.control('PUT', '/__emulator/clock', { now: new Date(time).toISOString() })
    await setClock(Date.now() + 7 * dayMs - 60_000)
    expect(await get('deletedsecrets/old')).toMatchObject({ status: 200 })
    await setClock(Date.now() + 7 * dayMs + 60_000)
    expect(await get('deletedsecrets/old')).toMatchObject({ status: 404 })
    expect(await put('old', { value: 'new' })).toMatchObject({ status: 200 })
    await setClock(Date.now())
  })

  test('is kept over a restart, and its value is in no transcript', async () => {
    const value = 'never-in-a-transcript'
    await put('kept', { value })
    await azure.restart()
    expect((await get('secrets/kept')).body.value).toBe(value)
    await azure.restart()
    const lines = azure.transcript()
    expect(lines.filter(({ path }) => String(path).startsWith('/secrets/kept'))).toHaveLength(2)
    expect(JSON.stringify(lines)).not.toContain(value)
  })
})

test('a deleted vault takes its secrets with it, and brings them back when it is recovered', async () => {
  await put('inside', { value: 'i' })
  await azure.good('DELETE', vaultPath)
  expect(await get('secrets/inside')).toMatchObject({ status: 404, body: { error: { code: 'VaultNotFound' } } })
  await azure.good('PUT', vaultPath, { location, properties: { ...properties, createMode: 'recover' } })
  await plane.grant('deployer', 'Key Vault Secrets Officer', vaultPath)
  expect((await get('secrets/inside')).body.value).toBe('i')

  await azure.good('DELETE', vaultPath)
  const deleted = `${subscription}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/kv-test`
  await azure.good('POST', `${deleted}/purge`)
  await azure.good('PUT', vaultPath, { location, properties })
  await plane.grant('deployer', 'Key Vault Secrets Officer', vaultPath)
  expect(await get('secrets/inside')).toMatchObject({ status: 404, body: { error: { code: 'SecretNotFound' } } })
})

test('what was deleted from a vault with purge protection cannot be purged', async () => {
  const path = vaultPath.replace('kv-test', 'kv-protected')
  await azure.good('PUT', path, { location, properties: { ...properties, enablePurgeProtection: true } })
  await plane.grant('deployer', 'Key Vault Secrets Officer', path)
  const url = 'https://kv-protected.vault.azure.net'
  const send = (method: string, rest: string, body?: object) =>
    plane.send(method, `${url}/${rest}`, { as: 'deployer', body })
  expect((await send('PUT', 'secrets/a', { value: 'x' })).body.attributes.recoveryLevel).toBe('CustomizedRecoverable')
  await send('DELETE', 'secrets/a')
  expect(await send('DELETE', 'deletedsecrets/a')).toMatchObject({ status: 403 })
})
