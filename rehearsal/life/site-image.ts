import { createEngineClient } from '../../local/docker/engine-client'
import type { AzureClient } from '../azure-client'
import type { Platform } from '../platform'
import { identityToken, machineIdentity } from './managed-identity'
import type { SiteRecord } from './site-record'

/** The user name that goes with a registry's refresh token. */
const refreshTokenUser = '00000000-0000-0000-0000-000000000000'

/**
 * Pulls the site's image as App Service does: with a refresh token that the registry gives for a token of the identity.
 * @throws with the words of whoever refuses: the token endpoint, the registry, or the engine
 */
export async function pullSiteImage(
  { image, pullIdentity, identities }: Pick<SiteRecord, 'image' | 'pullIdentity' | 'identities'>,
  client: AzureClient,
  platform: Pick<Platform, 'controlUrl' | 'dockerHost' | 'entraUrl' | 'tenantId'>,
): Promise<void> {
  const engine = createEngineClient(platform.dockerHost)
  if (pullIdentity === undefined) return engine.pull(image, undefined)
  if (![...identities.values()].includes(pullIdentity)) {
    throw new Error(`the identity that pulls the image (${pullIdentity}) is not assigned to the web app`)
  }
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
    throw new Error(`${service} gave no token for ${image} (${answer.status}): ${JSON.stringify(answer.body)}`)
  }
  const { refresh_token: password } = answer.body as { refresh_token: string }
  await engine.pull(image, { username: refreshTokenUser, password })
}
