export type StorageService = 'blob' | 'table'

/** What a request needs: an action at the account, or a data action inside it. */
export interface StorageAction {
  readonly kind: 'control' | 'data'
  readonly action: string
  /** Path, below the account, of the container or table that is asked for; a role there is enough. */
  readonly inside?: string
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
  const verb = verbOf(method)
  if (container === '') {
    if (restype === 'service' && comp === 'userdelegationkey')
      return { kind: 'control', action: `${provider}/blobServices/generateUserDelegationKey/action` }
    if (comp === 'blobs') return { kind: 'data', action: `${blobs}/filter/action` }
    return { kind: 'control', action: `${restype === 'service' ? `${provider}/blobServices` : containers}/${verb}` }
  }
  const inside = `/blobServices/default/containers/${container}`
  if (restype === 'container' && comp === 'list') return { kind: 'data', action: `${blobs}/read`, inside }
  if (restype === 'container' || blob.length === 0) return { kind: 'control', action: `${containers}/${verb}`, inside }
  return { kind: 'data', action: `${blobs}/${comp === 'tags' ? 'tags/' : ''}${verb}`, inside }
}

function tableAction(method: string, { pathname, searchParams }: URL): StorageAction {
  const tables = `${provider}/tableServices/tables`
  const verb = verbOf(method)
  if (searchParams.get('restype') === 'service') return { kind: 'control', action: `${provider}/tableServices/${verb}` }
  const [, name = ''] = pathname.split('/')
  if (/^Tables\b/i.test(name)) return { kind: 'control', action: `${tables}/${verb}` }
  const inside = `/tableServices/default/tables/${name.split('(')[0]}`
  return { kind: 'data', action: `${tables}/entities/${verb}`, inside }
}

function verbOf(method: string): 'read' | 'write' | 'delete' {
  if (method === 'GET' || method === 'HEAD') return 'read'
  return method === 'DELETE' ? 'delete' : 'write'
}
