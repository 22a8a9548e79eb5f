import type { GraphParts } from './graph-parts'
import type { Application, ServicePrincipal } from './objects'

/** Deletes a service principal with every role that it has or gives; it can be had back, the roles cannot. */
export async function removeServicePrincipal(
  principal: ServicePrincipal,
  { objects, mirror, clock }: GraphParts,
): Promise<void> {
  for (const { id, principalId, resourceId } of objects.assignments.values()) {
    if (resourceId !== principal.id && principalId !== principal.id) continue
    objects.assignments.delete(id)
    await mirror.rolesChanged(principalId, resourceId)
  }
  objects.servicePrincipals.delete(principal.id)
  objects.deleted.put(principal.id, {
    ...{ id: principal.id, kind: 'servicePrincipal', object: principal, credentials: [] },
    deletedDateTime: new Date(clock.now()).toISOString(),
  })
  await mirror.applicationChanged(principal.appId)
}

/** Deletes an application, and with it its service principal. */
export async function removeApplication(application: Application, parts: GraphParts): Promise<void> {
  const { objects, clock } = parts
  const principal = objects.servicePrincipalOf(application.appId)
  if (principal) await removeServicePrincipal(principal, parts)
  const credentials = objects.credentialsOf(application.id)
  for (const { id } of credentials) objects.credentials.delete(id)
  objects.applications.delete(application.id)
  objects.deleted.put(application.id, {
    ...{ id: application.id, kind: 'application', object: application, credentials },
    deletedDateTime: new Date(clock.now()).toISOString(),
  })
}
