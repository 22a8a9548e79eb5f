import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Json } from '../../arm/resources'
import { userAssignedIdentity } from '../arm/resource-types/user-assigned-identity'
import { badRequest, conflict, notFound } from './graph-error'
import type { GraphParts } from './graph-parts'
import type { Application, ServicePrincipal } from './objects'
import { listed, type ODataQuery, patched, selected } from './odata'
import { boundOwners, ownerRoutes } from './owners'
import { removeServicePrincipal } from './removal'

type Params = { id: string }

const empty = {
  accountEnabled: true,
  servicePrincipalType: 'Application',
  notificationEmailAddresses: [],
  alternativeNames: [],
  tags: [],
  keyCredentials: [],
  passwordCredentials: [],
}

/** Service principals: of the tenant's applications, and of its managed identities, which only Azure makes and deletes. */
export function registerServicePrincipals(app: FastifyInstance, parts: GraphParts): void {
  const { objects, mirror, resources, tenantId } = parts
  const { servicePrincipals } = objects
  const ofIdentities = (): ServicePrincipal[] =>
    resources.ofType(userAssignedIdentity.type).map(({ id, name, properties }) => ({
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
  const changeable = (id: string): ServicePrincipal => {
    const principal = found(id)
    if (servicePrincipals.get(id)) return principal
    throw badRequest(`The service principal '${id}' is a managed identity's, which changes with its Azure resource.`)
  }
  const keep = async (principal: ServicePrincipal) => {
    servicePrincipals.put(principal.id, principal)
    await mirror.applicationChanged(principal.appId)
  }
  const shown = ({ owners: _, ...principal }: ServicePrincipal): Json => ({
    ...empty,
    appOwnerOrganizationId: tenantId,
    servicePrincipalNames: [principal.appId],
    ...fromApplication(objects.applicationOf(principal.appId)),
    ...principal,
  })

  app.get<{ Querystring: ODataQuery }>('/servicePrincipals', async ({ query }) =>
    listed([...servicePrincipals.values(), ...ofIdentities()].map(shown), query),
  )
  app.post<{ Body: Json }>('/servicePrincipals', async ({ body }, reply) => {
    const appId = String(body.appId)
    if (!objects.applicationOf(appId)) {
      throw badRequest(`The appId '${appId}' of the service principal does not reference a valid application object.`)
    }
    if (objects.servicePrincipalOf(appId)) {
      throw conflict(
        `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
      )
    }
    const { 'owners@odata.bind': _, ...given } = body
    const principal: ServicePrincipal = { ...given, appId, id: randomUUID(), owners: boundOwners(body) }
    await keep(principal)
    return reply.code(201).send(shown(principal))
  })
  app.get<{ Params: Params; Querystring: ODataQuery }>('/servicePrincipals/:id', async ({ params, query }) =>
    selected(shown(found(params.id)), query.$select),
  )
  app.patch<{ Params: Params; Body: Json }>('/servicePrincipals/:id', async ({ params, body }, reply) => {
    await keep(patched(changeable(params.id), body))
    return reply.code(204).send()
  })
  app.delete<{ Params: Params }>('/servicePrincipals/:id', async ({ params }, reply) => {
    await removeServicePrincipal(changeable(params.id), parts)
    return reply.code(204).send()
  })
  ownerRoutes(app, '/servicePrincipals', found, (principal) => servicePrincipals.put(principal.id, principal))
}

/** What it has from its application is always the application's present state. */
function fromApplication(application: Application | undefined): Json {
  if (!application) return {}
  const { appId, displayName, identifierUris, appRoles, api, web, signInAudience } = application
  return {
    displayName,
    appDisplayName: displayName,
    signInAudience,
    appRoles,
    oauth2PermissionScopes: api?.oauth2PermissionScopes ?? [],
    replyUrls: web?.redirectUris ?? [],
    servicePrincipalNames: [appId, ...identifierUris],
  }
}
