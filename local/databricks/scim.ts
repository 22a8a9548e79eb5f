import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { asCount, asFlag, asObjects, asText, optional } from './json-fields'
import { bodyOf, isObject, queryOf } from './request-fields'
import { DatabricksError, type Json, type Principal, type Workspace } from './workspace'

interface ServicePrincipal {
  readonly id: string
  readonly applicationId: string
  readonly displayName: string
  readonly active: boolean
  readonly externalId?: string
  readonly entitlements: readonly string[]
}

const schemas = {
  servicePrincipal: 'urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal',
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
}

const entitlements = ['allow-cluster-create', 'allow-instance-pool-create', 'databricks-sql-access', 'workspace-access']
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** A refusal in SCIM's own format, which the SDKs read here instead of `error_code`. */
class ScimError extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail)
  }
}

/** SCIM for service principals and for the caller itself. */
export function registerScim(app: FastifyInstance, workspace: Workspace): void {
  const principals = workspace.store.collection<ServicePrincipal>('service-principals')
  const path = '/api/2.0/preview/scim/v2'

  const named = (applicationId: string) =>
    principals.values().find((principal) => principal.applicationId.toLowerCase() === applicationId.toLowerCase())

  function find(request: FastifyRequest): ServicePrincipal {
    const { id } = request.params as { id: string }
    const principal = principals.get(id)
    if (!principal) throw new ScimError(404, `Service principal with id ${id} not found.`)
    return principal
  }

  function requireAdmin(request: FastifyRequest): void {
    if (!workspace.principalOf(request).admin) throw new ScimError(403, 'Only workspace admins may manage principals.')
  }

  app.get(`${path}/Me`, (request) => {
    const principal = workspace.principalOf(request)
    const known = named(principal.name)
    return known ? { ...view(known, principal), userName: known.applicationId } : userView(principal)
  })

  app.post(`${path}/ServicePrincipals`, (request, reply) =>
    scim(reply, () => {
      requireAdmin(request)
      const fields = fieldsIn(bodyOf(request))
      const applicationId = fields.applicationId ?? workspace.nextUuid()
      if (!uuid.test(applicationId)) throw new ScimError(400, 'applicationId must be a UUID.')
      if (named(applicationId)) {
        throw new ScimError(409, `Service principal with application ID ${applicationId} already exists.`)
      }
      const principal = { id: String(workspace.nextId()), displayName: '', active: true, entitlements: [], ...fields }
      const created = { ...principal, applicationId }
      principals.put(created.id, created)
      reply.code(201)
      return view(created)
    }),
  )

  app.get(`${path}/ServicePrincipals`, (request, reply) =>
    scim(reply, () => {
      workspace.principalOf(request)
      const query = queryOf(request)
      const matches = principals.values().filter(filterOf(optional(query.filter, 'filter', asText) ?? ''))
      matches.sort((one, other) => Number(one.id) - Number(other.id))
      const start = Math.max(1, optional(query.startIndex, 'startIndex', asCount) ?? 1)
      const page = matches.slice(start - 1, start - 1 + (optional(query.count, 'count', asCount) ?? 100))
      return {
        schemas: [schemas.list],
        totalResults: matches.length,
        startIndex: start,
        itemsPerPage: page.length,
        Resources: page.map((principal) => view(principal)),
      }
    }),
  )

  app.get(`${path}/ServicePrincipals/:id`, (request, reply) =>
    scim(reply, () => {
      workspace.principalOf(request)
      return view(find(request))
    }),
  )

  app.put(`${path}/ServicePrincipals/:id`, (request, reply) =>
    scim(reply, () => {
      requireAdmin(request)
      const { id, applicationId } = find(request)
      const replaced = { displayName: '', active: false, entitlements: [], ...fieldsIn(bodyOf(request)) }
      if (replaced.applicationId && replaced.applicationId !== applicationId) {
        throw new ScimError(400, 'applicationId cannot be changed.')
      }
      const updated = { ...replaced, id, applicationId }
      principals.put(id, updated)
      return view(updated)
    }),
  )

  app.patch(`${path}/ServicePrincipals/:id`, (request, reply) =>
    scim(reply, () => {
      requireAdmin(request)
      const updated = asObjects(bodyOf(request).Operations, 'Operations').reduce(patched, find(request))
      principals.put(updated.id, updated)
      return view(updated)
    }),
  )

  app.delete(`${path}/ServicePrincipals/:id`, (request, reply) =>
    scim(reply, () => {
      requireAdmin(request)
      principals.delete(find(request).id)
      reply.code(204)
      return ''
    }),
  )

  workspace.identities = {
    exists: (name) => !uuid.test(name) || named(name) !== undefined || workspace.principalNamed(name).admin,
    isServicePrincipal: (name) => named(name) !== undefined,
    entitled: (principal, entitlement) =>
      principal.admin || (named(principal.name)?.entitlements.includes(entitlement) ?? false),
  }
}

function scim(reply: FastifyReply, answer: () => unknown): unknown {
  try {
    return answer()
  } catch (error) {
    const [status, detail] =
      error instanceof ScimError
        ? [error.status, error.message]
        : error instanceof DatabricksError && error.statusCode === 400
          ? [400, error.message]
          : []
    if (status === undefined) throw error
    return reply.code(status).send({ schemas: [schemas.error], detail, status: String(status) })
  }
}

function view(principal: ServicePrincipal, caller?: Principal) {
  const { entitlements: held, ...fields } = principal
  return {
    schemas: [schemas.servicePrincipal],
    ...fields,
    entitlements: held.map((value) => ({ value })),
    groups: caller?.admin ? [{ display: 'admins' }] : [],
  }
}

function userView({ name, admin }: Principal) {
  return {
    schemas: [schemas.user],
    // Stable without a list of users: 13 hexadecimal digits stay below 2^53.
    id: String(Number.parseInt(createHash('sha256').update(name).digest('hex').slice(0, 13), 16)),
    userName: name,
    displayName: name,
    active: true,
    emails: [{ type: 'work', value: name, primary: true }],
    entitlements: [],
    groups: admin ? [{ display: 'admins' }] : [],
  }
}

type Fields = Partial<Omit<ServicePrincipal, 'id'>>

function fieldsIn(from: Json): Fields {
  const applicationId = optional(from.applicationId, 'applicationId', asText)
  const displayName = optional(from.displayName, 'displayName', asText)
  const externalId = optional(from.externalId, 'externalId', asText)
  const active = typeof from.active === 'string' ? flagIn(from.active) : optional(from.active, 'active', asFlag)
  return {
    ...(applicationId && { applicationId }),
    ...(displayName !== undefined && { displayName }),
    ...(externalId !== undefined && { externalId }),
    ...(active !== undefined && { active }),
    ...(from.entitlements != null && { entitlements: entitlementsIn(from.entitlements) }),
  }
}

// Terraform's provider patches `active` with a text.
function flagIn(text: string): boolean {
  if (!/^(true|false)$/i.test(text)) throw new ScimError(400, 'active must be true or false.')
  return text.toLowerCase() === 'true'
}

function entitlementsIn(value: unknown): string[] {
  const values = (Array.isArray(value) ? value : [value])
    // The Terraform provider sends `[{}]` for a principal without any.
    .filter((item) => !(isObject(item) && Object.keys(item).length === 0))
    .map((item) => (isObject(item) ? item.value : item))
  for (const item of values) {
    if (typeof item !== 'string' || !entitlements.includes(item)) {
      throw new ScimError(400, `Each entitlement must be one of ${entitlements.join(', ')}.`)
    }
  }
  return [...new Set(values)]
}

/** One operation of a SCIM patch (RFC 7644, 3.5.2) on the attributes kept here. */
function patched(principal: ServicePrincipal, operation: Json): ServicePrincipal {
  const op = optional(operation.op, 'op', asText)?.toLowerCase() ?? ''
  const path = optional(operation.path, 'path', asText) ?? ''
  const { value } = operation
  if (!['add', 'replace', 'remove'].includes(op)) throw new ScimError(400, 'op must be one of add, remove, replace.')
  const [, named] = /^entitlements\[value eq "([^"]*)"\]$/.exec(path) ?? []
  if (path === 'entitlements' || named !== undefined) {
    if (op === 'remove') {
      const removed = named === undefined ? (value == null ? entitlements : entitlementsIn(value)) : [named]
      return { ...principal, entitlements: principal.entitlements.filter((held) => !removed.includes(held)) }
    }
    const kept = op === 'add' ? principal.entitlements : []
    return { ...principal, entitlements: [...new Set([...kept, ...entitlementsIn(value)])] }
  }
  if (op === 'remove') {
    if (path !== 'externalId') throw new ScimError(400, 'path must be one of entitlements, externalId for remove.')
    const { externalId: _, ...rest } = principal
    return rest
  }
  const fields = fieldsIn(path === '' && isObject(value) ? value : { [path]: value })
  if (Object.keys(fields).length === 0 || fields.applicationId) {
    throw new ScimError(400, 'path must be one of active, displayName, externalId, entitlements.')
  }
  return { ...principal, ...fields }
}

/** `attribute eq|co|sw "text"`, joined by `and` (RFC 7644, 3.4.2.2, as far as Databricks documents it). */
function filterOf(filter: string): (principal: ServicePrincipal) => boolean {
  if (filter.trim() === '') return () => true
  const terms = filter.split(/\s+and\s+/i).map((term) => {
    const [, attribute, operator, quoted] =
      /^\s*(id|applicationId|displayName|externalId)\s+(eq|co|sw)\s+("[^"]*"|'[^']*'|[^\s"']+)\s*$/i.exec(term) ?? []
    if (!attribute || !operator || quoted === undefined) {
      throw new ScimError(
        400,
        'filter must be terms like applicationId eq "text", joined by and; attributes: id, applicationId, displayName, externalId; operators: eq, co, sw.',
      )
    }
    const wanted = quoted.replace(/^["']|["']$/g, '').toLowerCase()
    const textOf = (principal: ServicePrincipal) => attributeOf(principal, attribute.toLowerCase()).toLowerCase()
    return (principal: ServicePrincipal) => {
      const text = textOf(principal)
      const word = operator.toLowerCase()
      return word === 'eq' ? text === wanted : word === 'co' ? text.includes(wanted) : text.startsWith(wanted)
    }
  })
  return (principal) => terms.every((matches) => matches(principal))
}

function attributeOf(principal: ServicePrincipal, attribute: string): string {
  if (attribute === 'id') return principal.id
  if (attribute === 'applicationid') return principal.applicationId
  return (attribute === 'displayname' ? principal.displayName : principal.externalId) ?? ''
}
