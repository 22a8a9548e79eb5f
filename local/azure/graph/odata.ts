import type { Json } from '../../arm/resources'
import { badRequest, notImplemented } from './graph-error'

export interface ODataQuery {
  readonly $filter?: string
  readonly $select?: string
}

/** The objects that a query asks for, as Graph lists them. */
export function listed(all: readonly Json[], { $filter, $select }: ODataQuery): { value: Json[] } {
  return { value: filtered(all, $filter).map((one) => selected(one, $select)) }
}

/** Equality with a text: what the provider and the az command line filter by. */
function filtered(all: readonly Json[], filter: string | undefined): readonly Json[] {
  if (filter === undefined) return all
  const [, name = '', text] = /^\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*$/.exec(filter) ?? []
  if (text === undefined) throw notImplemented(`$filter=${filter}`)
  return all.filter((one) => one[name] === text.replaceAll("''", "'"))
}

/** The members that `$select` names, and the id. */
export function selected(one: Json, select: string | undefined): Json {
  if (!select) return one
  const names = ['id', ...select.split(',').map((name) => name.trim())]
  return Object.fromEntries(Object.entries(one).filter(([name]) => names.includes(name)))
}

/**
 * As Graph patches: objects merge at the first level, lists and everything else are replaced.
 * @throws GraphError 400 where a member is set that only Graph sets
 */
export function patched<T extends Json>(before: T, changed: Json): T {
  const fixed = ['id', 'appId', 'createdDateTime'].find((name) => name in changed && changed[name] !== before[name])
  if (fixed !== undefined) throw badRequest(`Property '${fixed}' is read-only and cannot be set.`)
  const entries = Object.entries(changed).map(([name, value]) => {
    const earlier = before[name]
    return [name, isObject(earlier) && isObject(value) ? { ...earlier, ...value } : value]
  })
  return { ...before, ...Object.fromEntries(entries) }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
