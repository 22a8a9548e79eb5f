import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recorded } from '../../deploy/recorded'
import { type DeployedSite, deploySite, environment, ids } from './testing/deployed-site'
import { bringWebAppToLife } from './web-app'

const image = 'crtest.azurecr.io/api@sha256:0123'
const folder = mkdtempSync(join(tmpdir(), 'slipway-web-app-'))
const socket = join(folder, 'docker.sock')

let deployed: DeployedSite
let engine: Server
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
  // Answers as an engine whose registry does not have the image.
  engine = createServer((_request, response) => {
    response.writeHead(404, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ message: 'manifest unknown: manifest unknown' }))
  })
  await new Promise<void>((listening) => engine.listen(socket, listening))
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

/** What the start of the web app fails with. */
async function failure(): Promise<string> {
  const platform = { ...deployed.platform, dockerHost: `unix://${socket}`, logs: folder }
  return bringWebAppToLife({ environment, platform, made }).then(
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
