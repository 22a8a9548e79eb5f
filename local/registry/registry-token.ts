import { sameText } from '../same-text'

/** A token of the registry with what its scope map allows. */
export interface RegistryToken {
  readonly name: string
  readonly password: string
  /** `*`: all of them. */
  readonly repositories: readonly string[]
  readonly actions: readonly ('content/read' | 'content/write')[]
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

/** Whether the token may make this request of the registry protocol. Whoever may do anything may ask for the version. */
export function permits(token: Pick<RegistryToken, 'repositories' | 'actions'>, method: string, path: string): boolean {
  const url = new URL(path, 'https://registry')
  if (url.pathname === '/v2/') return true
  const repository = /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(url.pathname)?.[1]
  const needed = method === 'GET' || method === 'HEAD' ? 'content/read' : 'content/write'
  // A layer may be taken over from another repository, which is reading there.
  const source = url.searchParams.get('from')
  return allows(token, repository, needed) && (source === null || allows(token, source, 'content/read'))
}

function allows(
  { repositories, actions }: Pick<RegistryToken, 'repositories' | 'actions'>,
  repository: string | undefined,
  action: string,
): boolean {
  const known = repository !== undefined && (repositories.includes(repository) || repositories.includes('*'))
  return known && actions.some((one) => one === action)
}
