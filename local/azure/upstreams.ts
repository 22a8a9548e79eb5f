/** Where the services listen that the simulator stands in front of; all on loopback. */
export interface Upstreams {
  readonly entra: string
  readonly storage?: {
    readonly blobUrl: string
    readonly tableUrl: string
    readonly caFile: string
    /** Names of the accounts that it has; no other one can be deployed. */
    readonly accounts: readonly string[]
  }
  readonly databricks?: { readonly url: string; readonly workspaceId: string }
  readonly automation?: string
  readonly teams?: { readonly url: string; readonly host: string }
  readonly insights?: { readonly url: string; readonly caFile: string; readonly instrumentationKey: string }
}
