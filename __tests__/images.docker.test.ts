import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prod } from '../environments/prod'
import { run } from '../local/docker/command'
import { buildImage } from '../local/docker/images'
import { missingDocker } from '../local/docker/testing/with-docker'
import { type Registry, startRegistry } from '../local/registry/registry'
import { missingRegistry } from '../local/registry/testing/with-registry'
import { describeUnless } from '../local/testing/describe-unless'
import { synthesise } from '../main'
import { buildWheel } from '../optimiser-image/wheels'
import { type BuiltImage, buildStack } from './built-images'
import { newPlatform, type Platform } from './platform'

const tokens = { username: 'push', password: 'push-password' }
const megabyte = 1_000_000
const buildMs = 600_000
let folder: string
let registry: Registry
let images: Record<string, BuiltImage>

describeUnless(missingDocker() ?? missingRegistry(), 'the images of the images stack', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'built-images-'))
    registry = await startRegistry({
      dataDir: join(folder, 'registry'),
      tokens: [
        {
          name: tokens.username,
          password: tokens.password,
          repositories: ['api', 'algorithm-highs', 'algorithm-particles'],
          actions: ['content/read', 'content/write'],
        },
      ],
    })
    const outdir = join(folder, 'cdktf.out')
    await synthesise({ ...prod, algorithms: ['optimiser-image', 'samples/particle-analysis'] }, { outdir })
    images = await buildStack(join(outdir, 'stacks', 'images'), registry, tokens)
  }, buildMs)
  afterAll(async () => {
    await registry.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('one list of folders gives an image to each, for linux/amd64 and with the content it was built of', async () => {
    expect(Object.keys(images).sort()).toEqual(['algorithm-highs', 'algorithm-particles', 'api'])
    for (const [id, { build, digest, seconds }] of Object.entries(images)) {
      const facts = await inspect(build.name)
      expect(`${facts.Os}/${facts.Architecture}`).toBe('linux/amd64')
      expect(facts.Config.Labels).toMatchObject({
        'org.opencontainers.image.title': `slipway ${id}`,
        'org.opencontainers.image.revision': expect.stringMatching(/^[0-9a-f]{64}$/),
      })
      const added = await addedBytes(id)
      process.stdout.write(
        `${id}: ${digest}, ${(added / megabyte).toFixed(2)} MB added, built in ${seconds.toFixed(1)} s\n`,
      )
    }
  })

  test.each([
    ['api', 25],
    ['algorithm-highs', 40],
  ])('%s adds at most %i MB to its base, compressed', async (id, most) => {
    const added = await addedBytes(id)
    expect(added).toBeGreaterThan(0)
    expect(added).toBeLessThan(most * megabyte)
  })

  test("the optimiser's image keeps every package of its base, and has none twice", async () => {
    const [base, own] = await Promise.all([packages(baseOf('algorithm-highs')), packages(nameOf('algorithm-highs'))])
    expect(base).toContain('numpy==2.1.3')
    expect(own).toEqual(expect.arrayContaining(base))
    const names = own.map((name) => name.split('==')[0])
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(expect.arrayContaining(['highspy', 'slipway-optimiser']))
  })

  test('a changed source line of the optimiser or the API is a new image within 15 seconds', async () => {
    const source = join(folder, 'optimiser')
    cpSync(join(__dirname, '..', 'optimiser-image'), source, { recursive: true })
    appendFileSync(join(source, 'src', 'slipway', 'optimiser', 'cpus.py'), '\nCHANGED = True\n')
    const highs = changedContext('algorithm-highs')
    rmSync(join(highs, 'dist'), { recursive: true })
    buildWheel(source, join(highs, 'dist'))
    const api = changedContext('api')
    appendFileSync(join(api, 'api.js'), '\n// changed\n')
    for (const [id, context] of [
      ['algorithm-highs', highs],
      ['api', api],
    ] as const) {
      const name = `${registry.loginServer}/${id}:changed`
      const began = Date.now()
      await buildImage({ ...imageOf(id).build, context, name })
      expect(Date.now() - began).toBeLessThan(15_000)
      expect((await inspect(name)).Id).not.toBe((await inspect(nameOf(id))).Id)
    }
  }, 60_000)

  test('the API without its settings ends with a message that names them', async () => {
    const { status, output } = await docker('run', '--rm', '--read-only', nameOf('api'))
    expect(status).not.toBe(0)
    expect(output).toContain('STORAGE_BLOB_URL')
  })

  describe('the API in its container', () => {
    let platform: Platform
    let container: string
    const port = 21_000 + Math.floor(Math.random() * 9_000)
    const url = `http://127.0.0.1:${port}`
    beforeAll(async () => {
      platform = await newPlatform()
      const { pids } = await platform.start()
      // The settings that the platform gave to its own API; a container has its own PATH.
      const environment = readFileSync(`/proc/${pids.api}/environ`, 'utf8').split('\0')
      const settings = environment.filter((line) => line !== '' && !/^(PATH|PORT|NODE_CHANNEL_\w+)=/.test(line))
      const trust = settings.find((line) => line.startsWith('NODE_EXTRA_CA_CERTS='))?.split('=')[1] ?? ''
      const variables = join(folder, 'api.env')
      writeFileSync(variables, [...settings, `PORT=${port}`].join('\n'), { mode: 0o600 })
      const limits = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--memory', '1750m']
      const access = ['--network', 'host', '--env-file', variables, '--volume', `${trust}:${trust}:ro`]
      // The certificate is the owner's alone; the container runs as somebody else.
      await run('chmod', ['a+r', trust])
      for (let parent = join(trust, '..'); parent.startsWith(platform.data); parent = join(parent, '..')) {
        await run('chmod', ['a+x', parent])
      }
      container = (await run('docker', ['run', '--detach', ...limits, ...access, nameOf('api')])).trim()
    }, 120_000)
    afterAll(async () => {
      await docker('rm', '--force', container)
      await platform.remove()
    }, 60_000)

    test('answers as ready on a root file system that nobody can write, as a user without rights', async () => {
      const answers = async () => (await fetch(`${url}/health/ready`).catch(() => undefined))?.status
      const deadline = Date.now() + 30_000
      while ((await answers()) !== 200 && Date.now() < deadline) await new Promise((next) => setTimeout(next, 100))
      expect(await answers()).toBe(200)
      const { Pid } = (await inspectContainer(container)).State
      const status = readFileSync(`/proc/${Pid}/status`, 'utf8')
      expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).toBe('1000')
      expect(/^CapEff:\s+(\w+)/m.exec(status)?.[1]).toMatch(/^0+$/)
    }, 60_000)

    test('SIGTERM ends it in order', async () => {
      await run('docker', ['stop', '--time', '40', container])
      expect((await inspectContainer(container)).State).toMatchObject({ ExitCode: 0, OOMKilled: false })
      await expect(fetch(`${url}/health/live`)).rejects.toThrow()
    }, 60_000)
  })
})

function imageOf(id: string): BuiltImage {
  const image = images[id]
  if (!image) throw new Error(`no image ${id}`)
  return image
}

const nameOf = (id: string) => imageOf(id).build.name
const baseOf = (id: string) => (id === 'api' ? 'node:24-slim' : 'databricksruntime/python:17.3-LTS')

function changedContext(id: string): string {
  const context = join(folder, `changed-${id}`)
  cpSync(imageOf(id).build.context, context, { recursive: true, preserveTimestamps: true })
  return context
}

interface ImageFacts {
  readonly Id: string
  readonly Os: string
  readonly Architecture: string
  readonly Config: { readonly Labels: Readonly<Record<string, string>> }
  readonly RootFS: { readonly Layers: readonly string[] }
}

async function inspect(image: string): Promise<ImageFacts> {
  return JSON.parse(await run('docker', ['image', 'inspect', image]))[0]
}

async function inspectContainer(id: string): Promise<{ State: { Pid: number; ExitCode: number; OOMKilled: boolean } }> {
  return JSON.parse(await run('docker', ['container', 'inspect', id]))[0]
}

/** Compressed bytes, as the registry has them, of the layers that an image has beyond its base. */
async function addedBytes(id: string): Promise<number> {
  const base = (await inspect(baseOf(id))).RootFS.Layers.length
  const manifest = await run('curl', [
    ...['--silent', '--fail', '--insecure', '--user', `${tokens.username}:${tokens.password}`],
    ...['--header', 'accept: application/vnd.docker.distribution.manifest.v2+json'],
    `${registry.url}/v2/${id}/manifests/${imageOf(id).digest}`,
  ])
  const { layers } = JSON.parse(manifest) as { layers: { size: number }[] }
  return layers.slice(base).reduce((sum, { size }) => sum + size, 0)
}

async function packages(image: string): Promise<string[]> {
  const program =
    'import importlib.metadata as m; print(*(f"{d.name.lower()}=={d.version}" for d in m.distributions()))'
  const python = '/databricks/python3/bin/python'
  return (await run('docker', ['run', '--rm', image, python, '-c', program])).trim().split(/\s+/)
}

async function docker(...args: string[]): Promise<{ status: number; output: string }> {
  return run('docker', args).then(
    (output) => ({ status: 0, output }),
    (error: Error) => ({ status: 1, output: error.message }),
  )
}
