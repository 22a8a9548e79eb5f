import { sameText } from '../same-text'

/**
 * Actions of a scope map.
 * Source: https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions
 */
export type RegistryAction = 'content/read' | 'content/write' | 'content/delete' | 'metadata/read'

/** What may be done in some repositories. */
export interface RegistryGrant {
  /** `*`: all of them. */
  readonly repositories: readonly string[]
  readonly actions: readonly RegistryAction[]
}

/** A token of the registry with what its scope map allows. */
export interface RegistryToken extends RegistryGrant {
  readonly name: string
  readonly password: string
}

/** The token whose name and password an `Authorization` header carries. */
export function tokenOf(
  authorization: string | undefined,
  tokens: readonly RegistryToken[],
): RegistryToken | undefined {
  const encoded = /^Basic +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  const [, name = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  return tokens.find((token) => token.name === name && sameText(token.password, password))
}

/** Whether the grants allow this request of the registry protocol. */
export function permits(grants: readonly RegistryGrant[], method: string, path: string): boolean {
  return missingRight(grants, method, path) === undefined
}

/**
 * The right, as a scope map lists it, that a request of the registry protocol needs and the grants do not give; undefined
 * where they allow it. Whoever may do anything may ask for the version.
 */
export function missingRight(grants: readonly RegistryGrant[], method: string, path: string): string | undefined {
  const url = new URL(path, 'https://registry')
  if (url.pathname === '/v2/') return undefined
  const [, repository, part] = /^\/v2\/(.+)\/(manifests|blobs|tags|referrers)\//.exec(url.pathname) ?? []
  if (repository === undefined) return 'registry/catalog/*'
  const needed: [string, RegistryAction][] = [[repository, actionOf(method, part)]]
  // A layer may be taken over from another repository, which is reading there.
  const source = url.searchParams.get('from')
  if (source !== null) needed.push([source, 'content/read'])
  const missing = needed.find(([name, action]) => !allows(grants, name, action))
  return missing && `repositories/${missing.join('/')}`
}

function actionOf(method: string, part: string | undefined): RegistryAction {
  if (method === 'GET' || method === 'HEAD') return part === 'tags' ? 'metadata/read' : 'content/read'
  // An upload that is given up is still a part of writing.
  return method === 'DELETE' && part === 'manifests' ? 'content/delete' : 'content/write'
}

function allows(grants: readonly RegistryGrant[], repository: string, action: RegistryAction): boolean {
  return grants.some(
    ({ repositories, actions }) =>
      (repositories.includes(repository) || repositories.includes('*')) && actions.includes(action),
  )
}
