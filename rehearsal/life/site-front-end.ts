import { join } from 'node:path'
import type { AppService, AppServiceOptions } from '../../local/app-service/app-service'
import { startServiceProcess } from '../../local/service-process'
import type { Part } from '../../local/supervisor'
import type { Platform } from '../platform'
import { siteIdentity } from './site-container'
import type { SiteRecord } from './site-record'

/**
 * Starts what stands in front of a site whose record asks for authentication: it checks tokens and signs people in.
 * @param upstream where the site's app listens
 * @returns undefined where the record asks for none
 */
export async function startFrontEnd(
  site: Pick<SiteRecord, 'name' | 'hostName' | 'identities' | 'authentication'>,
  upstream: string,
  platform: Pick<Platform, 'controlUrl' | 'dataDir' | 'entraUrl' | 'logs'>,
): Promise<Part<{ readonly url: string }> | undefined> {
  const { authentication } = site
  if (!authentication) return undefined
  const { issuer, loginParameters, tokenStore, assertionClientId, ...known } = authentication
  const [tenantId = ''] = new URL(issuer).pathname.split('/').slice(1)
  // The front end is the platform's own and reaches Entra without the proxy; browsers know Entra by the issuer's name.
  const entra = `${platform.entraUrl}/${tenantId}`
  const machine = await siteIdentity(site, platform)
  const options: AppServiceOptions = {
    ...known,
    ...{ port: 0, upstream, tenantId },
    authority: new URL(issuer).origin,
    keysUrl: `${entra}/discovery/v2.0/keys`,
    signIn: {
      publicUrl: `https://${site.hostName}`,
      ...{ loginParameters, tokenStore },
      // The site gets tokens of its own identity alone, whatever identity its settings name.
      identity: {
        endpoint: machine?.endpoint ?? new URL('/msi/token', platform.entraUrl).href,
        header: machine?.header ?? '',
        clientId: assertionClientId,
      },
      tokenUrl: `${entra}/oauth2/v2.0/token`,
      dataDir: join(platform.dataDir, 'app-service'),
    },
  }
  return startServiceProcess<AppService>('app-service', options, join(platform.logs, 'app-service.log'))
}
