import { reasonOf } from './reason'
import { startRepeating } from './repeat'
import { isRunId } from './run-id'
import { dataOf, type Service } from './service'
import type { UploadStore } from './upload-store'

const intervalMs = 15 * 60_000
/** Younger containers may belong to a submission that is still going on. */
const orphanAgeMs = 24 * 3600_000

/**
 * Deletes what has had its time, now and every quarter of an hour: data of runs after their retention, uploads after a
 * day, containers that a crashed submission left.
 */
export function startRetention(service: Service, uploads: UploadStore): { close(): Promise<void> } {
  return startRepeating(
    intervalMs,
    () => deleteExpired(service, uploads, Date.now()),
    (error) => service.log.warn({ reason: reasonOf(error) }, 'expired data is not deleted yet'),
  )
}

/** One sweep as of `now`, in milliseconds since 1970. */
export async function deleteExpired(service: Service, uploads: UploadStore, now: number): Promise<void> {
  for await (const { key, runId } of service.store.expired(now)) {
    await deleteData(service, runId)
    await service.store.forgetExpiry(key)
  }
  await uploads.deleteExpired(now)
  for await (const { name, properties } of service.blobs.listContainers({ prefix: 'run-' })) {
    if (now - properties.lastModified.getTime() < orphanAgeMs) continue
    const id = name.slice('run-'.length, 'run-'.length + 36)
    const stored = isRunId(id) ? await service.store.get(id) : undefined
    if (stored?.run.container === name && !stored.run.dataDeleted) continue
    await service.blobs.getContainerClient(name).deleteIfExists()
    service.log.info({ container: name }, 'container without a run deleted')
  }
}

/** Deletes a run's container; the record stays and says so. Marked first, so that no reader meets half of it. */
export async function deleteData(service: Service, id: string): Promise<void> {
  for (;;) {
    const stored = await service.store.get(id)
    if (!stored) return
    if (stored.run.dataDeleted || (await service.store.update(stored, { ...stored.run, dataDeleted: true }))) {
      service.events.emit('changed', id)
      await dataOf(service, stored.run).delete()
      return
    }
  }
}
