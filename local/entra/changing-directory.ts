import type { FastifyInstance } from 'fastify'
import type { JsonStore } from '../json-store'
import type { Application, Directory, ManagedIdentity, Roles } from './directory'

/** App roles that a principal was given at an application. */
interface Assignment {
  readonly principalId: string
  readonly clientId: string
  readonly roles: readonly string[]
}

/**
 * The directory that the service was started with, and what is put into it while it runs by `/__emulator/directory/*`,
 * which does what a deployment does through Microsoft Graph. Kept over a restart.
 */
export function changingDirectory(app: FastifyInstance, first: Directory, store: JsonStore): Directory {
  const applications = store.collection<Application>('applications')
  const identities = store.collection<ManagedIdentity>('managed-identities')
  const assignments = store.collection<Assignment>('role-assignments')

  const base = '/__emulator/directory'
  const id = (request: { params: unknown }) => (request.params as { id: string }).id.toLowerCase()
  app.put<{ Body: Application }>(`${base}/applications/:id`, async (request) => {
    applications.put(id(request), request.body)
    return {}
  })
  app.delete(`${base}/applications/:id`, async (request) => {
    applications.delete(id(request))
    return {}
  })
  app.put<{ Body: ManagedIdentity }>(`${base}/managed-identities/:id`, async (request) => {
    identities.put(id(request), request.body)
    return {}
  })
  app.delete(`${base}/managed-identities/:id`, async (request) => {
    identities.delete(id(request))
    return {}
  })
  app.put<{ Params: { id: string; client: string }; Body: { roles: string[] } }>(
    `${base}/roles/:id/:client`,
    async ({ params: { id: principalId, client: clientId }, body: { roles } }) => {
      assignments.put(`${principalId} ${clientId}`, { principalId, clientId, roles })
      return {}
    },
  )
  app.get(`${base}/principals/:id`, async (request, reply) => {
    const wanted = id(request)
    const all = [...directory.clients, ...(directory.users ?? [])].map(({ objectId }) => objectId)
    const found = [...all, ...directory.managedIdentities.map(({ principalId }) => principalId)].includes(wanted)
    return found ? {} : reply.code(404).send({ message: `There is no principal ${wanted}.` })
  })

  const rolesOf = (principalId: string, given: Roles = {}): Roles => {
    const later = assignments.values().filter((one) => one.principalId === principalId)
    return { ...given, ...Object.fromEntries(later.map(({ clientId, roles }) => [clientId, roles])) }
  }
  const directory: Directory = {
    tenantId: first.tenantId,
    get applications() {
      return [...first.applications, ...applications.values()]
    },
    get clients() {
      return first.clients.map((client) => ({ ...client, roles: rolesOf(client.objectId, client.roles) }))
    },
    get managedIdentities() {
      const all = [...first.managedIdentities, ...identities.values()]
      return all.map((identity) => ({ ...identity, roles: rolesOf(identity.principalId, identity.roles) }))
    },
    get users() {
      return (first.users ?? []).map((user) => ({ ...user, roles: rolesOf(user.objectId, user.roles) }))
    },
  }
  return directory
}
