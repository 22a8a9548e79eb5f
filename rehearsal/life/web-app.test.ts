import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Recorded } from '../../deploy/recorded'
import { type DeployedSite, deploySite, environment, ids } from './testing/deployed-site'
import { bringWebAppToLife } from './web-app'

const image = 'crtest.azurecr.io/api@sha256:0123'
const folder = mkdtempSync(join(tmpdir(), 'slipway-web-app-'))
const socket = join(folder, 'docker.sock')

let deployed: DeployedSite
let engine: Server
/** What the engine answers; by default that its registry does not have the image. */
type Answerer = (request: IncomingMessage) => Promise<readonly [status: number, body?: object]>
const unknown: Answerer = async () => [404, { message: 'manifest unknown: manifest unknown' }]
let answerOf = unknown
let made: Map<string, readonly Recorded[]>

beforeAll(async () => {
  deployed = await deploySite()
  made = new Map([
    ['api', [{ stack: 'api', address: 'azurerm_linux_web_app.web-app', id: ids.site }]],
    [
      'foundation',
      [
        { stack: 'foundation', address: 'azurerm_container_registry.registry', id: ids.registry },
        {
          ...{ stack: 'foundation', address: 'azurerm_user_assigned_identity.api-identity', id: ids.identity },
          principalId: await deployed.principalId(),
        },
      ],
    ],
  ])
  await pulledBy(await deployed.clientId())
  await deployed.putSettings({ PORT: '8080' })
  engine = createServer(async (request, response) => {
    const [status, body] = await answerOf(request)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body && JSON.stringify(body))
  })
  await new Promise<void>((listening) => engine.listen(socket, listening))
})
afterEach(() => {
  answerOf = unknown
})
afterAll(async () => {
  engine?.close()
  await deployed?.close()
  rmSync(folder, { recursive: true })
})

/** @param identity client id */
function pulledBy(identity: string): Promise<void> {
  return deployed.putSite({
    siteConfig: {
      linuxFxVersion: `DOCKER|${image}`,
      acrUseManagedIdentityCreds: true,
      acrUserManagedIdentityID: identity,
    },
  })
}

function start() {
  const platform = { ...deployed.platform, dockerHost: `unix://${socket}`, logs: folder, dataDir: folder }
  return bringWebAppToLife({ environment, platform, made })
}

/** What the start of the web app fails with. */
async function failure(): Promise<string> {
  return start().then(
    () => 'it started',
    (error: Error) => error.message,
  )
}

const told = `api, azurerm_linux_web_app.web-app: the image ${image} cannot be pulled as foundation, azurerm_user_assigned_identity.api-identity: `

test('a first start that is refused names image and identity, and what would have let it in', async () => {
  const said = await failure()
  expect(said).toContain(`${told}crtest.azurecr.io gave no token (403): `)
  expect(said).toMatch(
    /\nrefused meanwhile:\n {2}- foundation, azurerm_container_registry\.registry refused app-service .*\n {4}remedy: assign the role "AcrPull" .*principal foundation, azurerm_user_assigned_identity\.api-identity/,
  )
  expect(said).not.toContain('/subscriptions/')
})

test('an image that the registry does not have is named, with what puts it there', async () => {
  await deployed.assign('00000000-0000-4000-8000-00000000000c', 'AcrPull', ids.registry, await deployed.principalId())
  expect(await failure()).toBe(
    `${told}manifest unknown: manifest unknown\nremedy: the registry does not have the image: deploy images and then api`,
  )
})

test('an identity that is not the web app’s is named by its client id', async () => {
  await pulledBy('client-id-of-the-puller')
  expect(await failure()).toBe(
    `api, azurerm_linux_web_app.web-app: the image ${image} cannot be pulled as the identity with client id client-id-of-the-puller: it is not assigned to the web app\nremedy: assign it, or name one that is assigned: foundation, azurerm_user_assigned_identity.api-identity`,
  )
})

describe('an app that runs', () => {
  const path = process.env.PATH
  let app: Server
  let healthy: boolean
  let updates: string[]

  beforeEach(async () => {
    await pulledBy(await deployed.clientId())
    writeFileSync(join(folder, 'docker'), '#!/bin/sh\necho "the app waits for its database"\n', { mode: 0o755 })
    process.env.PATH = `${folder}:${path}`
    healthy = true
    updates = []
    app = createServer((_request, response) => response.writeHead(healthy ? 200 : 503).end('not yet'))
    let port = 0
    // An engine whose containers are this app, which stops listening when its container is removed.
    answerOf = async (request) => {
      const { method, url = '' } = request
      if (url.startsWith('/containers/create')) port = Number(/"PORT=(\d+)"/.exec(await text(request))?.[1])
      if (url.endsWith('/start')) await new Promise<void>((listening) => app.listen(port, '127.0.0.1', listening))
      if (url.endsWith('/update')) updates.push(await text(request))
      if (method === 'DELETE') app.close()
      return url.endsWith('/json') ? [200, { State: { Running: true } }] : [200]
    }
  })
  afterEach(() => {
    process.env.PATH = path
  })

  test('and gets not healthy again is waited for no longer than whoever restarts it has time', async () => {
    const live = await start()
    healthy = false
    await expect(live.restart(AbortSignal.timeout(300))).rejects.toThrow(
      /the web app is not healthy after \d s: 503 not yet\nthe app waits for its database\nremedy: /,
    )
    expect(app.listening).toBe(false)
  })

  test('is started again when it crashes, as soon as it has been healthy', async () => {
    const live = await start()
    expect(updates).toEqual(['{"RestartPolicy":{"Name":"always"}}'])
    healthy = false
    await expect(live.restart(AbortSignal.abort())).rejects.toThrow(/is not healthy/)
    expect(updates).toHaveLength(1)
  })
})
