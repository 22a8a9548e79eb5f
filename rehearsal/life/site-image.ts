import { createEngineClient } from '../../local/docker/engine-client'
import type { AzureClient } from '../azure-client'
import type { Platform } from '../platform'
import { identityToken, machineIdentity } from './managed-identity'
import type { SiteRecord } from './site-record'

/** The user name that goes with a registry's refresh token. */
const refreshTokenUser = '00000000-0000-0000-0000-000000000000'

type Site = Pick<SiteRecord, 'id' | 'image' | 'pullIdentity' | 'identities'>
type Doors = Pick<Platform, 'controlUrl' | 'dockerHost' | 'entraUrl' | 'tenantId'>

/**
 * Pulls the site's image as App Service does: with a refresh token that the registry gives for a token of the identity.
 * @throws with site, image, identity, and the words of whoever refuses: the token endpoint, the registry, or the engine
 */
export async function pullSiteImage(site: Site, client: AzureClient, platform: Doors): Promise<void> {
  const { id, image, pullIdentity, identities } = site
  const assigned = [...identities].find(([, clientId]) => clientId === pullIdentity)?.[0]
  const who =
    pullIdentity === undefined
      ? 'without an identity'
      : `as ${assigned ?? `the identity with client id ${pullIdentity}`}`
  try {
    if (pullIdentity !== undefined && assigned === undefined) {
      const others = [...identities.keys()].join(', ') || 'there is none yet'
      throw new Error(`it is not assigned to the web app\nremedy: assign it, or name one that is assigned: ${others}`)
    }
    await pull(site, client, platform)
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    const remedy = /manifest unknown|not found/i.test(words) ? `\nremedy: ${missingRemedy}` : ''
    throw new Error(`${id}: the image ${image} cannot be pulled ${who}: ${words}${remedy}`)
  }
}

const missingRemedy = 'the registry does not have the image: deploy images and then api'

async function pull({ image, pullIdentity }: Site, client: AzureClient, platform: Doors): Promise<void> {
  const engine = createEngineClient(platform.dockerHost)
  if (pullIdentity === undefined) return engine.pull(image, undefined)
  const [service = ''] = image.split('/')
  const identity = await machineIdentity(platform, pullIdentity)
  const form = new URLSearchParams({
    grant_type: 'access_token',
    service,
    tenant: platform.tenantId,
    access_token: await identityToken(identity, 'https://containerregistry.azure.net'),
  })
  const answer = await client.send('POST', `https://${service}/oauth2/exchange`, {}, form)
  if (answer.status !== 200) {
    throw new Error(`${service} gave no token (${answer.status}): ${JSON.stringify(answer.body)}`)
  }
  const { refresh_token: password } = answer.body as { refresh_token: string }
  await engine.pull(image, { username: refreshTokenUser, password })
}
