import { readdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aRun, type FakeApi, json, problem, runId, secret, startFakeApi } from './testing/fake-api'
import { apiClientId, type FakeEntra, startFakeEntra, tenantId } from './testing/fake-entra'
import { runCli } from './testing/run-cli'

let api: FakeApi
beforeEach(async () => {
  api = await startFakeApi()
})
afterEach(() => api.close())

test.each([
  'http://slipway.example.com',
  'http://127.0.0.1.example.com',
  'http://10.0.0.1:8080',
  'ftp://127.0.0.1',
  'https://user:password@slipway.example.com',
  'slipway.example.com',
])('no token is made for %s', async (url) => {
  writeFileSync(join(api.folder, 'ready.json'), JSON.stringify({ api: url }))
  const { code, stderr } = await runCli(api, ['--api', url, 'status', runId])
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('https://') })
  expect(api.requests).toEqual([])
})

test('the local token is not for another API on this machine', async () => {
  const other = await startFakeApi()
  try {
    const { code } = await runCli(api, ['--api', other.url, 'status', runId])
    expect(code).toBe(3)
    expect(other.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true)
    expect(api.requests).toEqual([])
  } finally {
    await other.close()
  }
})

test('an issuer that refuses is explained without the secret', async () => {
  api.on('POST', '/tenant/oauth2/v2.0/token', (_, response) => json(response, 401, { error: 'invalid_client' }))
  const { code, stderr } = await runCli(api, ['status', runId])
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('npm start') })
  expect(stderr).not.toContain(secret)
})

test('login tells who the local token stands for, without showing it', async () => {
  const claims = Buffer.from(JSON.stringify({ oid: 'o-1', tid: 't-1', roles: ['Runs.Admin', 'Other'] })).toString(
    'base64url',
  )
  const jwt = `h.${claims}.s`
  api.on('POST', '/tenant/oauth2/v2.0/token', (_, response) =>
    json(response, 200, { access_token: jwt, expires_in: 60 }),
  )
  const { code, stdout } = await runCli(api, ['login'])
  expect(code).toBe(0)
  expect(stdout.split('\n').slice(1)).toEqual([
    '  tenant: t-1',
    '  role:   Runs.Admin (do everything to every run)',
    '  role:   Other',
    '',
  ])
  expect(stdout).toContain('(o-1)')
  expect(stdout).not.toContain(jwt)
})

describe('a deployed API', () => {
  let entra: FakeEntra
  beforeEach(async () => {
    unlinkSync(join(api.folder, 'ready.json'))
    entra = await startFakeEntra(api.folder)
    challenge(`authorization_uri="${entra.url}/${tenantId}", resource_id="api://${apiClientId}"`)
    api.on('GET', `/v1/runs/${runId}`, ({ headers }, response) => {
      if (headers.authorization) json(response, 200, aRun({ name: headers.authorization }))
      else problem(response, 401, { code: 'Unauthenticated' })
    })
  })
  afterEach(() => entra.close())

  function challenge(parameters: string) {
    api.on('GET', '/v1', (_, response) =>
      problem(response, 401, { code: 'Unauthenticated' }, { 'WWW-Authenticate': `Bearer ${parameters}` }),
    )
  }
  const application = () => ({
    ...entra.env,
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: 'client',
    AZURE_CLIENT_SECRET: 'client-secret',
  })

  test('is called with a token for the application that its 401 names', async () => {
    const { code, stdout } = await runCli(api, ['status', runId], application())
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Bearer ') })
    expect(entra.tokenRequests.map((form) => form.get('scope'))).toEqual([
      expect.stringContaining(`api://${apiClientId}/.default`),
    ])
  })

  test.each([
    'authorization_uri="https://login.example/t", resource_id="https://management.azure.com"',
    'authorization_uri="https://login.example/t", resource_id="api://management.azure.com"',
    'realm="x"',
  ])('that asks for %s gets no token', async (parameters) => {
    challenge(parameters)
    const { code, stderr } = await runCli(api, ['status', runId], application())
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('how to sign in') })
    expect(entra.tokenRequests).toEqual([])
  })

  test('is used after login --device-code, until the sign-in is gone', async () => {
    const state = join(api.folder, 'state')
    const env = { ...entra.env, XDG_STATE_HOME: state }
    const login = await runCli(api, ['login', '--device-code'], env)
    expect(login).toEqual({
      code: 0,
      stdout: expect.stringContaining('as Ada Lovelace (aaaaaaaa-'),
      stderr: expect.stringContaining('type the code ABC123'),
    })
    expect(login.stdout).toContain('Runs.Submit (submit runs and see your own)')
    const files = readdirSync(join(state, 'slipway')).map((name) => join(state, 'slipway', name))
    expect(files.map((file) => statSync(file).mode & 0o777)).toEqual(files.map(() => 0o600))
    expect(statSync(join(state, 'slipway')).mode & 0o777).toBe(0o700)

    const asked = entra.tokenRequests.length
    expect((await runCli(api, ['status', runId], env)).stdout).toContain('Bearer ')
    expect(entra.tokenRequests).toHaveLength(asked)

    for (const file of files.filter((name) => name.includes('tokens'))) unlinkSync(file)
    const ended = await runCli(api, ['status', runId], env)
    expect(ended).toEqual({ code: 3, stdout: '', stderr: expect.stringContaining('"slipway login" renews it') })
  })
})
