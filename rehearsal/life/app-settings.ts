import type { AzureClient } from '../azure-client'
import type { Platform } from '../platform'
import { identityToken, machineIdentity } from './managed-identity'
import type { SiteRecord } from './site-record'

const apiVersion = '7.4'

/** A Key Vault reference whose value could not be had; the app gets the reference itself, as in Azure. */
export interface UnresolvedReference {
  readonly setting: string
  readonly reference: string
  readonly why: string
}

/**
 * Resolves the site's Key Vault references, as App Service does before it starts the container.
 * Source: https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
 */
export async function resolveSettings(
  site: Pick<SiteRecord, 'settings' | 'identities' | 'referenceIdentityId'>,
  client: AzureClient,
  platform: Pick<Platform, 'controlUrl' | 'entraUrl'>,
): Promise<{ readonly settings: Record<string, string>; readonly unresolved: readonly UnresolvedReference[] }> {
  const settings: Record<string, string> = { ...site.settings }
  const unresolved: UnresolvedReference[] = []
  for (const [setting, reference] of Object.entries(site.settings)) {
    if (!reference.startsWith('@Microsoft.KeyVault(')) continue
    try {
      settings[setting] = await secretBehind(reference, site, client, platform)
    } catch (error) {
      unresolved.push({ setting, reference, why: error instanceof Error ? error.message : String(error) })
    }
  }
  return { settings, unresolved }
}

async function secretBehind(
  reference: string,
  { identities, referenceIdentityId }: Pick<SiteRecord, 'identities' | 'referenceIdentityId'>,
  client: AzureClient,
  platform: Pick<Platform, 'controlUrl' | 'entraUrl'>,
): Promise<string> {
  const [, uri] = /^@Microsoft\.KeyVault\(SecretUri=(https:\/\/[^/()]+\/secrets\/[^()]+?)\/?\)$/.exec(reference) ?? []
  if (uri === undefined) throw new Error('it is not of the form @Microsoft.KeyVault(SecretUri=<uri of a secret>)')
  const clientId = identities.get((referenceIdentityId ?? '').toLowerCase())
  if (clientId === undefined) {
    throw new Error(`the identity that resolves references (${referenceIdentityId}) is not assigned to the web app`)
  }
  const token = await identityToken(await machineIdentity(platform, clientId), 'https://vault.azure.net')
  const answer = await client.send('GET', `${uri}?api-version=${apiVersion}`, { authorization: `Bearer ${token}` })
  if (answer.status !== 200) throw new Error(`${uri} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return (answer.body as { value: string }).value
}
