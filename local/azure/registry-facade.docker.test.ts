import { createHash } from 'node:crypto'
import { describeWithRegistry } from '../registry/testing/with-registry'
import { type AzureUnderTest, startAzureUnderTest } from './testing/azure-under-test'
import { type DataPlane, dataPlane, deployNetwork } from './testing/data-planes'
import { basic, deployToken, form, host, registry, registryUrl } from './testing/registry'

const manifestType = 'application/vnd.oci.image.manifest.v1+json'
const digestOf = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`

describeWithRegistry('images behind the container registry', () => {
  let azure: AzureUnderTest
  let plane: DataPlane
  let authorization: string

  beforeAll(async () => {
    azure = await startAzureUnderTest()
    plane = dataPlane(azure, 'https://containerregistry.azure.net')
    await deployNetwork(azure, ['Microsoft.ContainerRegistry'])
    await azure.good('PUT', registry, { location: 'westeurope', sku: { name: 'Basic' }, properties: {} })
    const actions = ['content/read', 'content/write', 'metadata/read'].map((action) => `repositories/api/${action}`)
    const push = await deployToken(azure, 'images-push', [...actions, 'repositories/base/content/write'])
    const { body } = await plane.send('GET', `${registryUrl}/oauth2/token?service=${host}`, {
      as: null,
      headers: { authorization: basic('images-push', push.password) },
    })
    authorization = `Bearer ${body.access_token}`
  }, 30_000)
  afterAll(() => azure?.close())

  const send = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    plane.send(method, new URL(path, registryUrl).href, { as: null, headers: { authorization, ...headers }, body })

  /** As a client of the distribution protocol pushes: where an upload goes on, the registry says. */
  async function pushBlob(repository: string, content: string): Promise<number> {
    const started = await send('POST', `/v2/${repository}/blobs/uploads/`)
    const next = new URL(String(started.headers.location), registryUrl)
    expect(next.host).toBe(host)
    next.searchParams.set('digest', digestOf(content))
    return (await send('PUT', next.href, { 'content-type': 'application/octet-stream' }, content)).status
  }

  test('an image is pushed with a token, and pulled with the AcrPull of an identity alone', async () => {
    const layer = 'x'.repeat(3 * 1024 * 1024)
    const config = '{}'
    expect(await pushBlob('api', layer)).toBe(201)
    expect(await pushBlob('api', config)).toBe(201)
    const described = (content: string, mediaType: string) => {
      return { mediaType, digest: digestOf(content), size: content.length }
    }
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: described(config, 'application/vnd.oci.image.config.v1+json'),
      layers: [described(layer, 'application/vnd.oci.image.layer.v1.tar')],
    })
    const pushed = await send('PUT', '/v2/api/manifests/one', { 'content-type': manifestType }, manifest)
    expect(pushed).toMatchObject({ status: 201, headers: { 'docker-content-digest': digestOf(manifest) } })
    expect((await send('GET', '/v2/api/tags/list')).body).toEqual({ name: 'api', tags: ['one'] })

    const revoke = await plane.grant('stranger', 'AcrPull', registry)
    const ask = (path: string, fields: Record<string, string>) =>
      send('POST', path, form.headers, form.body({ service: host, ...fields }))
    const exchanged = await ask('/oauth2/exchange', {
      grant_type: 'access_token',
      access_token: await plane.token('stranger'),
    })
    const refreshed = await ask('/oauth2/token', {
      grant_type: 'refresh_token',
      refresh_token: exchanged.body.refresh_token,
    })
    const pull = { authorization: `Bearer ${refreshed.body.access_token}`, accept: manifestType }
    expect(await send('GET', '/v2/', pull)).toMatchObject({ status: 200 })
    const head = await send('HEAD', '/v2/api/manifests/one', pull)
    expect(head).toMatchObject({ status: 200, headers: { 'docker-content-digest': digestOf(manifest) } })
    const pulled = await send('GET', `/v2/api/blobs/${digestOf(layer)}`, pull)
    expect(digestOf(pulled.body)).toBe(digestOf(layer))
    expect(await send('DELETE', `/v2/api/manifests/${digestOf(manifest)}`, pull)).toMatchObject({ status: 403 })
    await revoke()
  })

  test('a provider reads a digest with name and password alone', async () => {
    const reader = await deployToken(azure, 'images-read', ['repositories/api/content/read'])
    const headers = { authorization: basic('images-read', reader.password), accept: manifestType }
    expect((await send('HEAD', '/v2/api/manifests/one', headers)).headers['docker-content-digest']).toMatch(/^sha256:/)
  })

  test('a token that writes to a repository which it cannot read leaves nothing there to be read', async () => {
    expect(await pushBlob('base', 'layer')).toBe(201)
    expect(await send('HEAD', `/v2/base/blobs/${digestOf('layer')}`)).toMatchObject({ status: 403 })
  })

  test('images outlive a restart', async () => {
    await azure.restart()
    const revoke = await plane.grant('stranger', 'AcrPush', registry)
    const { body } = await send(
      'POST',
      '/oauth2/exchange',
      form.headers,
      form.body({ service: host, access_token: await plane.token('stranger') }),
    )
    const nobody = basic('00000000-0000-0000-0000-000000000000', body.refresh_token)
    const headers = { authorization: nobody, accept: manifestType }
    expect(await send('GET', '/v2/api/manifests/one', headers)).toMatchObject({ status: 200 })
    await revoke()
  })
})
