/** What a path of the resource manager means. */
export interface ParsedPath {
  /** Without its query, slashes at its end and doubled ones. */
  readonly path: string
  /** `Microsoft.Storage/storageAccounts/blobServices`, or the resource group's. Undefined for a scope alone. */
  readonly type: string | undefined
  /** Names of the resource and of those above it, outermost first. */
  readonly names: readonly string[]
  /** Type segments without a name after the last: a collection, an action or a part. */
  readonly rest: string | undefined
  /** Path of the resource: without `rest`. */
  readonly resource: string
  /** What the provider's path hangs under: a resource group, a subscription or another resource. */
  readonly scope: string
}

export const groupType = 'Microsoft.Resources/resourceGroups'

/** Takes a path apart by Azure's grammar: `…/providers/NAMESPACE/TYPE/NAME[/TYPE/NAME…][/ACTION]`. */
export function parsePath(url: string): ParsedPath {
  const path = decodeURIComponent(url.split('?')[0] ?? '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
  const at = path.toLowerCase().lastIndexOf('/providers/')
  if (at < 0) return parseGroup(path)
  const scope = path.slice(0, at)
  const [namespace = '', ...segments] = path.slice(at + '/providers/'.length).split('/')
  const types: string[] = []
  const names: string[] = []
  for (let index = 0; index + 1 < segments.length; index += 2) {
    types.push(segments[index] ?? '')
    names.push(segments[index + 1] ?? '')
  }
  const rest = segments.length % 2 === 1 ? segments.at(-1) : undefined
  const type = [namespace, ...(types.length > 0 ? types : rest === undefined ? [] : [rest])].join('/')
  return { path, type, names, rest, resource: rest === undefined ? path : path.slice(0, -rest.length - 1), scope }
}

function parseGroup(path: string): ParsedPath {
  const [, group, name, rest] = /^(\/subscriptions\/[^/]+\/resourceGroups\/([^/]+))(?:\/(.+))?$/i.exec(path) ?? []
  if (group === undefined || name === undefined) {
    return { path, type: undefined, names: [], rest: undefined, resource: path, scope: path }
  }
  return {
    path,
    type: groupType,
    names: [name],
    rest,
    resource: group,
    scope: group.replace(/\/resourceGroups.*/i, ''),
  }
}

/** Path of the resource above: undefined for what stands in a group, a subscription or on another resource directly. */
export function parentOf({ path, names, rest }: ParsedPath): string | undefined {
  if (names.length < 2) return undefined
  return path
    .split('/')
    .slice(0, rest === undefined ? -2 : -3)
    .join('/')
}
