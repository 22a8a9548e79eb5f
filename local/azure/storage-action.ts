export type StorageService = 'blob' | 'table'

/** What a request needs: an action at the account, or a data action inside it. */
export interface StorageAction {
  readonly kind: 'control' | 'data'
  readonly action: string
}

const provider = 'Microsoft.Storage/storageAccounts'

/**
 * The action that a request to the data plane of Storage needs.
 * Source: https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory
 */
export function actionOf(service: StorageService, method: string, url: URL): StorageAction {
  return service === 'blob' ? blobAction(method, url) : tableAction(method, url)
}

function blobAction(method: string, { pathname, searchParams }: URL): StorageAction {
  const containers = `${provider}/blobServices/containers`
  const blobs = `${containers}/blobs`
  const [container = '', ...blob] = pathname.slice(1).split('/')
  const restype = searchParams.get('restype')
  const comp = searchParams.get('comp')
  if (restype === 'service' && comp === 'userdelegationkey') {
    return { kind: 'control', action: `${provider}/blobServices/generateUserDelegationKey/action` }
  }
  const verb = { GET: 'read', HEAD: 'read', DELETE: 'delete' }[method] ?? 'write'
  if (container === '' && restype === 'service') return { kind: 'control', action: `${provider}/blobServices/${verb}` }
  if (container === '') return { kind: 'control', action: `${containers}/${verb}` }
  if (restype === 'container' && comp === 'list') return { kind: 'data', action: `${blobs}/read` }
  if (restype === 'container' || blob.length === 0) return { kind: 'control', action: `${containers}/${verb}` }
  return { kind: 'data', action: `${blobs}/${verb}` }
}

function tableAction(method: string, { pathname }: URL): StorageAction {
  const tables = `${provider}/tableServices/tables`
  const verb = { GET: 'read', DELETE: 'delete' }[method] ?? 'write'
  if (/^\/Tables\b/i.test(pathname)) return { kind: 'control', action: `${tables}/${verb}` }
  return { kind: 'data', action: `${tables}/entities/${verb}` }
}
