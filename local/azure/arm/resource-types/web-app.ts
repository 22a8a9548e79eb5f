import { createHash } from 'node:crypto'
import { ArmError, type Json, type Resource, type Resources } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { checkName, isTaken, nameAvailability } from './names'
import { delegationsOf } from './network'
import { referred } from './references'
import { skuOf } from './service-plan'

const noLogs = {
  applicationLogs: { fileSystem: { level: 'Off' } },
  httpLogs: { fileSystem: { enabled: false }, azureBlobStorage: { enabled: false } },
  failedRequestsTracing: { enabled: false },
  detailedErrorMessages: { enabled: false },
}

export const webApp: ResourceType = {
  type: 'Microsoft.Web/sites',
  check(site, { resources }, before) {
    if (!before)
      checkName(site, /[A-Za-z0-9](?:[A-Za-z0-9-]{0,58}[A-Za-z0-9])?/, '1 to 60 letters, digits and inner hyphens')
    if (!before && isTaken(webApp.type, site.name, resources))
      throw new ArmError(409, 'Conflict', `Website with given name ${site.name} already exists.`)
    const plan = referred(resources, site.properties.serverFarmId, 'serverFarmId')
    const { alwaysOn } = (site.properties.siteConfig ?? {}) as { alwaysOn?: boolean }
    const sku = skuOf(plan)
    const isShared = ['F1', 'D1'].includes(sku)
    if (alwaysOn === true && isShared) {
      throw new ArmError(
        409,
        'Conflict',
        `There was a conflict. AlwaysOn cannot be set for this site as the plan ${plan.name} does not allow it; it is ${sku}.`,
      )
    }
    if (regionOf(plan) !== regionOf(site))
      throw new ArmError(
        404,
        'NotFound',
        `Cannot find ServerFarm with name ${plan.name} in ${site.location}; it is in ${plan.location}.`,
      )
    for (const id of [...identitiesOf(site), site.properties.keyVaultReferenceIdentity]) {
      if (typeof id === 'string' && id !== 'SystemAssigned') referred(resources, id, 'identity')
    }
    const subnetId = site.properties.virtualNetworkSubnetId
    if (typeof subnetId === 'string') {
      if (isShared)
        throw new ArmError(
          409,
          'Conflict',
          `VNet integration of ${site.name} is not available in the plan ${plan.name}: ${sku}.`,
        )
      const subnet = referred(resources, subnetId, 'virtualNetworkSubnetId')
      if (!delegationsOf(subnet).includes('microsoft.web/serverfarms')) {
        throw new ArmError(400, 'BadRequest', `Subnet ${subnet.id} must be delegated to Microsoft.Web/serverFarms.`)
      }
    }
  },
  complete(site, { resources }) {
    const host = `${site.name.toLowerCase()}.azurewebsites.net`
    return {
      ...site,
      ...(site.identity && { identity: { ...site.identity, userAssignedIdentities: described(site, resources) } }),
      properties: {
        ...site.properties,
        defaultHostName: host,
        hostNames: [host],
        enabledHostNames: [host],
        outboundIpAddresses: '198.51.100.30',
        possibleOutboundIpAddresses: '198.51.100.30',
        customDomainVerificationId: createHash('sha256').update(host).digest('hex').toUpperCase(),
        state: 'Running',
        enabled: site.properties.enabled ?? true,
      },
    }
  },
  actions: {
    'config/authsettings/list': (site, _body, { resources }) => {
      const second = setting(site, 'authsettingsV2', resources)
      return { properties: second ? { configVersion: 'v2' } : { enabled: false, configVersion: 'v1' } }
    },
    'config/appsettings/list': (site, _body, { resources }) => ({
      properties: setting(site, 'appSettings', resources) ?? {},
    }),
    'config/azurestorageaccounts/list': (site, _body, { resources }) => ({
      properties: setting(site, 'azurestorageaccounts', resources) ?? {},
    }),
    'config/connectionstrings/list': (site, _body, { resources }) => ({
      properties: setting(site, 'connectionStrings', resources) ?? {},
    }),
    'config/backup/list': () => {
      throw new ArmError(404, 'NotFound', 'The backup configuration was not found.')
    },
    // Nobody may sign in with them: basic authentication is off.
    'config/publishingcredentials/list': (site) => ({
      id: `${site.id}/config/publishingcredentials`,
      properties: { publishingUserName: `$${site.name}`, publishingPassword: '', scmUri: '' },
    }),
  },
  parts: {
    'config/web': ({ properties }) => ({ properties: (properties.siteConfig ?? {}) as Json }),
    'config/logs': () => ({ properties: noLogs }),
    'config/slotconfignames': () => ({ properties: {} }),
    'config/authsettingsv2/list': (site, { resources }) => ({
      properties: setting(site, 'authsettingsV2', resources) ?? {},
    }),
    'basicpublishingcredentialspolicies/scm': () => ({ properties: { allow: true } }),
    'basicpublishingcredentialspolicies/ftp': () => ({ properties: { allow: true } }),
  },
  subscriptionRoutes: [nameAvailability('Microsoft.Web/sites')],
}

export const deploymentSlot: ResourceType = {
  type: 'Microsoft.Web/sites/slots',
  check({ id }, { resources }) {
    const site = resources.get(id.replace(/\/slots\/[^/]+$/i, ''))
    const { tier } = (referred(resources, site.properties.serverFarmId, 'serverFarmId').sku ?? {}) as { tier?: string }
    if (tier?.startsWith('Premium'))
      throw new ArmError(501, 'NotImplemented', `simulator: the slot ${id}; a site has none but its production slot`)
    throw new ArmError(
      409,
      'Conflict',
      `Cannot complete the operation because the site will exceed the number of slots allowed for the '${tier}' SKU.`,
    )
  },
}

export const webAppConfig: ResourceType = { type: 'Microsoft.Web/sites/config', freeNames: true }
export const webAppPolicies: ResourceType = { type: 'Microsoft.Web/sites/basicPublishingCredentialsPolicies' }

/** One of the site's documents of settings. */
export function setting(site: Resource, name: string, resources: Resources): Json | undefined {
  return resources.find(`${site.id}/config/${name}`)?.properties
}

function identitiesOf({ identity }: Resource): string[] {
  return Object.keys((identity?.userAssignedIdentities ?? {}) as Json)
}

function described(site: Resource, resources: Resources): Json {
  return Object.fromEntries(
    identitiesOf(site).map((id) => {
      const { clientId, principalId } = referred(resources, id, 'identity').properties
      return [id, { clientId, principalId }]
    }),
  )
}

/** `West Europe` and `westeurope` are one. */
function regionOf({ location }: Resource): string {
  return String(location).toLowerCase().replaceAll(' ', '')
}
