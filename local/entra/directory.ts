/** An application that exposes an API: the audience of tokens. */
export interface Application {
  readonly clientId: string
  readonly name: string
  /** App roles that may be assigned. */
  readonly roles: readonly string[]
  /** Default: `api://<clientId>`. */
  readonly identifierUris?: readonly string[]
  /** Of its access tokens. Default 2. */
  readonly tokenVersion?: 1 | 2
  /** Whether access tokens say `idtyp` when they are an application's, which is an optional claim. Default true. */
  readonly tellsApps?: boolean
  /** Whether only who has one of its app roles gets a token. Default false. */
  readonly assignmentRequired?: boolean
}

/** Role assignments: app roles by client id of the API. */
export type Roles = Readonly<Record<string, readonly string[]>>

/** An issuer's word for a client, in place of a secret. */
export interface FederatedCredential {
  /** Claim `iss` of the assertion. */
  readonly issuer: string
  /** Claim `sub`. */
  readonly subject: string
  /** One of them is what the assertion is for. */
  readonly audiences: readonly string[]
}

/** An application that asks for tokens. */
export interface Client {
  readonly clientId: string
  readonly secret?: string
  /** Without it and without a secret the client is a public one, which can only sign users in. */
  readonly federatedCredentials?: readonly FederatedCredential[]
  /** Where a sign-in in a browser may return to, letter for letter. Default: nowhere. */
  readonly redirectUris?: readonly string[]
  /** Whether such a sign-in may return an ID token at once, beside the code. Default false. */
  readonly issuesIdTokens?: boolean
  /** Of its service principal. */
  readonly objectId: string
  readonly name: string
  readonly roles: Roles
  /** Template ids of its roles in the directory itself. Default: none. */
  readonly directoryRoles?: readonly string[]
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
  /** Undefined where the resource is one of Microsoft's. */
  readonly application?: Application
}

/** What assertions of managed identities are for. */
export const tokenExchange = { uri: 'api://AzureADTokenExchange', clientId: 'fb60f99c-7a34-4190-8149-302f77469936' }

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
  if (plain === tokenExchange.uri) return { audience: tokenExchange.clientId, tokenVersion: 2 }
  const application = directory.applications.find(
    (one) => plain === one.clientId || (one.identifierUris ?? [`api://${one.clientId}`]).includes(plain),
  )
  if (!application) return undefined
  const { tokenVersion = 2 } = application
  return { audience: tokenVersion === 2 ? application.clientId : name, tokenVersion, application }
}

/** Roles for the resource that the application really declares. */
export function rolesFor({ application }: Resource, roles: Roles = {}): readonly string[] {
  if (!application) return []
  return (roles[application.clientId] ?? []).filter((role) => application.roles.includes(role))
}
