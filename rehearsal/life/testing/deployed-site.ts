import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resourceName, webAppName } from '../../../constructs/names'
import { startAzure } from '../../../local/azure/azure'
import { startEntra } from '../../../local/entra/entra'
import { type AzureClient, azureClient } from '../../azure-client'
import type { Platform, WorkloadName } from '../../platform'
import { drawWorkloads } from '../../workloads'

const tenantId = '33333333-3333-4333-8333-333333333333'
const subscriptionId = '11111111-1111-4111-8111-111111111111'
const manager = 'https://management.azure.com'
export const environment = { name: 'rehearsal', subscriptionId } as const
const space = { environment: environment.name, subscriptionId }
const subscription = `/subscriptions/${subscriptionId}`
const group = `${subscription}/resourceGroups/${resourceName('rg', space)}`
const provider = (path: string) => `${group}/providers/${path}`

export const ids = {
  vault: provider('Microsoft.KeyVault/vaults/kv-test'),
  site: provider(`Microsoft.Web/sites/${webAppName(space)}`),
  registry: provider('Microsoft.ContainerRegistry/registries/crtest'),
  identity: provider('Microsoft.ManagedIdentity/userAssignedIdentities/id-api'),
  subnet: provider('Microsoft.Network/virtualNetworks/vnet-test/subnets/snet-api'),
}
const vaultUrl = 'https://kv-test.vault.azure.net'
/** Of the application that the site's authentication names. */
export const applicationId = '22222222-2222-4222-8222-222222222222'

/** Of the tenant, without any role. */
export const person = {
  objectId: '66666666-6666-4666-8666-66666666666a',
  name: 'Ada',
  userPrincipalName: 'ada@example.com',
}

/** Role definitions by name, as in Azure. */
const roles = {
  AcrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6',
  'Key Vault Secrets Officer': 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
}

/** A simulated Azure with a web app, a vault and an identity in it, put there without Terraform. */
export interface DeployedSite {
  readonly platform: Pick<Platform, 'caFile' | 'controlUrl' | 'deployer' | 'entraUrl' | 'proxyUrl' | 'tenantId'>
  /** What App Service calls with. */
  readonly appService: AzureClient
  /** Puts a document as the deployer. @throws where Azure refuses it */
  put(id: string, document: object, apiVersion?: string): Promise<void>
  putVault(subnetIds: readonly string[]): Promise<void>
  putSite(properties?: object, identityIds?: readonly string[]): Promise<void>
  putSettings(settings: Readonly<Record<string, string>>): Promise<void>
  putAuthentication(settings: object): Promise<void>
  putSecret(name: string, value: string): Promise<void>
  /** @param name of the assignment, a GUID */
  assign(name: string, role: keyof typeof roles, scope: string, principalId: string): Promise<void>
  principalId(): Promise<string>
  clientId(): Promise<string>
  close(): Promise<void>
}

export async function deploySite(): Promise<DeployedSite> {
  const dataDir = mkdtempSync(join(tmpdir(), 'slipway-life-'))
  const deployer = {
    clientId: '44444444-4444-4444-8444-444444444444',
    objectId: '44444444-4444-4444-8444-44444444444a',
    clientSecret: 'secret-of-the-deployer',
  }
  const entra = await startEntra({
    dataDir: join(dataDir, 'entra'),
    port: 0,
    tenantId,
    applications: [],
    clients: [{ ...deployer, secret: deployer.clientSecret, name: 'deployer', roles: {} }],
    managedIdentities: [],
    users: [{ ...person, roles: {} }],
    publicUrl: 'https://login.microsoftonline.com',
  })
  const workloads = drawWorkloads(['203.0.113.10'])
  const azure = await startAzure({
    dataDir: join(dataDir, 'azure'),
    port: 0,
    tenantId,
    subscriptionId,
    deployer,
    workloads: workloads.all,
    upstream: { entra: entra.url },
  })
  const platform = {
    ...{ tenantId, deployer },
    caFile: azure.caFile,
    controlUrl: azure.url,
    entraUrl: entra.url,
    proxyUrl: (name: WorkloadName) => `http://${name}:${workloads.password(name)}@127.0.0.1:${azure.proxyPort}`,
  }
  const own = azureClient(platform, 'deployer', deployer)
  const put = async (id: string, document: object, apiVersion = '2024-01-01') => {
    const answer = await own.call('PUT', `${manager}${id}?api-version=${apiVersion}`, document)
    if (answer.status === 404) throw new Error(`PUT ${id}: ${JSON.stringify(answer.body)}`)
  }
  const identity = async () => {
    const { body } = await own.call('GET', `${manager}${ids.identity}?api-version=2023-01-31`)
    return (body as { properties: { principalId: string; clientId: string } }).properties
  }
  const site: DeployedSite = {
    platform,
    appService: azureClient(platform, 'app-service', deployer),
    put,
    putVault: (subnetIds) =>
      put(ids.vault, {
        location: 'westeurope',
        properties: {
          tenantId,
          sku: { family: 'A', name: 'standard' },
          enableRbacAuthorization: true,
          networkAcls: {
            defaultAction: 'Deny',
            bypass: 'AzureServices',
            ipRules: [{ value: '203.0.113.10' }],
            virtualNetworkRules: subnetIds.map((id) => ({ id })),
          },
        },
      }),
    putSite: (properties = {}, identityIds = [ids.identity]) =>
      put(ids.site, {
        location: 'westeurope',
        kind: 'app,linux,container',
        identity: {
          type: 'UserAssigned',
          userAssignedIdentities: Object.fromEntries(identityIds.map((id) => [id, {}])),
        },
        properties: {
          serverFarmId: provider('Microsoft.Web/serverFarms/asp-test'),
          virtualNetworkSubnetId: ids.subnet,
          keyVaultReferenceIdentity: ids.identity,
          siteConfig: {
            linuxFxVersion: 'DOCKER|crtest.azurecr.io/api@sha256:0123',
            healthCheckPath: '/health/ready',
            acrUseManagedIdentityCreds: true,
            acrUserManagedIdentityID: 'client-id-of-the-puller',
          },
          ...properties,
        },
      }),
    putSettings: (properties) => put(`${ids.site}/config/appSettings`, { properties }),
    putAuthentication: (properties) => put(`${ids.site}/config/authsettingsV2`, { properties }),
    async putSecret(name, value) {
      const headers = { authorization: `Bearer ${await own.token('https://vault.azure.net')}` }
      const answer = await own.send('PUT', `${vaultUrl}/secrets/${name}?api-version=7.4`, headers, { value })
      if (answer.status !== 200) throw new Error(`secret ${name}: ${answer.status} ${JSON.stringify(answer.body)}`)
    },
    assign: (name, role, scope, principalId) =>
      put(`${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
        properties: {
          principalId,
          principalType: 'ServicePrincipal',
          roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
        },
      }),
    principalId: async () => (await identity()).principalId,
    clientId: async () => (await identity()).clientId,
    async close() {
      await azure.close()
      await entra.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  for (const namespace of ['ContainerRegistry', 'KeyVault', 'ManagedIdentity', 'Network', 'Web']) {
    await own.call('POST', `${manager}${subscription}/providers/Microsoft.${namespace}/register?api-version=2022-09-01`)
  }
  await put(group, { location: 'westeurope' })
  await put(ids.subnet.replace(/\/subnets\/.*/, ''), {
    location: 'westeurope',
    properties: { addressSpace: { addressPrefixes: ['10.0.0.0/22'] } },
  })
  await put(ids.subnet, {
    properties: {
      addressPrefix: '10.0.0.0/26',
      serviceEndpoints: [{ service: 'Microsoft.KeyVault' }],
      delegations: [{ name: 'web', properties: { serviceName: 'Microsoft.Web/serverFarms' } }],
    },
  })
  await put(ids.identity, { location: 'westeurope', properties: {} })
  await put(ids.registry, { location: 'westeurope', sku: { name: 'Basic' }, properties: {} })
  await put(provider('Microsoft.Web/serverFarms/asp-test'), {
    location: 'westeurope',
    sku: { name: 'B1' },
    properties: { reserved: true },
  })
  await site.putVault([ids.subnet])
  await site.assign('00000000-0000-4000-8000-00000000000a', 'Key Vault Secrets Officer', ids.vault, deployer.objectId)
  await site.putSite()
  return site
}
