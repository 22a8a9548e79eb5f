import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Collection } from '../json-store'

export type Json = Readonly<Record<string, unknown>>

/** A resource as Azure Resource Manager shows it. */
export interface Resource {
  /** As it was first written; looked up without regard to case. */
  readonly id: string
  readonly name: string
  readonly type: string
  readonly location?: string
  readonly tags?: Json
  readonly identity?: Json
  readonly properties: Json
  /** What some types have at the top: sku, kind, zones. */
  readonly [other: string]: unknown
}

/** Answered as `{error: {code, message}}`. */
export class ArmError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** Resources by path. Providers mix the case of path segments, so the key is in lower case. */
export interface Resources {
  find(path: string): Resource | undefined
  /** @throws ArmError 404 */
  get(path: string): Resource
  put(path: string, resource: Resource): Resource
  /** Deletes what lies under it, too. */
  delete(path: string): boolean
  /** The resources directly in a collection such as `…/runbooks`. */
  list(collectionPath: string): Resource[]
  all(pattern: RegExp): Resource[]
  /** Of a type such as `Microsoft.Storage/storageAccounts`, in any case. */
  ofType(type: string): Resource[]
}

export function openResources(collection: Collection<Resource>): Resources {
  const find = (path: string) => collection.get(path.toLowerCase())
  return {
    find,
    get(path) {
      const resource = find(path)
      if (!resource) throw new ArmError(404, 'ResourceNotFound', `The resource '${path}' was not found.`)
      return resource
    },
    put(path, resource) {
      collection.put(path.toLowerCase(), resource)
      return resource
    },
    delete(path) {
      const under = `${path.toLowerCase()}/`
      for (const { id } of collection.values()) {
        if (id.toLowerCase().startsWith(under)) collection.delete(id.toLowerCase())
      }
      return collection.delete(path.toLowerCase())
    },
    list(collectionPath) {
      const under = `${collectionPath.toLowerCase()}/`
      return collection
        .values()
        .filter(({ id }) => id.toLowerCase().startsWith(under) && !id.slice(under.length).includes('/'))
    },
    all: (pattern) => collection.values().filter(({ id }) => pattern.test(id)),
    ofType: (type) => collection.values().filter((one) => one.type.toLowerCase() === type.toLowerCase()),
  }
}

/** The path of a request, decoded, without query and slash at its end. */
export function pathOf(request: FastifyRequest): string {
  return decodeURIComponent(request.url.split('?')[0] ?? '').replace(/\/$/, '')
}

/** Path of the account that a resource belongs to. */
export function accountOf(path: string): string {
  return /^.*?\/automationAccounts\/[^/]+/i.exec(path)?.[0] ?? path
}

/** @throws ArmError 400 where the body is not an object */
export function bodyOf(request: FastifyRequest): Json {
  return objectIn(request.body ?? {}, 'the body')
}

/** @throws ArmError 400 where it is not an object */
export function objectIn(value: unknown, what: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  throw invalid(`${what} must be an object`)
}

/** @throws ArmError 400 where it is not a text with something in it */
export function textIn(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw invalid(`${what} must be a text, not ${JSON.stringify(value)}`)
}

export function invalid(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message)
}

/**
 * Marks a change as a finished operation. Without these headers Azure's Go clients wait ten seconds and ask again.
 * @param armUrl where callers reach the resource manager
 */
export function finished(reply: FastifyReply, armUrl: string): FastifyReply {
  return reply
    .header('azure-asyncoperation', `${armUrl}/operationStatuses/${randomUUID()}`)
    .header('location', `${armUrl}/operationStatuses/${randomUUID()}`)
    .header('retry-after', '0')
}
