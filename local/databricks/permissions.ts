import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asName, asObjects, asText, optional } from './json-fields'
import { bodyOf, invalid } from './request-fields'
import { DatabricksError, type Json, type ObjectType, type Principal, type Workspace } from './workspace'

interface Acl {
  readonly entries: readonly Entry[]
}

interface Entry {
  readonly kind: (typeof kinds)[number]
  readonly name: string
  readonly level: string
}

const kinds = ['user_name', 'service_principal_name', 'group_name'] as const

/** Per request type: the object's type in answers, and its levels, each including those before it. */
const objects: Readonly<Record<ObjectType, { readonly type: string; readonly levels: readonly string[] }>> = {
  jobs: { type: 'job', levels: ['CAN_VIEW', 'CAN_MANAGE_RUN', 'CAN_MANAGE', 'IS_OWNER'] },
  'cluster-policies': { type: 'cluster-policy', levels: ['CAN_USE'] },
  'instance-pools': { type: 'instance-pool', levels: ['CAN_ATTACH_TO', 'CAN_MANAGE'] },
  clusters: { type: 'cluster', levels: ['CAN_ATTACH_TO', 'CAN_RESTART', 'CAN_MANAGE'] },
  files: { type: 'file', levels: ['CAN_READ', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'] },
  directories: { type: 'directory', levels: ['CAN_READ', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'] },
}

/** How the messages of the Jobs API call its levels, in the order in which they list them. */
const jobLevelNames = [
  ['CAN_VIEW', 'View'],
  ['CAN_MANAGE', 'Admin'],
  ['CAN_MANAGE_RUN', 'Manage Run'],
  ['IS_OWNER', 'Owner'],
] as const

/** The Permissions API and the check behind every other call. Admins may do everything and appear in no own entry. */
export function registerPermissions(app: FastifyInstance, workspace: Workspace): void {
  const acls = workspace.store.collection<Acl>('permissions')
  const idOf = (type: ObjectType, id: string) => `${type}/${id}`

  function find(request: FastifyRequest): { type: ObjectType; id: string; acl: Acl; principal: Principal } {
    const principal = workspace.principalOf(request)
    const { type, id } = request.params as { type: string; id: string }
    if (!isObjectType(type)) {
      throw invalid(
        `request_object_type is not recognized: ${type}; it must be one of ${Object.keys(objects).join(', ')}`,
      )
    }
    const acl = acls.get(idOf(type, id))
    if (!acl) throw new DatabricksError(404, 'RESOURCE_DOES_NOT_EXIST', `${capitalised(type)} ${id} does not exist.`)
    return { type, id, acl, principal }
  }

  function allows(principal: Principal, type: ObjectType, id: string, level: string): boolean {
    const entries = acls.get(idOf(type, id))?.entries ?? []
    return principal.admin || entries.some((entry) => covers(entry, principal) && includes(type, entry.level, level))
  }

  function require(principal: Principal, type: ObjectType, id: string, level: string): void {
    if (allows(principal, type, id, level)) return
    throw new DatabricksError(
      403,
      'PERMISSION_DENIED',
      `User ${principal.name} does not have ${namesOf(type, level)} permissions on ${objects[type].type.replace('-', ' ')} ${id}`,
    )
  }

  function entriesIn(type: ObjectType, list: readonly Json[]): Entry[] {
    const entries = list.map((item) => entryOf(type, item))
    for (const [index, { kind, name }] of entries.entries()) {
      if (entries.findIndex((other) => other.kind === kind && other.name === name) !== index) {
        throw invalid(`access_control_list names ${name} more than once`)
      }
    }
    return entries
  }

  function entryOf(type: ObjectType, item: Json): Entry {
    const named = kinds.filter((kind) => optional(item[kind], kind, asText) !== undefined)
    const [kind] = named
    if (kind === undefined || named.length > 1) {
      throw invalid(`Each entry of access_control_list must have exactly one of ${kinds.join(', ')}`)
    }
    const name = asName(item[kind], kind)
    const level = asName(item.permission_level, 'permission_level')
    const { levels } = objects[type]
    if (!levels.includes(level)) {
      throw invalid(`permission_level ${level} is not supported with ${type}; it must be one of ${levels.join(', ')}`)
    }
    if (kind === 'group_name') {
      if (name === 'users' || name === 'admins') return { kind, name, level }
      throw new DatabricksError(404, 'RESOURCE_DOES_NOT_EXIST', `Principal: GroupName(${name}) does not exist`)
    }
    if (kind === 'service_principal_name' && !workspace.identities.isServicePrincipal(name)) {
      throw new DatabricksError(
        404,
        'RESOURCE_DOES_NOT_EXIST',
        `Principal: ServicePrincipalName(${name}) does not exist`,
      )
    }
    // Terraform's provider gives the caller as a user name, also where the caller is a service principal.
    return { kind: kindOf(name), name, level }
  }

  function kindOf(name: string): Entry['kind'] {
    return workspace.identities.isServicePrincipal(name) ? 'service_principal_name' : 'user_name'
  }

  /** A job has exactly one owner: the one in the list, else the principal given. */
  function withOwner(type: ObjectType, entries: readonly Entry[], owner: Principal): readonly Entry[] {
    if (type !== 'jobs') return entries
    const owners = entries.filter((entry) => entry.level === 'IS_OWNER')
    if (owners.length > 1) throw invalid('The job must have exactly one owner.')
    if (owners[0]?.kind === 'group_name') throw invalid('Groups can not be owners of a job.')
    if (owners.length === 1) return entries
    const others = entries.filter((entry) => entry.kind === 'group_name' || !same(entry.name, owner.name))
    return [...others, { kind: kindOf(owner.name), name: owner.name, level: 'IS_OWNER' }]
  }

  const path = '/api/2.0/permissions/:type/:id'

  app.get(path, (request) => {
    const { type, id, acl, principal } = find(request)
    require(principal, type, id, lowest(type))
    return answer(type, id, acl)
  })

  app.put(path, (request) => {
    const { type, id, principal } = find(request)
    require(principal, type, id, managing(type))
    const entries = entriesIn(type, asObjects(bodyOf(request).access_control_list, 'access_control_list'))
    const acl = { entries: withOwner(type, entries, principal) }
    acls.put(idOf(type, id), acl)
    return answer(type, id, acl)
  })

  app.patch(path, (request) => {
    const { type, id, acl, principal } = find(request)
    require(principal, type, id, managing(type))
    const changes = entriesIn(type, asObjects(bodyOf(request).access_control_list, 'access_control_list'))
    const kept = acl.entries.filter(
      (entry) => !changes.some((change) => change.kind === entry.kind && same(change.name, entry.name)),
    )
    const changed = { entries: withOwner(type, [...kept, ...changes], principal) }
    acls.put(idOf(type, id), changed)
    return answer(type, id, changed)
  })

  workspace.permissions = {
    require,
    allows,
    created(type, id, owner, accessControlList) {
      const list = asObjects(accessControlList, 'access_control_list')
      const entries = withOwner(type, entriesIn(type, list), owner)
      const creator =
        type === 'jobs' || entries.some((entry) => same(entry.name, owner.name))
          ? []
          : [{ kind: kindOf(owner.name), name: owner.name, level: managing(type) }]
      acls.put(idOf(type, id), { entries: [...entries, ...creator] })
    },
    deleted: (type, id) => {
      acls.delete(idOf(type, id))
    },
  }
}

function answer(type: ObjectType, id: string, acl: Acl) {
  const inherited = { permission_level: managing(type), inherited: true, inherited_from_object: [`/${type}/`] }
  return {
    object_id: `/${type}/${id}`,
    object_type: objects[type].type,
    access_control_list: [
      ...acl.entries.map(({ kind, name, level }) => ({
        [kind]: name,
        ...(kind === 'group_name' ? {} : { display_name: name }),
        all_permissions: [{ permission_level: level, inherited: false }],
      })),
      { group_name: 'admins', all_permissions: [inherited] },
    ],
  }
}

function covers(entry: Entry, principal: Principal): boolean {
  return entry.kind === 'group_name' ? entry.name === 'users' : same(entry.name, principal.name)
}

function includes(type: ObjectType, held: string, needed: string): boolean {
  const { levels } = objects[type]
  return levels.indexOf(held) >= levels.indexOf(needed)
}

function lowest(type: ObjectType): string {
  return objects[type].levels[0] ?? ''
}

/** The level that may change the object and who has access; ownership of a job is more than that. */
function managing(type: ObjectType): string {
  return objects[type].levels.findLast((level) => level !== 'IS_OWNER') ?? ''
}

function namesOf(type: ObjectType, level: string): string {
  if (type !== 'jobs') return level
  return jobLevelNames
    .filter(([held]) => includes(type, held, level))
    .map(([, name]) => name)
    .join(' or ')
}

function isObjectType(type: string): type is ObjectType {
  return Object.hasOwn(objects, type)
}

function capitalised(type: ObjectType): string {
  const name = objects[type].type.replace('-', ' ')
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
