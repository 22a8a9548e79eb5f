import { actionOf, type StorageService } from './storage-action'

const provider = 'Microsoft.Storage/storageAccounts'
const containers = `${provider}/blobServices/containers`
const tables = `${provider}/tableServices/tables`
const container = '/blobServices/default/containers/runs'
const table = '/tableServices/default/tables/runs'

// Source: https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory
test.each<[StorageService, string, string, 'control' | 'data', string, string | undefined]>([
  ['blob', 'GET', '/runs/a/b.json', 'data', `${containers}/blobs/read`, container],
  ['blob', 'HEAD', '/runs/a/b.json?comp=metadata', 'data', `${containers}/blobs/read`, container],
  ['blob', 'PUT', '/runs/a', 'data', `${containers}/blobs/write`, container],
  ['blob', 'PUT', '/runs/a?comp=block&blockid=x', 'data', `${containers}/blobs/write`, container],
  ['blob', 'PUT', '/runs/a?comp=lease', 'data', `${containers}/blobs/write`, container],
  ['blob', 'DELETE', '/runs/a', 'data', `${containers}/blobs/delete`, container],
  ['blob', 'PUT', '/runs/a?comp=tags', 'data', `${containers}/blobs/tags/write`, container],
  ['blob', 'GET', '/runs?restype=container&comp=list&prefix=a', 'data', `${containers}/blobs/read`, container],
  ['blob', 'PUT', '/runs?restype=container', 'control', `${containers}/write`, container],
  ['blob', 'GET', '/runs?restype=container', 'control', `${containers}/read`, container],
  ['blob', 'DELETE', '/runs?restype=container', 'control', `${containers}/delete`, container],
  ['blob', 'GET', '/?comp=list', 'control', `${containers}/read`, undefined],
  ['blob', 'GET', '/?comp=blobs&where=a', 'data', `${containers}/blobs/filter/action`, undefined],
  ['blob', 'GET', '/?restype=service&comp=properties', 'control', `${provider}/blobServices/read`, undefined],
  [
    'blob',
    'POST',
    '/?restype=service&comp=userdelegationkey',
    'control',
    `${provider}/blobServices/generateUserDelegationKey/action`,
    undefined,
  ],
  ['table', 'POST', '/Tables', 'control', `${tables}/write`, undefined],
  ['table', 'DELETE', "/Tables('runs')", 'control', `${tables}/delete`, undefined],
  ['table', 'GET', '/Tables', 'control', `${tables}/read`, undefined],
  ['table', 'GET', '/?restype=service&comp=properties', 'control', `${provider}/tableServices/read`, undefined],
  ['table', 'POST', '/runs', 'data', `${tables}/entities/write`, table],
  ['table', 'GET', '/runs()?$filter=x', 'data', `${tables}/entities/read`, table],
  ['table', 'MERGE', "/runs(PartitionKey='a',RowKey='b')", 'data', `${tables}/entities/write`, table],
  ['table', 'DELETE', "/runs(PartitionKey='a',RowKey='b')", 'data', `${tables}/entities/delete`, table],
])('%s %s %s needs the %s action %s', (service, method, path, kind, action, inside) => {
  expect(actionOf(service, method, new URL(path, 'https://storage'))).toEqual({ kind, action, inside })
})
