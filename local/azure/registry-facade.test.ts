import { type AzureUnderTest, group, objectIdOf, startAzureUnderTest } from './testing/azure-under-test'
import { type DataPlane, dataPlane, deployNetwork } from './testing/data-planes'
import { basic, type DeployedToken, deployToken, form, host, registry, registryUrl } from './testing/registry'

let azure: AzureUnderTest
let plane: DataPlane
let push: DeployedToken

beforeAll(async () => {
  azure = await startAzureUnderTest()
  plane = dataPlane(azure, 'https://containerregistry.azure.net')
  await deployNetwork(azure, ['Microsoft.ContainerRegistry'])
  await azure.good('PUT', registry, { location: 'westeurope', sku: { name: 'Basic' }, properties: {} })
  push = await deployToken(azure, 'images-push', [
    'repositories/api/content/read',
    'repositories/api/content/write',
    'repositories/base/content/read',
  ])
})
afterAll(() => azure?.close())

const send = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  plane.send(method, `${registryUrl}${path}`, { as: null, headers, body })
const tokenFor = async (authorization: string) =>
  send('GET', `/oauth2/token?service=${host}&scope=repository:api:pull,push`, { authorization })

describe('without a token', () => {
  test.each([
    ['GET', '/v2/', ''],
    ['HEAD', '/v2/api/manifests/latest', ',scope="repository:api:pull"'],
    ['POST', '/v2/api/blobs/uploads/', ',scope="repository:api:pull,push"'],
  ])('%s %s is answered with where to get one, which is no refusal', async (method, path, scope) => {
    const refusals = await plane.refusedBy(async () => {
      const answer = await send(method, path)
      expect(answer.status).toBe(401)
      expect(answer.headers['www-authenticate']).toBe(
        `Bearer realm="${registryUrl}/oauth2/token",service="${host}"${scope}`,
      )
    })
    expect(refusals).toEqual([])
  })

  test('a registry that was not deployed is not there', async () => {
    expect(await plane.send('GET', 'https://crother.azurecr.io/v2/', { as: null })).toMatchObject({ status: 404 })
  })
})

describe('a token with a scope map', () => {
  test('signs in with its generated password, at the token endpoint', async () => {
    const answer = await tokenFor(basic('images-push', push.password))
    expect(answer).toMatchObject({ status: 200, body: { access_token: expect.any(String) } })
  })

  test.each<[string, () => string]>([
    ['a wrong password', () => basic('images-push', `${push.password}x`)],
    ['the password of another name', () => basic('images-pull', push.password)],
    ['no password', () => basic('images-push', '')],
  ])('does not sign in with %s', async (_, authorization) => {
    const [refusal] = await plane.refusedBy(async () => {
      expect(await tokenFor(authorization())).toMatchObject({ status: 401 })
    })
    expect(refusal).toMatchObject({ kind: 'registry', resourceId: registry, host })
  })

  test.each([
    ['DELETE', '/v2/api/manifests/sha256:1', 'repositories/api/content/delete'],
    ['GET', '/v2/api/tags/list', 'repositories/api/metadata/read'],
    ['PUT', '/v2/base/manifests/latest', 'repositories/base/content/write'],
    ['GET', '/v2/other/manifests/latest', 'repositories/other/content/read'],
    ['POST', '/v2/api/blobs/uploads/?mount=sha256:1&from=other', 'repositories/other/content/read'],
    ['GET', '/v2/_catalog', 'registry/catalog/*'],
  ])('may not %s %s, since its map does not list %s', async (method, path, right) => {
    const { access_token: token } = (await tokenFor(basic('images-push', push.password))).body
    for (const authorization of [`Bearer ${token}`, basic('images-push', push.password)]) {
      const [refusal] = await plane.refusedBy(async () => {
        expect(await send(method, path, { authorization })).toMatchObject({
          status: 403,
          body: { errors: [{ code: 'DENIED' }] },
        })
      })
      expect(refusal).toMatchObject({
        kind: 'registry',
        remedy: `give images-push ${right}: by its scope map ${push.scopeMapId}`,
      })
    }
  })

  test('that is disabled signs in no more', async () => {
    await push.update({ status: 'disabled' })
    expect(await tokenFor(basic('images-push', push.password))).toMatchObject({ status: 401 })
    await push.update({ status: 'enabled' })
    expect(await tokenFor(basic('images-push', push.password))).toMatchObject({ status: 200 })
  })

  test('has two passwords, each of which ends when it is generated anew', async () => {
    const pull = await deployToken(azure, 'images-pull', ['repositories/api/content/read'])
    const second = await pull.generate('password2')
    const third = await pull.generate('password1')
    for (const [password, status] of [
      [pull.password, 401],
      [second, 200],
      [third, 200],
    ] as const) {
      expect(await tokenFor(basic('images-pull', password))).toMatchObject({ status })
    }
    await azure.restart()
    expect(await tokenFor(basic('images-pull', third))).toMatchObject({ status: 200 })
    expect(JSON.stringify(azure.transcript())).not.toContain(third)
  })

  test('and its password end when they expire, and what was signed with it three hours later', async () => {
    const setClock = (time: number) => azure.control('PUT', '/__emulator/clock', { now: new Date(time).toISOString() })
    const now = Date.now()
    const dayMs = 24 * 60 * 60 * 1000
    const short = await deployToken(azure, 'images-short', ['repositories/api/content/read'], new Date(now + dayMs))
    await setClock(now + dayMs - 60_000)
    const { body } = await tokenFor(basic('images-short', short.password))
    await setClock(now + dayMs + 60_000)
    expect(await tokenFor(basic('images-short', short.password))).toMatchObject({ status: 401 })
    const authorization = `Bearer ${body.access_token}`
    // Still known, so it is told that it may not write.
    expect(await send('PUT', '/v2/api/manifests/latest', { authorization })).toMatchObject({ status: 403 })
    await setClock(now + dayMs + 4 * 60 * 60 * 1000)
    expect(await send('PUT', '/v2/api/manifests/latest', { authorization })).toMatchObject({ status: 401 })
    await setClock(Date.now())
  })

  test('of which nobody has generated a password lets nobody in', async () => {
    const path = `${registry}/tokens/images-none`
    await azure.good('PUT', path, { properties: { scopeMapId: push.scopeMapId } })
    expect(await tokenFor(basic('images-none', ''))).toMatchObject({ status: 401 })
  })
})

describe('an identity', () => {
  const exchange = async (as: 'stranger' | 'deployer', resource?: string) =>
    send(
      'POST',
      '/oauth2/exchange',
      form.headers,
      form.body({ grant_type: 'access_token', service: host, access_token: await plane.token(as, resource) }),
    )
  const refresh = (token: string) =>
    send(
      'POST',
      '/oauth2/token',
      form.headers,
      form.body({ grant_type: 'refresh_token', service: host, scope: 'repository:api:pull', refresh_token: token }),
    )

  test('without a role gets nothing for its token, and the refusal names the role', async () => {
    const [refusal] = await plane.refusedBy(async () =>
      expect(await exchange('stranger')).toMatchObject({ status: 403 }),
    )
    expect(refusal).toMatchObject({
      kind: 'role',
      principalId: objectIdOf('stranger'),
      remedy: `assign the role "AcrPull" or "AcrPush" to principal ${objectIdOf('stranger')} at ${registry}`,
    })
  })

  test('needs a token for the registry or for the resource manager', async () => {
    const revoke = await plane.grant('stranger', 'AcrPull', registry)
    expect(await exchange('stranger', 'https://vault.azure.net')).toMatchObject({ status: 401 })
    expect(await exchange('stranger', 'https://management.azure.com')).toMatchObject({ status: 200 })
    await revoke()
  })

  test('with AcrPull may read every repository and write none', async () => {
    const revoke = await plane.grant('stranger', 'AcrPull', registry)
    const { refresh_token: refreshToken } = (await exchange('stranger')).body
    const { access_token: token } = (await refresh(refreshToken)).body
    const authorization = `Bearer ${token}`
    expect(await send('PUT', '/v2/any/manifests/latest', { authorization })).toMatchObject({ status: 403 })
    // Docker signs in with the refresh token as a password, under a name that says so.
    const nobody = '00000000-0000-0000-0000-000000000000'
    expect(await tokenFor(basic(nobody, refreshToken))).toMatchObject({ status: 200 })
    expect(await tokenFor(basic(nobody, 'made up'))).toMatchObject({ status: 401 })
    expect(await refresh('made up')).toMatchObject({ status: 401 })
    await revoke()
    expect(await exchange('stranger')).toMatchObject({ status: 403 })
  })

  test('cannot use at one registry what another one gave it', async () => {
    const other = `${group}/providers/Microsoft.ContainerRegistry/registries/crother`
    await azure.good('PUT', other, { location: 'westeurope', sku: { name: 'Basic' }, properties: {} })
    const { refresh_token: refreshToken } = (await exchange('deployer')).body
    const { access_token: token } = (await refresh(refreshToken)).body
    const headers = { authorization: `Bearer ${token}` }
    expect(await plane.send('GET', 'https://crother.azurecr.io/v2/', { as: null, headers })).toMatchObject({
      status: 401,
    })
  })
})
