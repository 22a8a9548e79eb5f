import type { Server } from 'node:http'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { ArmError, bodyOf, invalid, type Json, type Resource } from '../../arm/resources'
import { AccessDenied } from '../access'
import { readJson } from '../json-body'
import { recordRefusal } from '../parts'
import { TokenRefused } from '../tokens'
import type { ArmParts } from './arm-parts'
import { forwardAutomation, isAutomation } from './automation'
import { deepMerge } from './deep-merge'
import { groupType, type ParsedPath, parentOf, parsePath } from './paths'
import type { ResourceType } from './resource-type'
import { resourceTypes } from './resource-types'
import { isRoleDefinition, roleDefinition } from './role-definition-routes'
import { registerSubscription } from './subscription-routes'

const audiences = ['https://management.azure.com', 'https://management.core.windows.net']

const typesByName = new Map(resourceTypes.map((type) => [type.type.toLowerCase(), type]))

/** Azure Resource Manager: every type of resource by the same verbs, with the rules that its own file adds. */
export async function createArm(parts: ArmParts): Promise<Server> {
  // Providers mix the case of path segments.
  const routerOptions = { caseSensitive: false }
  const app = fastify({ bodyLimit: 4 * 1024 * 1024, forceCloseConnections: true, routerOptions })
  speakJson(app, parts)
  app.addHook('preHandler', async (request) => {
    // The status of an operation is told to whoever knows its id.
    if (/^\/(metadata\/endpoints|operationStatuses\/.*)$/.test(parsePath(request.url).path)) return
    await authorise(request, parts)
  })
  registerSubscription(app, parts)
  app.all('/*', (request, reply) => answer(request, reply, parts))
  await app.ready()
  return app.server
}

async function authorise(request: FastifyRequest, { tokens, access }: ArmParts): Promise<void> {
  const { oid } = await tokens.verify(request.headers.authorization, audiences)
  const { path, type, resource, rest } = parsePath(request.url)
  // Nothing is kept above a subscription: who may sign in may hear that the route is not there.
  if (type === undefined && !/^\/subscriptions\/./i.test(path)) return
  const verb = request.method === 'GET' ? 'read' : request.method === 'DELETE' ? 'delete' : 'write'
  const action = request.method === 'POST' && rest !== undefined ? `${rest}/action` : verb
  access.requireRole(oid, resource, `${type ?? 'Microsoft.Resources/subscriptions'}/${action}`)
}

async function answer(request: FastifyRequest, reply: FastifyReply, parts: ArmParts): Promise<unknown> {
  const parsed = parsePath(request.url)
  if (isAutomation(parsed)) return forwardAutomation(request, reply, parts)
  if (isRoleDefinition(parsed)) return roleDefinition(parsed, request.query as { $filter?: string })
  const routed = subscriptionRoute(request, parsed)
  if (routed) return (await routed.answer(parts)) ?? parts.operations.finished(reply).code(202).send()
  const type = parsed.type === undefined ? undefined : typesByName.get(parsed.type.toLowerCase())
  if (!type) throw unknownRoute(request.method, parsed.path)
  const { resources } = parts
  if (parsed.names.length === 0) {
    if (request.method !== 'GET') throw unknownRoute(request.method, parsed.path)
    const under = `${parsed.scope.toLowerCase()}/`
    const all = resources.ofType(type.type).filter(({ id }) => id.toLowerCase().startsWith(under))
    return { value: all.map((one) => shown(one, type, parts)) }
  }
  if (parsed.rest !== undefined) return answerBelow(request, reply, parsed, type, parts)
  switch (request.method) {
    case 'GET':
      return shown(existing(parsed, type, parts), type, parts)
    case 'PUT':
      return put(reply, parsed, bodyOf(request), type, parts)
    case 'PATCH': {
      const before = resources.get(parsed.path)
      return put(reply, parsed, deepMerge(before, bodyOf(request)) as Json, type, parts)
    }
    case 'DELETE':
      return remove(reply, parsed, type, parts)
    default:
      throw unknownRoute(request.method, parsed.path)
  }
}

/** A collection, an action, or a part that is there without having been put and can be changed. */
async function answerBelow(
  request: FastifyRequest,
  reply: FastifyReply,
  parsed: ParsedPath,
  type: ResourceType,
  parts: ArmParts,
): Promise<unknown> {
  const rest = (parsed.rest ?? '').toLowerCase()
  const places = [{ path: parsed.resource, type, rest }, ...placesAbove(parsed, type)]
  for (const { path, type: owner, rest: name } of request.method === 'POST' ? places : []) {
    const action = owner.actions?.[name]
    if (!action) continue
    const result = await action(parts.resources.get(path), request.body == null ? {} : bodyOf(request), parts)
    return parts.operations.finished(reply).send(result ?? {})
  }
  if (request.method === 'PUT' && type.parts?.[rest]) {
    parts.resources.get(parsed.resource)
    const given = { properties: {}, ...bodyOf(request), id: parsed.path, name: rest, type: `${type.type}/${rest}` }
    return parts.operations.finished(reply).send(parts.resources.put(parsed.path, given))
  }
  if (request.method !== 'GET') throw unknownRoute(request.method, parsed.path)
  if (parsed.type === groupType && rest === 'resources') {
    parts.resources.get(parsed.resource)
    return { value: topLevelIn(parsed.resource, parts) }
  }
  for (const { path, type: owner, rest: name } of places) {
    const part = owner.parts?.[name]
    if (part) return parts.resources.find(parsed.path) ?? part(parts.resources.get(path), parts)
  }
  const childType = typesByName.get(`${parsed.type}/${rest}`.toLowerCase())
  if (!childType) throw unknownRoute(request.method, parsed.path)
  parts.resources.get(parsed.resource)
  return { value: parts.resources.list(parsed.path).map((one) => shown(one, childType, parts)) }
}

/** The resource above, by whose rules a longer path may be an action or a part: a site's `config/appSettings/list`. */
function placesAbove(parsed: ParsedPath, type: ResourceType) {
  const path = parentOf(parsed)
  const above = typesByName.get(type.type.split('/').slice(0, -1).join('/').toLowerCase())
  return path && above ? [{ path, type: above, rest: parsed.path.slice(path.length + 1).toLowerCase() }] : []
}

/** The resource, or what Azure shows of a part that nobody has put. */
function existing(parsed: ParsedPath, type: ResourceType, parts: ArmParts): Resource {
  const found = parts.resources.find(parsed.path)
  if (found) return found
  const parentPath = parentOf(parsed)
  const parent = parentPath === undefined ? undefined : parts.resources.find(parentPath)
  const parentType = typesByName.get(type.type.split('/').slice(0, -1).join('/').toLowerCase())
  const part = parentType?.parts?.[parsed.path.split('/').slice(-2).join('/').toLowerCase()]
  if (parent && part)
    return { id: parsed.path, name: parsed.names.at(-1) ?? '', type: type.type, properties: {}, ...part(parent, parts) }
  return parts.resources.get(parsed.path)
}

async function put(
  reply: FastifyReply,
  parsed: ParsedPath,
  body: Json,
  type: ResourceType,
  parts: ArmParts,
): Promise<unknown> {
  const { resources, namespaces } = parts
  if (parsed.type !== groupType) namespaces.requireRegistered(parsed.type ?? '')
  requireAbove(parsed, type, parts)
  const before = resources.find(parsed.path)
  const given: Resource = {
    ...body,
    id: before?.id ?? parsed.path,
    name: before?.name ?? parsed.names.at(-1) ?? '',
    type: type.type,
    properties: { ...((body.properties as Json | undefined) ?? {}) },
  }
  if (given.location !== undefined) namespaces.requireLocation(given.location)
  if (before) requireSamePlace(given, before)
  await type.check?.(given, parts, before)
  const complete = type.complete ? type.complete(given, parts, before) : given
  const stored = resources.put(parsed.path, {
    ...complete,
    properties:
      type.onAnyScope || type.freeNames
        ? complete.properties
        : { ...complete.properties, provisioningState: 'Succeeded' },
  })
  await type.changed?.(stored, parts, before)
  return parts.operations
    .finished(reply)
    .code(type.putStatus ?? 200)
    .send(shown(stored, type, parts))
}

async function remove(reply: FastifyReply, parsed: ParsedPath, type: ResourceType, parts: ArmParts): Promise<unknown> {
  const { resources } = parts
  const resource = resources.get(parsed.path)
  type.checkDelete?.(resource, parts)
  // What lies under it, and what is put on it, goes with it, innermost first.
  const under = `${resource.id.toLowerCase()}/`
  const below = resources.all(/./).filter(({ id }) => id.toLowerCase().startsWith(under))
  for (const one of below.sort((a, b) => b.id.length - a.id.length)) {
    resources.delete(one.id)
    await typesByName.get(one.type.toLowerCase())?.deleted?.(one, parts)
  }
  resources.delete(parsed.path)
  await type.deleted?.(resource, parts)
  const status = type.deleteStatus ?? 200
  return parts.operations
    .finished(reply)
    .code(status)
    .send(status === 200 ? {} : undefined)
}

/** Nothing moves by being put. @throws ArmError 409 */
function requireSamePlace({ name, type, location }: Resource, before: Resource): void {
  const regionOf = (place: string | undefined) => place?.toLowerCase().replaceAll(' ', '')
  if (location === undefined || regionOf(location) === regionOf(before.location)) return
  throw type === groupType
    ? new ArmError(
        409,
        'InvalidResourceGroupLocation',
        `Invalid resource group location '${location}'. The Resource group already exists in location '${before.location}'.`,
      )
    : new ArmError(
        409,
        'InvalidResourceLocation',
        `The resource '${name}' already exists in location '${before.location}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
      )
}

/** @throws ArmError 404 where the group, the parent or the resource it is put on is missing */
function requireAbove(parsed: ParsedPath, type: ResourceType, { resources }: ArmParts): void {
  const [, group] = /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+)\//i.exec(parsed.path) ?? []
  if (group !== undefined && !resources.find(group)) {
    throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${group.split('/').at(-1)}' could not be found.`)
  }
  let parent = type.onAnyScope && parsed.scope.toLowerCase().includes('/providers/') ? parsed.scope : parentOf(parsed)
  // A service of an account is there with the account, whether anybody has put it or not.
  if (parent !== undefined && /\/default$/i.test(parent)) parent = parentOf(parsePath(parent))
  if (parent !== undefined && !resources.find(parent)) {
    throw new ArmError(
      404,
      'ParentResourceNotFound',
      `Failed to perform 'write' on resource '${parsed.path}', because the parent resource '${parent}' could not be found.`,
    )
  }
}

/** Resources of a group as its list shows them: nothing that stands below another one or is put on one. */
function topLevelIn(group: string, { resources }: ArmParts): Resource[] {
  const under = `${group.toLowerCase()}/providers/`
  return resources.all(/./).filter(({ id }) => {
    const path = id.toLowerCase()
    return (
      path.startsWith(under) &&
      path.slice(under.length).split('/').length === 3 &&
      !/^microsoft\.(authorization|insights\/diagnosticsettings)/.test(path.slice(under.length))
    )
  })
}

const subscriptionRoutes = resourceTypes.flatMap(({ subscriptionRoutes: routes = [] }) => routes)

/** A resource provider's route of its own, such as a check of a name. */
function subscriptionRoute(request: FastifyRequest, { path }: ParsedPath) {
  const below = path.replace(/^\/subscriptions\/[^/]+\/providers\//i, '')
  for (const route of subscriptionRoutes) {
    const match = route.method === request.method && below !== path ? route.path.exec(below) : null
    if (!match) continue
    return {
      answer: async (parts: ArmParts) => route.answer(match, request.body == null ? {} : bodyOf(request), parts),
    }
  }
  return undefined
}

function shown(resource: Resource, type: ResourceType, parts: ArmParts): Resource {
  return type.shown ? type.shown(resource, parts) : resource
}

function unknownRoute(method: string, path: string): ArmError {
  return new ArmError(501, 'NotImplemented', `simulator: ${method} ${path}`)
}

/** Bodies, errors and the transcript's part of both. */
function speakJson(app: FastifyInstance, parts: ArmParts): void {
  const { transcript } = parts
  readJson(app, (path) => /\/content$/i.test(path))
  app.addHook('preHandler', async (request) => transcript.note(request.raw, 'request', request.body))
  app.addHook('preSerialization', async (request, _reply, payload) => {
    transcript.note(request.raw, 'answer', payload)
    return payload
  })
  app.setErrorHandler((error: FastifyError | ArmError | AccessDenied | TokenRefused, request, reply) => {
    const { status, code, message } = described(error)
    recordRefusal(error, request.raw, parts)
    return reply.code(status).send({ error: { code, message } })
  })
}

function described(error: FastifyError | ArmError | AccessDenied | TokenRefused) {
  if (error instanceof ArmError) return error
  if (error instanceof AccessDenied) return { status: 403, code: 'AuthorizationFailed', message: error.message }
  if (error instanceof TokenRefused) return { status: 401, code: 'InvalidAuthenticationToken', message: error.message }
  const status = error.statusCode ?? 500
  if (status >= 500) console.error(error)
  const message = status < 500 ? error.message : 'The simulator failed; its log says why.'
  return { ...invalid(message), status, code: status < 500 ? 'BadRequest' : 'InternalServerError', message }
}
