import { setTimeout as delay } from 'node:timers/promises'
import type { TokenCredential } from '@azure/core-auth'
import { TableClient } from '@azure/data-tables'
import { BlobServiceClient } from '@azure/storage-blob'
import type { Logger } from 'pino'
import { buildApp } from './app'
import { createAuthenticate } from './auth'
import { containerSigner } from './container-sas'
import { openDailyQuota } from './daily-quota'
import { openDatabricks } from './databricks'
import { databricksCredential } from './databricks-credential'
import { startFollower } from './follower'
import { startNotificationWatch } from './notifications'
import { reasonOf } from './reason'
import { startRetention } from './retention'
import { openRunStore } from './run-store'
import { createEvents, type Service } from './service'
import type { Settings } from './settings'
import type { Telemetry } from './telemetry'
import { openUploadStore, uploadsContainer } from './upload-store'

const storageRetrySeconds = 2

interface Api {
  readonly port: number
  /** Stops accepting, lets requests and steps that are under way end. */
  close(): Promise<void>
}

/**
 * Starts the API: it listens at once, also while the storage cannot be reached, and begins its work when that can be.
 *
 * @param credential the API's own identity towards storage and, unless the settings name a service principal, Databricks
 */
export async function startApi(options: {
  readonly settings: Settings
  readonly log: Logger
  readonly credential: TokenCredential
  readonly telemetry: Telemetry
  /** Certificate (PEM) to trust for storage and Entra, beside those that Node.js trusts. */
  readonly ca?: string
}): Promise<Api> {
  const { settings, log, credential, telemetry, ca } = options
  const tlsOptions = ca === undefined ? {} : { tlsOptions: { ca } }
  const retryOptions = { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2_000, tryTimeoutInMs: 60_000 }
  const blobs = new BlobServiceClient(settings.blobUrl, credential, { retryOptions, ...tlsOptions })
  const staging = new BlobServiceClient(settings.blobUrl, credential, {
    retryOptions: { maxTries: 1 },
    ...tlsOptions,
  })
  const table = new TableClient(settings.tableUrl, 'runs', credential, {
    retryOptions: { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 2_000 },
    ...tlsOptions,
  })
  const service: Service = {
    settings,
    log,
    blobs,
    table,
    store: openRunStore(table),
    quota: openDailyQuota(table, settings.runsPerCallerAndDay),
    databricks: openDatabricks(settings.databricksUrl, databricksCredential(settings, credential, ca)),
    signContainer: containerSigner(blobs),
    events: createEvents(),
    telemetry,
  }
  const uploads = openUploadStore(table, blobs, staging)
  const authenticate = createAuthenticate(settings, (details) => log.warn(details, 'forged principal header'))
  const app = await buildApp(service, uploads, authenticate)
  // A container is reached from outside of itself; a process whose callers are on this machine is not.
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(settings.publicUrl).hostname)
  await app.listen({ port: settings.port, host: local ? '127.0.0.1' : '0.0.0.0' })
  const address = app.server.address()

  const stopping = new AbortController()
  const working = prepareStorage(service, stopping.signal).then((ready) =>
    ready ? [startFollower(service), startRetention(service, uploads), startNotificationWatch(service)] : [],
  )
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    async close() {
      stopping.abort()
      await Promise.all([app.close(), working.then((parts) => Promise.all(parts.map((part) => part.close())))])
    },
  }
}

/** Creates the table and the container for uploads, however long it takes; false where the process ends before. */
async function prepareStorage(service: Service, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    try {
      await service.table.createTable()
      await service.blobs.getContainerClient(uploadsContainer).createIfNotExists()
      return true
    } catch (error) {
      service.log.warn({ reason: reasonOf(error) }, 'the storage cannot be prepared yet')
      await delay(storageRetrySeconds * 1000, undefined, { signal }).catch(() => {})
    }
  }
  return false
}
