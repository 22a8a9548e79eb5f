import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Json } from '../../arm/resources'
import { merged } from './applications'
import { badRequest, GraphError, notFound } from './graph-error'
import { type Application, boundOwners, filtered, type Objects, ownersOf, type ServicePrincipal } from './objects'

type Params = { id: string }

/** Service principals: of the tenant's applications, and of its managed identities, which only Azure makes. */
export function registerServicePrincipals(app: FastifyInstance, objects: Objects): void {
  const { servicePrincipals, assignments } = objects
  const ofIdentities = (): ServicePrincipal[] =>
    objects.identities().map(({ id, name, properties }) => ({
      id: String(properties.principalId),
      appId: String(properties.clientId),
      displayName: name,
      servicePrincipalType: 'ManagedIdentity',
      alternativeNames: ['isExplicit=True', id],
      owners: [],
    }))
  const found = (id: string): ServicePrincipal => {
    const principal = servicePrincipals.get(id) ?? ofIdentities().find((one) => one.id === id)
    if (!principal) throw notFound(id)
    return principal
  }
  /** What it has from its application is always the application's present state. */
  const shown = ({ owners: _, ...principal }: ServicePrincipal): Json => {
    const application = objects.applicationOf(principal.appId)
    const {
      identifierUris = [],
      appRoles = [],
      displayName,
      api,
      web,
      signInAudience,
    }: Partial<Application> = application ?? {}
    const { oauth2PermissionScopes = [] } = (api ?? {}) as Json
    return {
      ...empty,
      displayName,
      appDisplayName: displayName,
      signInAudience,
      appRoles,
      oauth2PermissionScopes,
      replyUrls: ((web ?? {}) as Json).redirectUris ?? [],
      servicePrincipalNames: [principal.appId, ...identifierUris],
      ...principal,
    }
  }

  app.get<{ Querystring: { $filter?: string } }>('/servicePrincipals', async ({ query }) => ({
    value: filtered([...servicePrincipals.values(), ...ofIdentities()], query.$filter).map(shown),
  }))
  app.post<{ Body: Json }>('/servicePrincipals', async ({ body }, reply) => {
    const appId = String(body.appId)
    if (!objects.applicationOf(appId))
      throw badRequest(`The appId '${appId}' of the service principal does not reference a valid application object.`)
    if (servicePrincipals.values().some((one) => one.appId === appId)) {
      throw new GraphError(
        409,
        'Request_MultipleObjectsWithSameKeyValue',
        `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
      )
    }
    const { 'owners@odata.bind': _, ...given } = body
    const principal: ServicePrincipal = { ...given, appId, id: randomUUID(), owners: boundOwners(body) }
    servicePrincipals.put(principal.id, principal)
    return reply.code(201).send(shown(principal))
  })
  app.get<{ Params: Params }>('/servicePrincipals/:id', async ({ params }) => shown(found(params.id)))
  app.patch<{ Params: Params; Body: Json }>('/servicePrincipals/:id', async ({ params, body }, reply) => {
    servicePrincipals.put(params.id, merged(found(params.id), body) as ServicePrincipal)
    return reply.code(204).send()
  })
  app.delete<{ Params: Params }>('/servicePrincipals/:id', async ({ params }, reply) => {
    found(params.id)
    for (const one of assignments.values()) {
      if (one.resourceId !== params.id && one.principalId !== params.id) continue
      assignments.delete(one.id)
      await objects.rolesChanged(one.principalId, one.resourceId)
    }
    servicePrincipals.delete(params.id)
    return reply.code(204).send()
  })
  const setOwners = (id: string, change: (owners: readonly string[]) => string[]) => {
    const principal = found(id)
    servicePrincipals.put(id, { ...principal, owners: change(principal.owners) })
  }
  app.post<{ Params: Params; Body: Json }>('/servicePrincipals/:id/owners/$ref', async ({ params, body }, reply) => {
    const owner = String(body['@odata.id']).split('/').at(-1) ?? ''
    setOwners(params.id, (owners) => [...new Set([...owners, owner])])
    return reply.code(204).send()
  })
  app.delete<{ Params: Params & { owner: string } }>(
    '/servicePrincipals/:id/owners/:owner/$ref',
    async ({ params }, reply) => {
      setOwners(params.id, (owners) => owners.filter((one) => one !== params.owner))
      return reply.code(204).send()
    },
  )
  app.get<{ Params: Params }>('/servicePrincipals/:id/owners', async ({ params }) => ownersOf(found(params.id)))
}

const empty = {
  accountEnabled: true,
  servicePrincipalType: 'Application',
  notificationEmailAddresses: [],
  alternativeNames: [],
  tags: [],
  keyCredentials: [],
  passwordCredentials: [],
}
