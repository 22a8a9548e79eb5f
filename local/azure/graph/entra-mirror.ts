import type { EntraDirectory } from '../entra-directory'
import type { Application, Objects } from './objects'

/** Keeps Entra's tokens in step with what Graph was told. */
export interface EntraMirror {
  /** After any change to an application, its service principal or its credentials, or when one of them is gone. */
  applicationChanged(appId: string): Promise<void>
  /** After a role was given or taken. @param resourceId service principal of the application whose role it is */
  rolesChanged(principalId: string, resourceId: string): Promise<void>
}

export function openEntraMirror(objects: Objects, directory: EntraDirectory): EntraMirror {
  const mirror: EntraMirror = {
    async applicationChanged(appId) {
      const application = objects.applicationOf(appId)
      const servicePrincipal = objects.servicePrincipalOf(appId)
      // Without a service principal the tenant neither gives tokens for the application nor to it.
      if (!application || !servicePrincipal) {
        await directory.deleteApplication(appId)
        await directory.deleteClient(appId)
        return
      }
      const { displayName: name, appRoles, api, identifierUris, optionalClaims, web } = application
      await directory.putApplication({
        clientId: appId,
        name,
        roles: appRoles.filter(({ isEnabled }) => isEnabled !== false).flatMap(({ value }) => value ?? []),
        identifierUris,
        tokenVersion: api?.requestedAccessTokenVersion === 2 ? 2 : 1,
        tellsApps: optionalClaims?.accessToken?.some((claim) => claim.name === 'idtyp') ?? false,
        assignmentRequired: servicePrincipal.appRoleAssignmentRequired === true,
      })
      await directory.putClient({
        ...{ clientId: appId, objectId: servicePrincipal.id, name },
        redirectUris: web?.redirectUris ?? [],
        issuesIdTokens: web?.implicitGrantSettings?.enableIdTokenIssuance === true,
        ...proofOf(application, objects),
      })
      const given = objects.assignments.values().filter(({ resourceId }) => resourceId === servicePrincipal.id)
      for (const principalId of new Set(given.map((one) => one.principalId))) {
        await mirror.rolesChanged(principalId, servicePrincipal.id)
      }
    },
    async rolesChanged(principalId, resourceId) {
      const appId = objects.servicePrincipals.get(resourceId)?.appId
      if (appId === undefined) return
      const held = objects.assignments
        .values()
        .filter((one) => one.principalId === principalId && one.resourceId === resourceId)
        .map(({ appRoleId }) => appRoleId)
      const roles = objects.applicationOf(appId)?.appRoles.filter(({ id }) => held.includes(id)) ?? []
      await directory.setRoles(
        principalId,
        appId,
        roles.flatMap(({ value }) => value ?? []),
      )
    },
  }
  return mirror
}

/** What the application can show as a client; a public one has nothing to show. */
function proofOf({ id, isFallbackPublicClient }: Application, objects: Objects) {
  const federatedCredentials = objects
    .credentialsOf(id)
    .map(({ issuer, subject, audiences }) => ({ issuer, subject, audiences }))
  return federatedCredentials.length === 0 && isFallbackPublicClient ? {} : { federatedCredentials }
}
