// Azurite publishes no types. Declared is what this folder uses of version 3.35.0, and nothing else.

declare module 'azurite/dist/src/blob/BlobConfiguration' {
  export default class BlobConfiguration {
    constructor(
      host: string,
      port: number,
      keepAliveTimeoutSeconds: number,
      metadataDbPath: string,
      extentDbPath: string,
      persistencePathArray: { locationId: string; locationPath: string; maxConcurrency: number }[],
      enableAccessLog: boolean,
      accessLogWriteStream: undefined,
      enableDebugLog: boolean,
      debugLogFilePath: undefined,
      loose: boolean,
      skipApiVersionCheck: boolean,
      cert: string,
      key: string,
      pwd: string,
      oauth: string,
      disableProductStyleUrl: boolean,
    )
  }
}

declare module 'azurite/dist/src/table/TableConfiguration' {
  export default class TableConfiguration {
    constructor(
      host: string,
      port: number,
      keepAliveTimeoutSeconds: number,
      metadataDbPath: string,
      enableDebugLog: boolean,
      enableAccessLog: boolean,
      accessLogWriteStream: undefined,
      debugLogFilePath: undefined,
      loose: boolean,
      skipApiVersionCheck: boolean,
      cert: string,
      key: string,
      pwd: string,
      oauth: string,
      disableProductStyleUrl: boolean,
    )
  }
}

declare module 'azurite/dist/src/blob/BlobServer' {
  import type { Server } from 'node:https'
  import type BlobConfiguration from 'azurite/dist/src/blob/BlobConfiguration'
  export default class BlobServer {
    constructor(configuration: BlobConfiguration)
    readonly httpServer: Server
    readonly metadataStore: import('./journal').LokiStore
    readonly extentMetadataStore: import('./journal').LokiStore
    start(): Promise<void>
    close(): Promise<void>
  }
}

declare module 'azurite/dist/src/table/TableServer' {
  import type { Server } from 'node:https'
  import type TableConfiguration from 'azurite/dist/src/table/TableConfiguration'
  export default class TableServer {
    constructor(configuration: TableConfiguration)
    readonly httpServer: Server
    readonly metadataStore: import('./journal').TransactionalLokiStore
    start(): Promise<void>
    close(): Promise<void>
  }
}

declare module 'azurite/dist/src/common/Logger' {
  export function configLogger(enableDebugLog: boolean, logFile?: string): void
}

declare module 'azurite/dist/src/common/Telemetry' {
  export const AzuriteTelemetryClient: { init(location: string, enableTelemetry: boolean, env: undefined): void }
}
