import { startServiceProcess } from '../service-process'
import type { StorageOptions, StorageService } from './azurite'

export type { StorageOptions } from './azurite'

export interface Storage extends StorageService {
  /** Process id of Azurite. */
  readonly pid: number
  close(): Promise<void>
}

/**
 * Azure Storage on this machine: Azurite's blob and table services in a child process that ends with this one.
 * Clients trust the certificate in `caFile` (`NODE_EXTRA_CA_CERTS`, Python's `SSL_CERT_FILE`) and send an Entra token
 * for `https://storage.azure.com`. What was answered with success survives a killed process.
 * @throws one sentence where a port is taken or the folder cannot be used.
 */
export async function startStorage(options: StorageOptions): Promise<Storage> {
  const { facts, pid, stop } = await startServiceProcess<StorageService & { close(): Promise<void> }>(
    'storage',
    options,
  )
  return { ...facts, pid, close: stop }
}
