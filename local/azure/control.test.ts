import { type AzureUnderTest, group, objectIdOf, startAzureUnderTest, subscription } from './testing/azure-under-test'

const network = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-test`
const space = { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } }
const role = (name: string) =>
  `${subscription}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-4000-8000-${name.padStart(12, '0')}`
const reader = {
  properties: {
    principalId: objectIdOf('stranger'),
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
  },
}

let azure: AzureUnderTest

beforeAll(async () => {
  azure = await startAzureUnderTest()
  for (const namespace of ['Microsoft.Network', 'Microsoft.ManagedIdentity', 'Microsoft.Storage']) {
    await azure.good('POST', `${subscription}/providers/${namespace}/register`)
  }
  await azure.good('PUT', group, { location: 'westeurope' })
  await azure.good('PUT', network, space)
})
afterAll(() => azure?.close())
afterEach(() => azure.control('DELETE', '/__emulator/faults'))

describe('faults', () => {
  test('answer in place of Azure, as often as they say, and only what they match', async () => {
    const fault = { method: 'GET', match: 'management.azure.com/.*/virtualNetworks/', times: 2, status: 429 }
    await azure.control('POST', '/__emulator/faults', { ...fault, code: 'TooMany', retryAfterSeconds: 3 })
    expect(await azure.call('GET', group)).toMatchObject({ status: 200 })
    expect(await azure.call('PATCH', network, { body: {} })).toMatchObject({ status: 200 })
    for (const _ of [1, 2]) {
      expect(await azure.call('GET', network)).toMatchObject({
        status: 429,
        headers: { 'retry-after': '3' },
        body: { error: { code: 'TooMany' } },
      })
    }
    expect(await azure.call('GET', network)).toMatchObject({ status: 200 })
  })

  test('lose an answer whose request has taken effect', async () => {
    await azure.control('POST', '/__emulator/faults', { method: 'PUT', match: '/vnet-lost', lostAnswer: true })
    const path = network.replace('vnet-test', 'vnet-lost')
    await expect(azure.call('PUT', path, { body: space })).rejects.toThrow(/hang up|reset/)
    expect(await azure.call('GET', path)).toMatchObject({ status: 200, body: { id: path } })
    await azure.good('DELETE', path)
  })

  test('say which of them have not been met', async () => {
    const fault = { method: 'GET', match: '/virtualNetworks/', times: 2, status: 429 }
    await azure.control('POST', '/__emulator/faults', fault)
    await azure.call('GET', network)
    const lags = { principalNotFound: 0, lateRolesSeconds: 0, slowOperationsSeconds: 0 }
    expect((await azure.control('GET', '/__emulator/faults')).body).toEqual({ pending: [{ ...fault, times: 1 }], lags })
    await azure.call('GET', network)
    expect((await azure.control('GET', '/__emulator/faults')).body).toEqual({ pending: [], lags })
  })

  test('are gone when they are cleared', async () => {
    await azure.control('POST', '/__emulator/faults', { match: '.', status: 500, times: 100 })
    expect(await azure.call('GET', group)).toMatchObject({ status: 500 })
    await azure.control('DELETE', '/__emulator/faults')
    expect(await azure.call('GET', group)).toMatchObject({ status: 200 })
  })
})

describe('lags', () => {
  test('principals are found only after so many attempts', async () => {
    await azure.control('PUT', '/__emulator/lags', { principalNotFound: 2 })
    const attempt = () => azure.call('PUT', role('1'), { body: reader })
    for (const _ of [1, 2]) {
      expect(await attempt()).toMatchObject({ status: 400, body: { error: { code: 'PrincipalNotFound' } } })
    }
    expect(await attempt()).toMatchObject({ status: 201 })
    await azure.good('DELETE', role('1'))
  })

  test('a role comes into force late, and the clock can be moved until it has', async () => {
    await azure.control('PUT', '/__emulator/lags', { lateRolesSeconds: 600 })
    await azure.good('PUT', role('2'), reader)
    expect(await azure.call('GET', network, { as: 'stranger' })).toMatchObject({ status: 403 })
    await azure.control('PUT', '/__emulator/clock', { now: new Date(Date.now() + 601_000).toISOString() })
    expect(await azure.call('GET', network, { as: 'stranger' })).toMatchObject({ status: 200 })
    await azure.restart()
    expect(Date.parse((await azure.control('GET', '/__emulator/clock')).body.now)).toBeGreaterThan(Date.now() + 590_000)
    await azure.control('PUT', '/__emulator/clock', { now: new Date().toISOString() })
    await azure.good('DELETE', role('2'))
  })
})

describe('the door', () => {
  test.each<[string, string, string, unknown]>([
    ['a fault that matches nothing', 'POST', 'faults', {}],
    ['a pattern that is none', 'POST', 'faults', { match: '(', status: 500 }],
    ['a misspelt switch', 'POST', 'faults', { match: '.', statsu: 500 }],
    ['a status of success', 'POST', 'faults', { match: '.', status: 200 }],
    ['an unknown lag', 'PUT', 'lags', { slow: 3 }],
    ['a negative lag', 'PUT', 'lags', { slowOperationsSeconds: -1 }],
    ['a time that is none', 'PUT', 'clock', { now: 'tomorrow' }],
    ['a clock without a time', 'PUT', 'clock', {}],
    ['a site that is nowhere', 'PUT', 'sites/x', { url: 'nowhere' }],
  ])('refuses %s and says what is wrong', async (_, method, path, body) => {
    const answer = await azure.control(method, `/__emulator/${path}`, body)
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(/body/) } })
    expect(await azure.call('GET', group)).toMatchObject({ status: 200 })
  })

  test('is not for web pages', async () => {
    const headers = { origin: 'https://evil.example' }
    expect((await fetch(new URL('/__emulator/refusals', azure.azure.url), { headers })).status).toBe(403)
  })

  test('lists refusals from a number on', async () => {
    await azure.call('GET', network, { as: 'stranger' })
    const { next } = (await azure.control('GET', '/__emulator/refusals')).body
    await azure.call('DELETE', network, { as: 'stranger' })
    const { body } = await azure.control('GET', `/__emulator/refusals?since=${next}`)
    expect(body.refusals).toEqual([expect.objectContaining({ kind: 'role', method: 'DELETE', path: network })])
    expect(body.next).toBe(next + 1)
  })

  test('alone shows what an identity signs in with', async () => {
    const path = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-test`
    const { body } = await azure.good('PUT', path, { location: 'westeurope' })
    const { clientId, principalId } = body.properties
    expect(clientId).toMatch(/^[0-9a-f-]{36}$/)
    const shown = (await azure.control('GET', `/__emulator/identities/${clientId}`)).body
    expect(shown).toEqual({ id: path, clientId, principalId, header: expect.any(String) })
    const entra = await fetch(
      `${azure.entra.url}/msi/token?resource=https://vault.azure.net&client_id=${clientId}&api-version=2019-08-01`,
      {
        headers: { 'x-identity-header': shown.header },
      },
    )
    expect(entra.status).toBe(200)
    const answers = [body, (await azure.call('GET', path)).body]
    await azure.restart()
    answers.push(azure.transcript())
    expect(JSON.stringify(answers)).not.toContain(shown.header)
    await azure.good('DELETE', path)
    expect(await azure.control('GET', `/__emulator/identities/${clientId}`)).toMatchObject({ status: 404 })
  })
})

describe('the transcript', () => {
  test('has a line for every request with who called, what was sent and what came of it', async () => {
    await azure.good('PUT', network, { ...space, tags: { seen: 'yes' } })
    await azure.restart()
    expect(azure.transcript().at(-1)).toMatchObject({
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      caller: 'deployer',
      host: 'management.azure.com',
      method: 'PUT',
      path: `${network}?api-version=2024-01-01`,
      status: 200,
      ms: expect.any(Number),
      request: { tags: { seen: 'yes' } },
      answer: { id: network },
    })
  })

  test('has no secret, wherever one stands, and no long body', async () => {
    const secrets = Object.fromEntries(
      ['password', 'clientSecret', 'value', 'connectionString', 'sasToken', 'primaryKey'].map((name) => [
        name,
        `hidden-${name}`,
      ]),
    )
    const keys = [{ keyName: 'k', value: 'hidden-in-list' }]
    const url = 'https://x.example/?sv=1&sig=hidden-signature'
    const properties = {
      ...space.properties,
      nested: { ...secrets, keys },
      passwords: ['hidden-text'],
      note: `see ${url}`,
    }
    await azure.good('PUT', network, { ...space, properties })
    await azure.good('PUT', network, { ...space, properties: { ...space.properties, long: 'x'.repeat(100_000) } })
    await azure.call('GET', `${network}?token=hidden-in-query&api-version=1`)
    await azure.restart()
    const lines = azure.transcript().map((line) => JSON.stringify(line))
    expect(lines.filter((line) => line.includes('hidden-'))).toEqual([])
    expect(lines.filter((line) => line.includes('Bearer ') || line.includes('secret-of-'))).toEqual([])
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(10_000)
  })
})
