/** An application that exposes an API: the audience of tokens. Its identifier URI is `api://<clientId>`. */
export interface Application {
  readonly clientId: string
  readonly name: string
  /** App roles that may be assigned. */
  readonly roles: readonly string[]
}

/** Role assignments: app roles by client id of the API. */
export type Roles = Readonly<Record<string, readonly string[]>>

/** An application that asks for tokens. */
export interface Client {
  readonly clientId: string
  /** Left out for a public client, which can only sign users in. */
  readonly secret?: string
  /** Of its service principal. */
  readonly objectId: string
  readonly name: string
  readonly roles: Roles
}

export interface ManagedIdentity {
  readonly clientId: string
  readonly principalId: string
  /** The secret of the site that the identity belongs to: IDENTITY_HEADER in the site's environment. */
  readonly header: string
  readonly name: string
  readonly roles?: Roles
}

export interface User {
  readonly objectId: string
  readonly name: string
  readonly userPrincipalName: string
  readonly roles: Roles
}

export interface Directory {
  readonly tenantId: string
  readonly applications: readonly Application[]
  readonly clients: readonly Client[]
  readonly managedIdentities: readonly ManagedIdentity[]
  /** Default: none. */
  readonly users?: readonly User[]
}

/** What a token is for. */
export interface Resource {
  /** The claim `aud`. */
  readonly audience: string
  /** Of the token, as the resource's own manifest decides. */
  readonly tokenVersion: 1 | 2
  /** Key of `Roles`; undefined where the resource is one of Microsoft's. */
  readonly applicationId?: string
}

/** Resources of Microsoft's: Databricks, Storage, Monitor, Graph, Resource Manager, Key Vault and Container Registry. */
const microsoft = [
  '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d',
  'https://storage.azure.com',
  'https://monitor.azure.com',
  'https://graph.microsoft.com',
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://vault.azure.net',
  'https://containerregistry.azure.net',
]

/**
 * Finds a resource by identifier URI, client id, or Microsoft's own name for one of its services.
 * A v1 audience is the resource as it was asked for, with or without the slash at its end, as Entra does.
 */
export function findResource(directory: Directory, name: string): Resource | undefined {
  const plain = name.replace(/\/$/, '')
  if (microsoft.includes(plain)) return { audience: name, tokenVersion: 1 }
  const application = directory.applications.find(({ clientId }) => plain === clientId || plain === `api://${clientId}`)
  return application && { audience: application.clientId, tokenVersion: 2, applicationId: application.clientId }
}

/** Roles for the resource that the application really declares. */
export function rolesFor(directory: Directory, resource: Resource, roles: Roles = {}): readonly string[] {
  const application = directory.applications.find(({ clientId }) => clientId === resource.applicationId)
  if (!application) return []
  return (roles[application.clientId] ?? []).filter((role) => application.roles.includes(role))
}
