import type { Service } from './service'
import { uploadsContainer } from './upload-store'

export interface Health {
  readonly status: 'ok' | 'degraded' | 'unavailable'
  readonly causes: string[]
}

const keptMs = 3_000
const storageTimeoutMs = 10_000

/**
 * Whether the service can do its work, looked at no more often than every 3 seconds. Only the storage makes it
 * unavailable: without Databricks runs are still accepted, and a restart would not help.
 */
export function createHealthCheck(service: Service): () => Promise<Health> {
  let until = 0
  let kept: Promise<Health> | undefined
  return () => {
    if (!kept || Date.now() > until) {
      until = Date.now() + keptMs
      kept = check(service)
    }
    return kept
  }
}

async function check(service: Service): Promise<Health> {
  const abortSignal = AbortSignal.timeout(storageTimeoutMs)
  try {
    const [exists] = await Promise.all([
      service.blobs.getContainerClient(uploadsContainer).exists({ abortSignal }),
      service.table
        .listEntities({ queryOptions: { filter: "PartitionKey eq 'active'" } })
        .byPage({ maxPageSize: 1 })
        .next(),
    ])
    if (!exists) return { status: 'unavailable', causes: ['The storage is not prepared yet'] }
  } catch {
    return { status: 'unavailable', causes: ['The storage does not answer'] }
  }
  const trouble = service.databricks.trouble()
  return trouble === undefined ? { status: 'ok', causes: [] } : { status: 'degraded', causes: [trouble] }
}
