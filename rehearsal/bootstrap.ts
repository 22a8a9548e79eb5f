import { namespaces } from '../deploy/provider-namespaces'
import type { Environment } from '../environments/environment'
import type { AzureClient } from './azure-client'

const management = 'https://management.azure.com'

/**
 * What `npm run bootstrap` does with the Azure CLI: registers the provider namespaces and makes the storage that keeps
 * Terraform's state, closed to keys and to the public.
 *
 * @returns the resource id of the state's group
 */
export async function bootstrap(azure: AzureClient, environment: Environment): Promise<string> {
  const { subscriptionId, location, owner, state, storage } = environment
  const subscription = `/subscriptions/${subscriptionId}`
  const group = `${subscription}/resourceGroups/${state.resourceGroup}`
  const account = `${group}/providers/Microsoft.Storage/storageAccounts/${state.storageAccount}`
  const put = (path: string, version: string, body: object) =>
    azure.call('PUT', `${management}${path}?api-version=${version}`, body)
  await Promise.all(
    namespaces.map((namespace) =>
      azure.call('POST', `${management}${subscription}/providers/${namespace}/register?api-version=2022-09-01`),
    ),
  )
  await put(group, '2023-07-01', { location, tags: { owner } })
  await put(account, '2023-05-01', {
    location,
    tags: { owner },
    kind: 'StorageV2',
    sku: { name: `Standard_${storage.replication}` },
    properties: {
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      minimumTlsVersion: 'TLS1_2',
      supportsHttpsTrafficOnly: true,
    },
  })
  await put(`${account}/blobServices/default`, '2023-05-01', { properties: { isVersioningEnabled: true } })
  await put(`${account}/blobServices/default/containers/${state.container}`, '2023-05-01', {
    properties: { publicAccess: 'None' },
  })
  await put(`${account}/providers/Microsoft.Authorization/roleAssignments/${deployerWritesState}`, '2022-04-01', {
    properties: {
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${blobDataContributor}`,
      principalId: await objectIdOf(azure),
      principalType: 'ServicePrincipal',
    },
  })
  return group
}

/** Name of the assignment; any GUID will do. */
const deployerWritesState = '5f6f3f0e-3d53-4d3f-9d3c-6a1f6f1b7c11'
/** Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage */
const blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

/** Who signs in with these credentials, as its token says. */
async function objectIdOf(azure: AzureClient): Promise<string> {
  const [, payload = ''] = (await azure.token(management)).split('.')
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { oid: string }).oid
}
