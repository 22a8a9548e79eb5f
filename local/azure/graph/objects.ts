import type { Json, Resource } from '../../arm/resources'
import type { Collection, JsonStore } from '../../json-store'
import { userAssignedIdentity } from '../arm/resource-types/user-assigned-identity'
import type { Parts } from '../parts'

export interface AppRole {
  readonly id: string
  readonly value: string
}

export interface Application extends Json {
  readonly id: string
  readonly appId: string
  readonly displayName: string
  readonly identifierUris: readonly string[]
  readonly appRoles: readonly AppRole[]
  readonly owners: readonly string[]
}

export interface ServicePrincipal extends Json {
  readonly id: string
  readonly appId: string
  readonly owners: readonly string[]
}

export interface Assignment {
  readonly id: string
  readonly appRoleId: string
  readonly principalId: string
  /** Service principal of the application whose role it is. */
  readonly resourceId: string
  readonly createdDateTime: string
}

export interface FederatedCredential extends Json {
  readonly id: string
  readonly applicationId: string
  readonly name: string
}

/** The directory's objects, and what keeps Entra's tokens in step with them. */
export interface Objects {
  readonly applications: Collection<Application>
  readonly servicePrincipals: Collection<ServicePrincipal>
  readonly assignments: Collection<Assignment>
  readonly credentials: Collection<FederatedCredential>
  identities(): Resource[]
  applicationOf(appId: string): Application | undefined
  principalExists(objectId: string): Promise<boolean>
  /** Tells Entra of an application, or that it is gone. */
  applicationChanged(application: Application): Promise<void>
  applicationDeleted(application: Application): Promise<void>
  /** Tells Entra which roles a principal has at an application now. */
  rolesChanged(principalId: string, resourceId: string): Promise<void>
}

export function openObjects(store: JsonStore, { directory, resources }: Parts): Objects {
  const applications = store.collection<Application>('graph-applications')
  const servicePrincipals = store.collection<ServicePrincipal>('graph-service-principals')
  const assignments = store.collection<Assignment>('graph-assignments')
  const applicationOf = (appId: string) => applications.values().find((one) => one.appId === appId)
  return {
    applications,
    servicePrincipals,
    assignments,
    credentials: store.collection<FederatedCredential>('graph-credentials'),
    identities: () => resources.ofType(userAssignedIdentity.type),
    applicationOf,
    principalExists: async (objectId) =>
      servicePrincipals.get(objectId) !== undefined || (await directory.principalExists(objectId)),
    applicationChanged: ({ appId, displayName, appRoles }) =>
      directory.putApplication({ clientId: appId, name: displayName, roles: appRoles.map(({ value }) => value) }),
    applicationDeleted: ({ appId }) => directory.deleteApplication(appId),
    async rolesChanged(principalId, resourceId) {
      const appId = servicePrincipals.get(resourceId)?.appId
      const application = appId === undefined ? undefined : applicationOf(appId)
      if (appId === undefined) return
      const given = assignments
        .values()
        .filter((one) => one.principalId === principalId && one.resourceId === resourceId)
      const roles = given.flatMap(({ appRoleId }) =>
        (application?.appRoles ?? []).filter(({ id }) => id === appRoleId).map(({ value }) => value),
      )
      await directory.setRoles(principalId, appId, roles)
    },
  }
}

/** `appId eq 'x'` or `displayName eq 'x'`: what clients filter by. */
export function filtered<T extends Json>(all: readonly T[], filter: string | undefined): T[] {
  const [, name = '', value] = /^\s*\(?(\w+) eq '([^']*)'\)?\s*$/.exec(filter ?? '') ?? []
  return value === undefined ? [...all] : all.filter((one) => one[name] === value)
}

/** Object ids in `owners@odata.bind`. */
export function boundOwners(body: Json): string[] {
  const bound = body['owners@odata.bind']
  return Array.isArray(bound) ? bound.map((url) => String(url).split('/').at(-1) ?? '') : []
}

/** The owners as Graph lists them. */
export function ownersOf({ owners }: { readonly owners: readonly string[] }): Json {
  return { value: owners.map((id) => ({ '@odata.type': '#microsoft.graph.servicePrincipal', id })) }
}
