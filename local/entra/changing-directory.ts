import type { FastifyInstance } from 'fastify'
import type { Collection, JsonStore } from '../json-store'
import type { Application, Client, Directory, ManagedIdentity, Roles } from './directory'

/** App roles that a principal was given at an application. */
interface Assignment {
  readonly principalId: string
  readonly clientId: string
  readonly roles: readonly string[]
}

/** Roles that a principal was given in the directory itself. */
interface DirectoryRoles {
  readonly principalId: string
  readonly templateIds: readonly string[]
}

const base = '/__emulator/directory'

/**
 * The directory that the service was started with, and what is put into it while it runs by `/__emulator/directory/*`,
 * which does what a deployment does through Microsoft Graph. Kept over a restart.
 */
export function changingDirectory(app: FastifyInstance, first: Directory, store: JsonStore): Directory {
  const applications = store.collection<Application>('applications')
  const clients = store.collection<Client>('clients')
  const identities = store.collection<ManagedIdentity>('managed-identities')
  const assignments = store.collection<Assignment>('role-assignments')
  const directoryRoles = store.collection<DirectoryRoles>('directory-roles')

  const dropAssignments = (which: (one: Assignment) => boolean) => {
    for (const one of assignments.values().filter(which)) assignments.delete(keyOf(one))
  }
  entries(app, 'applications', applications, applicationSchema, ({ clientId }) =>
    dropAssignments((one) => one.clientId === clientId),
  )
  entries(app, 'clients', clients, clientSchema, ({ objectId }) =>
    dropAssignments((one) => one.principalId === objectId),
  )
  entries(app, 'managed-identities', identities, identitySchema, ({ principalId }) =>
    dropAssignments((one) => one.principalId === principalId),
  )
  app.put<{ Params: Omit<Assignment, 'roles'>; Body: Pick<Assignment, 'roles'> }>(
    `${base}/roles/:principalId/:clientId`,
    { schema: { body: objectWith({ roles: texts }, ['roles']) } },
    async ({ params: { principalId, clientId }, body: { roles } }) => {
      const assignment = { principalId, clientId, roles }
      if (roles.length > 0) assignments.put(keyOf(assignment), assignment)
      else assignments.delete(keyOf(assignment))
      return assignment
    },
  )
  app.put<{ Params: { principalId: string }; Body: Pick<DirectoryRoles, 'templateIds'> }>(
    `${base}/directory-roles/:principalId`,
    { schema: { body: objectWith({ templateIds: texts }, ['templateIds']) } },
    async ({ params: { principalId }, body: { templateIds } }) => {
      directoryRoles.put(principalId, { principalId, templateIds })
      return { principalId, templateIds }
    },
  )
  app.get<{ Params: { id: string } }>(`${base}/principals/:id`, async ({ params: { id } }, reply) => {
    const user = directory.users?.find(({ objectId }) => objectId === id)
    if (user) return { type: 'User', name: user.name }
    const principal =
      directory.clients.find(({ objectId }) => objectId === id) ??
      directory.managedIdentities.find(({ principalId }) => principalId === id)
    if (principal) return { type: 'ServicePrincipal', name: principal.name }
    return reply.code(404).send({ message: `There is no principal ${id}.` })
  })

  const rolesOf = (principalId: string, given: Roles = {}): Roles => {
    const later = assignments.values().filter((one) => one.principalId === principalId)
    return { ...given, ...Object.fromEntries(later.map(({ clientId, roles }) => [clientId, roles])) }
  }
  const directory: Directory = {
    tenantId: first.tenantId,
    get applications() {
      return both(first.applications, applications)
    },
    get clients() {
      return both(first.clients, clients).map((client) => ({
        ...client,
        roles: rolesOf(client.objectId, client.roles),
        directoryRoles: directoryRoles.get(client.objectId)?.templateIds ?? client.directoryRoles ?? [],
      }))
    },
    get managedIdentities() {
      return both(first.managedIdentities, identities).map((identity) => ({
        ...identity,
        roles: rolesOf(identity.principalId, identity.roles),
      }))
    },
    get users() {
      return (first.users ?? []).map((user) => ({ ...user, roles: rolesOf(user.objectId, user.roles) }))
    },
  }
  return directory
}

/** What was put in while it runs stands in place of what it was started with. */
function both<T extends { readonly clientId: string }>(first: readonly T[], later: Collection<T>): T[] {
  return [...first.filter(({ clientId }) => !later.get(clientId)), ...later.values()]
}

/** Routes that put and delete one kind of thing by its client id. */
function entries<T extends { readonly clientId: string }>(
  app: FastifyInstance,
  kind: string,
  collection: Collection<T>,
  { properties, required }: ObjectSchema,
  deleted: (one: T) => void,
): void {
  const path = `${base}/${kind}/:clientId`
  app.put<{ Params: { clientId: string }; Body: object }>(
    path,
    { schema: { body: objectWith({ ...properties, clientId: text }, required) } },
    async ({ params: { clientId }, body }) => {
      collection.put(clientId, { ...(body as object), clientId } as unknown as T)
      return {}
    },
  )
  app.delete<{ Params: { clientId: string } }>(path, async ({ params: { clientId } }, reply) => {
    const one = collection.get(clientId)
    if (!one) return reply.code(404).send({ message: `There is no ${clientId} among the ${kind} put in here.` })
    collection.delete(clientId)
    deleted(one)
    return {}
  })
}

function keyOf({ principalId, clientId }: Omit<Assignment, 'roles'>): string {
  return `${principalId} ${clientId}`
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, object>>
  readonly required: readonly string[]
}

const text = { type: 'string', minLength: 1 }
const texts = { type: 'array', items: { type: 'string' } }

const applicationSchema: ObjectSchema = {
  properties: {
    name: text,
    roles: texts,
    identifierUris: texts,
    tokenVersion: { enum: [1, 2] },
    tellsApps: { type: 'boolean' },
    assignmentRequired: { type: 'boolean' },
  },
  required: ['name', 'roles'],
}
const clientSchema: ObjectSchema = {
  properties: {
    name: text,
    objectId: text,
    secret: text,
    roles: { type: 'object', additionalProperties: texts, default: {} },
    redirectUris: texts,
    issuesIdTokens: { type: 'boolean' },
    federatedCredentials: {
      type: 'array',
      items: objectWith({ issuer: text, subject: text, audiences: texts }, ['issuer', 'subject', 'audiences']),
    },
  },
  required: ['name', 'objectId'],
}
const identitySchema: ObjectSchema = {
  properties: { name: text, principalId: text, header: text },
  required: ['name', 'principalId', 'header'],
}

function objectWith(properties: Readonly<Record<string, object>>, required: readonly string[]) {
  return { type: 'object', additionalProperties: false, properties, required }
}
