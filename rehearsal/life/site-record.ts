import { resourceName, webAppName } from '../../constructs/names'
import type { Environment } from '../../environments/environment'
import type { AzureClient } from '../azure-client'
import { type AuthenticationSettings, authenticationOf, type SiteAuthentication } from './site-authentication'

const apiVersion = '2023-12-01'
const identityApiVersion = '2023-01-31'

/** What App Service runs a site from: nothing but what was deployed. */
export interface SiteRecord {
  readonly id: string
  readonly name: string
  readonly hostName: string
  /** Environment of the container, before references are resolved. */
  readonly settings: Readonly<Record<string, string>>
  /** Client ids of its user-assigned identities, by resource id in lower case. */
  readonly identities: ReadonlyMap<string, string>
  /** Resource id of the identity that resolves Key Vault references; undefined: the system-assigned one. */
  readonly referenceIdentityId: string | undefined
  /** `<registry>/<repository>@<digest>`. */
  readonly image: string
  /** Client id of the identity that pulls; undefined: nobody signs in. */
  readonly pullIdentity: string | undefined
  readonly healthCheckPath: string | undefined
  /** Undefined: no authentication in front of the site. */
  readonly authentication: SiteAuthentication | undefined
}

interface SiteConfig {
  readonly linuxFxVersion?: string
  readonly acrUseManagedIdentityCreds?: boolean
  readonly acrUserManagedIdentityID?: string
  readonly healthCheckPath?: string
}

/**
 * Reads the environment's web app from Resource Manager.
 * @param client of somebody who may read it
 * @throws where it is not deployed, runs no container, or asks of authentication what is not played here
 */
export async function readSite(
  client: AzureClient,
  { name: environment, subscriptionId }: Pick<Environment, 'name' | 'subscriptionId'>,
): Promise<SiteRecord> {
  const space = { environment, subscriptionId }
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceName('rg', space)}`
  const path = `${group}/providers/Microsoft.Web/sites/${webAppName(space)}`
  const arm = async <T>(method: 'GET' | 'POST', id: string, version = apiVersion) => {
    const { status, body } = await client.call(method, `https://management.azure.com${id}?api-version=${version}`)
    if (status === 404) throw new Error(`${id} is not deployed`)
    return body as T
  }

  const site = await arm<{
    name: string
    identity?: { userAssignedIdentities?: Record<string, unknown> }
    properties: { defaultHostName: string; keyVaultReferenceIdentity?: string }
  }>('GET', path)
  const { properties: config } = await arm<{ properties: SiteConfig }>('GET', `${path}/config/web`)
  const { properties: settings } = await arm<{ properties: Record<string, string> }>(
    'POST',
    `${path}/config/appsettings/list`,
  )
  const { properties: authentication } = await arm<{ properties: AuthenticationSettings }>(
    'GET',
    `${path}/config/authsettingsV2/list`,
  )
  const identities = new Map<string, string>()
  for (const id of Object.keys(site.identity?.userAssignedIdentities ?? {})) {
    const identity = await arm<{ properties: { clientId: string } }>('GET', id, identityApiVersion)
    identities.set(id.toLowerCase(), identity.properties.clientId)
  }
  return {
    id: path,
    name: site.name,
    hostName: site.properties.defaultHostName,
    settings,
    identities,
    referenceIdentityId: site.properties.keyVaultReferenceIdentity,
    image: imageOf(config),
    pullIdentity: config.acrUseManagedIdentityCreds === true ? config.acrUserManagedIdentityID : undefined,
    healthCheckPath: config.healthCheckPath || undefined,
    authentication: authenticationOf(path, authentication, settings),
  }
}

function imageOf({ linuxFxVersion = '' }: SiteConfig): string {
  const [, image] = /^DOCKER\|(.+)$/i.exec(linuxFxVersion) ?? []
  if (image === undefined) throw new Error(`the web app runs no container: its linuxFxVersion is "${linuxFxVersion}"`)
  return image
}
