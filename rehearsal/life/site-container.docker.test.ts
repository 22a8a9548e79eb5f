import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { engineHost } from '../../local/docker/engine-client'
import { buildImage } from '../../local/docker/images'
import { describeWithDocker } from '../../local/docker/testing/with-docker'
import { runSiteContainer, type SiteContainer } from './site-container'

const image = 'slipway/site-under-test:1'
/** Answers with its environment, with what became of an attempt to write, and tells how it ends. */
const app = `
const { writeFileSync, readFileSync } = require('node:fs')
const { createServer } = require('node:http')
let written
try { writeFileSync('/file', ''); written = 'yes' } catch (error) { written = error.code }
const server = createServer((request, response) => {
  response.end(JSON.stringify({ env: process.env, written, ca: readFileSync(process.env.NODE_EXTRA_CA_CERTS, 'utf8') }))
  if (request.url === '/crash') process.exit(3)
})
server.listen(process.env.PORT, '127.0.0.1')
process.on('SIGTERM', () => { console.log('draining'); server.close(); server.closeAllConnections() })
console.log('listening')
`

describeWithDocker('the container of a site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-site-'))
  const caFile = join(folder, 'ca.crt')
  let control: Server
  let container: SiteContainer | undefined

  beforeAll(async () => {
    writeFileSync(caFile, 'a certificate')
    writeFileSync(join(folder, 'app.js'), app)
    writeFileSync(
      join(folder, 'Dockerfile'),
      'FROM node:24-slim\nCOPY app.js /app.js\nUSER 1000:1000\nCMD ["node", "/app.js"]\n',
    )
    await buildImage({ name: image, context: folder, platform: 'linux/amd64', labels: {}, buildArgs: {} })
    control = createServer((_request, response) => response.end(JSON.stringify({ header: 'the-header' })))
    await new Promise<void>((listening) => control.listen(0, '127.0.0.1', listening))
  }, 120_000)
  afterEach(() => container?.stop())
  afterAll(() => {
    control?.close()
    rmSync(folder, { recursive: true })
  })

  async function start(settings: Record<string, string>, identities: readonly (readonly [string, string])[] = []) {
    container = await runSiteContainer(
      { name: 'app-under-test', hostName: 'app-under-test.azurewebsites.net', image, identities: new Map(identities) },
      settings,
      {
        caFile,
        controlUrl: `http://127.0.0.1:${(control.address() as AddressInfo).port}`,
        dockerHost: engineHost(),
        entraUrl: 'http://127.0.0.1:1',
        proxyUrl: (workload) => `http://${workload}:password@127.0.0.1:2`,
      },
    )
    return container
  }

  async function answerOf({ url, ended, logs }: SiteContainer, path = '/') {
    for (;;) {
      const answer = await fetch(url + path).catch(() => undefined)
      if (answer) return (await answer.json()) as { env: Record<string, string>; written: string; ca: string }
      const end = await ended()
      if (end !== undefined) throw new Error(`${end}: ${await logs()}`)
      await delay(50)
    }
  }

  test('has the settings and what Azure injects, and cannot write', async () => {
    const running = await start({ ONE: 'a=b', PORT: '8080' }, [['/the/identity', 'the-client-id']])
    const { env, written, ca } = await answerOf(running)
    expect(env).toMatchObject({
      ONE: 'a=b',
      PORT: new URL(running.url).port,
      IDENTITY_ENDPOINT: 'http://127.0.0.1:1/msi/token',
      IDENTITY_HEADER: 'the-header',
      WEBSITE_SITE_NAME: 'app-under-test',
      WEBSITE_HOSTNAME: 'app-under-test.azurewebsites.net',
      HTTPS_PROXY: 'http://web-app:password@127.0.0.1:2',
      NO_PROXY: '127.0.0.1,localhost',
      NODE_EXTRA_CA_CERTS: caFile,
    })
    expect(ca).toBe('a certificate')
    expect(written).toBe('EROFS')
    expect(await running.ended()).toBeUndefined()
  })

  test('has no identity where none is assigned, and several are refused', async () => {
    const { env } = await answerOf(await start({}))
    expect(Object.keys(env).filter((name) => name.startsWith('IDENTITY'))).toEqual([])
    await container?.stop()
    const two = [
      ['/one', 'a'],
      ['/two', 'b'],
    ] as const
    await expect(start({}, two)).rejects.toThrow(/app-under-test has 2 identities/)
  })

  test('that ends by itself says how, and its last words are kept', async () => {
    const running = await start({})
    await answerOf(running)
    await fetch(`${running.url}/crash`).catch(() => {})
    let end = await running.ended()
    while (end === undefined) end = await running.ended()
    expect(end).toBe('exit code 3')
    expect(await running.logs()).toContain('listening')
  })

  test('that is kept running is started again when it crashes, and not when it is stopped', async () => {
    const running = await start({})
    await answerOf(running)
    await running.keepRunning()
    await fetch(`${running.url}/crash`).catch(() => {})
    await answerOf(running)
    expect((await running.logs()).match(/listening/g)).toHaveLength(2)
    await running.stop()
    await expect(running.ended()).rejects.toThrow(/No such container/)
  })

  test('is asked to end, and is gone then', async () => {
    const running = await start({ WEBSITES_CONTAINER_STOP_TIME_LIMIT: '20' })
    await answerOf(running)
    const began = Date.now()
    await running.stop()
    expect(Date.now() - began).toBeLessThan(10_000)
    await expect(running.ended()).rejects.toThrow(/No such container/)
    await expect(fetch(running.url)).rejects.toThrow()
  })
})
