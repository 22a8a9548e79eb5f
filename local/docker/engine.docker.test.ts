import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openResources } from '../arm/resources'
import { openCertificateAuthority } from '../azure/certificate-authority'
import { forward } from '../azure/forward'
import { startProxy } from '../azure/proxy'
import { openJsonStore } from '../json-store'
import { type Registry, startRegistry } from '../registry/registry'
import { missingRegistry } from '../registry/testing/with-registry'
import { describeUnless } from '../testing/describe-unless'
import { run } from './command'
import { type Engine, startOwnEngine } from './engine'
import { createEngineClient } from './engine-client'
import { pushImage } from './images'
import { missingDocker } from './testing/with-docker'

const host = 'crx.azurecr.io'
const image = `${host}/app:1`
const credentials = { username: 'pusher', password: 'a-password' }
const startable = process.getuid?.() === 0 && !spawnSync('dockerd', ['--version']).error
const missingEngine = startable ? missingDocker() : 'it needs dockerd and the rights of root'

describeUnless(missingEngine ?? missingRegistry(), 'an engine of our own behind a proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-engine-'))
  const before = process.env.DOCKER_HOST
  const refused: string[] = []
  let engine: Engine
  let registry: Registry
  let proxy: Awaited<ReturnType<typeof startProxy>>

  beforeAll(async () => {
    const authority = await openCertificateAuthority(join(folder, 'authority'))
    registry = await startRegistry({
      dataDir: join(folder, 'registry'),
      tokens: [
        {
          ...credentials,
          name: credentials.username,
          repositories: ['app'],
          actions: ['content/read', 'content/write'],
        },
      ],
    })
    const ca = readFileSync(registry.caFile, 'utf8')
    const server = createServer((request, response) => forward(request, response, registry.url, { ca }))
    proxy = await startProxy({
      port: 0,
      workloads: [{ name: 'docker-engine', password: 'a-password', address: '192.0.2.1' }],
      authority,
      resources: openResources(openJsonStore(folder).collection('resources')),
      serverFor: (name) => (name === host ? server : undefined),
      onRefused: (caller, name) => refused.push(`${caller} ${name}`),
    })
    engine = await startOwnEngine(join(folder, 'docker'), {
      HTTPS_PROXY: `http://docker-engine:a-password@127.0.0.1:${proxy.port}`,
      SSL_CERT_FILE: authority.caFile,
    })
    process.env.DOCKER_HOST = engine.host
  }, 60_000)
  afterAll(async () => {
    if (before === undefined) delete process.env.DOCKER_HOST
    else process.env.DOCKER_HOST = before
    await engine?.stop()
    await proxy?.close()
    await registry?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('pushes to and pulls from a registry under its real host name', async () => {
    const content = join(folder, 'hello')
    writeFileSync(content, 'hello')
    const packed = join(folder, 'root.tar')
    await run('tar', ['--create', '--file', packed, '--directory', folder, 'hello'])
    await run('docker', ['import', packed, image])
    const digest = await pushImage(image, credentials)
    await run('docker', ['rmi', image])
    await createEngineClient(engine.host).pull(`${host}/app@${digest}`, credentials)
    const { RootFS } = await createEngineClient(engine.host).call<{ RootFS: { Layers: string[] } }>(
      'GET',
      `/images/${host}/app@${digest}/json`,
    )
    expect(RootFS.Layers).toHaveLength(1)
  })

  test('reaches nothing that the proxy does not serve', async () => {
    await expect(createEngineClient(engine.host).pull('docker.io/library/hello-world', undefined)).rejects.toThrow(
      /Bad Gateway/,
    )
    expect(refused).toContain('docker-engine registry-1.docker.io')
  })

  test('keeps its folder to itself', async () => {
    await expect(startOwnEngine(join(folder, 'docker'), {})).rejects.toThrow(/another Docker engine uses .*docker/)
  })
})
