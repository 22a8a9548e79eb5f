import type { Json } from '../../arm/resources'
import type { Collection, JsonStore } from '../../json-store'

/** An app role or a scope of an application. */
export interface Entitlement extends Json {
  readonly id: string
  readonly value?: string | null
  readonly isEnabled?: boolean
}

export interface AppRole extends Entitlement {
  readonly allowedMemberTypes: readonly ('Application' | 'User')[]
}

export interface Application extends Json {
  readonly id: string
  readonly appId: string
  readonly displayName: string
  readonly identifierUris: readonly string[]
  readonly appRoles: readonly AppRole[]
  readonly api?: {
    readonly requestedAccessTokenVersion?: number | null
    readonly oauth2PermissionScopes?: readonly Entitlement[]
    readonly preAuthorizedApplications?: readonly { appId: string; delegatedPermissionIds: readonly string[] }[]
  } | null
  readonly web?: {
    readonly redirectUris?: readonly string[]
    readonly implicitGrantSettings?: { readonly enableIdTokenIssuance?: boolean | null } | null
  } | null
  readonly optionalClaims?: { readonly accessToken?: readonly { readonly name: string }[] } | null
  readonly isFallbackPublicClient?: boolean | null
  /** Object ids. */
  readonly owners: readonly string[]
}

export interface ServicePrincipal extends Json {
  readonly id: string
  readonly appId: string
  readonly appRoleAssignmentRequired?: boolean
  /** Object ids. */
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
  /** Object id of the application. */
  readonly applicationId: string
  readonly name: string
  readonly issuer: string
  readonly subject: string
  readonly audiences: readonly string[]
}

/** What was deleted can be had back. */
export interface DeletedItem {
  readonly id: string
  readonly kind: 'application' | 'servicePrincipal'
  readonly deletedDateTime: string
  readonly object: Application | ServicePrincipal
  /** Of a deleted application. */
  readonly credentials: readonly FederatedCredential[]
}

/** The directory's objects, kept over a restart. */
export interface Objects {
  readonly applications: Collection<Application>
  readonly servicePrincipals: Collection<ServicePrincipal>
  readonly assignments: Collection<Assignment>
  readonly credentials: Collection<FederatedCredential>
  readonly deleted: Collection<DeletedItem>
  applicationOf(appId: string): Application | undefined
  servicePrincipalOf(appId: string): ServicePrincipal | undefined
  /** @param applicationId object id */
  credentialsOf(applicationId: string): FederatedCredential[]
}

export function openObjects(store: JsonStore): Objects {
  const applications = store.collection<Application>('graph-applications')
  const servicePrincipals = store.collection<ServicePrincipal>('graph-service-principals')
  const credentials = store.collection<FederatedCredential>('graph-credentials')
  return {
    applications,
    servicePrincipals,
    credentials,
    assignments: store.collection<Assignment>('graph-assignments'),
    deleted: store.collection<DeletedItem>('graph-deleted-items'),
    applicationOf: (appId) => applications.values().find((one) => one.appId === appId),
    servicePrincipalOf: (appId) => servicePrincipals.values().find((one) => one.appId === appId),
    credentialsOf: (id) => credentials.values().filter(({ applicationId }) => applicationId === id),
  }
}
