import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Server as HttpsServer } from 'node:https'
import { createServer } from 'node:net'
import { join } from 'node:path'
import BlobConfiguration from 'azurite/dist/src/blob/BlobConfiguration'
import BlobServer from 'azurite/dist/src/blob/BlobServer'
import { configLogger } from 'azurite/dist/src/common/Logger'
import { AzuriteTelemetryClient } from 'azurite/dist/src/common/Telemetry'
import TableConfiguration from 'azurite/dist/src/table/TableConfiguration'
import TableServer from 'azurite/dist/src/table/TableServer'
import { ensureCertificate } from '../certificate'
import { journal } from './journal'
import { refuseUnfitTokens } from './token-check'

const host = '127.0.0.1'
const keepAliveSeconds = 5

export interface StorageOptions {
  /** Where data, certificate and account key are kept; made where it is missing. */
  readonly dataDir: string
  /** Default 0: the operating system chooses. */
  readonly blobPort?: number
  readonly tablePort?: number
  /** Tokens of another tenant are refused with 401. */
  readonly tenantId: string
  /** Names of the storage accounts. Default `slipway` alone. */
  readonly accounts?: readonly string[]
}

export interface StorageService {
  /**
   * The blob endpoint, with the first account as its path. An account is also known by a host name that starts with it,
   * as `<account>.blob.core.windows.net` does.
   */
  readonly url: string
  readonly blobUrl: string
  readonly tableUrl: string
  readonly accounts: readonly string[]
  /** The certificate that clients must trust, PEM. */
  readonly caFile: string
}

/**
 * Runs Azurite's blob and table services in this process: it takes its accounts from the process's environment, so
 * a process runs one. Built from Azurite's parts instead of its command line, which would start the queue service as well
 * and lose answered writes when killed (see `journal`).
 */
export async function runAzurite(options: StorageOptions): Promise<StorageService & { close(): Promise<void> }> {
  const { dataDir, blobPort = 0, tablePort = 0, tenantId, accounts = ['slipway'] } = options
  // Before any file is touched: the data may belong to the process that holds the port.
  await assertFree(blobPort, 'blob storage')
  await assertFree(tablePort, 'table storage')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const { certFile, keyFile } = await ensureCertificate(dataDir)
  const key = accountKey(dataDir)
  process.env.AZURITE_ACCOUNTS = accounts.map((account) => `${account}:${key}`).join(';')
  AzuriteTelemetryClient.init(dataDir, false, undefined)
  configLogger(false)

  const blob = new BlobServer(
    new BlobConfiguration(
      host,
      blobPort,
      keepAliveSeconds,
      join(dataDir, 'blob.json'),
      join(dataDir, 'blob-extents.json'),
      [{ locationId: 'Default', locationPath: join(dataDir, 'blobs'), maxConcurrency: 50 }],
      false,
      undefined,
      false,
      undefined,
      false,
      true,
      certFile,
      keyFile,
      '',
      'basic',
      false,
    ),
  )
  const table = new TableServer(
    new TableConfiguration(
      host,
      tablePort,
      keepAliveSeconds,
      join(dataDir, 'table.json'),
      false,
      false,
      undefined,
      undefined,
      false,
      true,
      certFile,
      keyFile,
      '',
      'basic',
      false,
    ),
  )
  for (const store of [blob.metadataStore, blob.extentMetadataStore, table.metadataStore]) journal(store)
  for (const { httpServer } of [blob, table]) refuseUnfitTokens(httpServer, tenantId)
  await blob.start()
  await table.start()
  const blobUrl = urlOf(blob.httpServer, accounts)
  return {
    url: blobUrl,
    blobUrl,
    tableUrl: urlOf(table.httpServer, accounts),
    accounts,
    caFile: certFile,
    async close() {
      await blob.close()
      await table.close()
    },
  }
}

async function assertFree(port: number, what: string): Promise<void> {
  const probe = createServer()
  try {
    const listening = once(probe, 'listening')
    probe.listen(port, host)
    await listening
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'is in use by another process' : String(error)
    throw new Error(`port ${port} on ${host}, meant for ${what}, ${reason}: stop that process or choose another port`)
  }
  probe.close()
  await once(probe, 'close')
}

// Nobody uses the key, so that all accounts may share one: callers come with Entra tokens. A random one closes the door of Azurite's well-known default.
function accountKey(dataDir: string): string {
  const path = join(dataDir, 'account.key')
  if (!existsSync(path)) writeFileSync(path, randomBytes(64).toString('base64'), { mode: 0o600 })
  return readFileSync(path, 'utf8')
}

function urlOf(server: HttpsServer, [account]: readonly string[]): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Azurite does not listen')
  return `https://${host}:${address.port}/${account}`
}
