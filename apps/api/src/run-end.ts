import { blobs, type Manifest } from '../../../optimiser-image/contract'
import type { RunFailure } from './outcome'
import { blobPath, maxSummaryBytes } from './run-data'
import { hasEnded, type RunRecord } from './run-record'
import { dataOf, type Service } from './service'

const dayMs = 24 * 3600_000

/** A run whose result was verified. */
export async function succeeded(service: Service, run: RunRecord, manifest: Manifest): Promise<RunRecord> {
  const file = manifest.files.find(({ name }) => name === run.resultFile)
  if (!file) throw new Error('a manifest without the result file was taken for a success')
  const summary = await summaryOf(service, run, manifest)
  const startedAt = run.startedAt ?? Date.parse(manifest.startedAt)
  return {
    ...end(service, run),
    status: 'succeeded',
    ...(Number.isFinite(startedAt) ? { startedAt } : {}),
    result: { name: file.name, bytes: file.bytes, sha256: file.sha256, attempt: manifest.attempt },
    ...(summary === undefined ? {} : { summary }),
  }
}

export function failed(service: Service, run: RunRecord, failure: RunFailure, exitCode?: number | null): RunRecord {
  const { code, message } = failure
  const error = { code, message, attempt: run.attempt, ...(typeof exitCode === 'number' ? { exitCode } : {}) }
  return { ...end(service, run), status: 'failed', error }
}

export function canceled(service: Service, run: RunRecord): RunRecord {
  return { ...end(service, run), status: 'canceled', cancelRequested: true }
}

function end(service: Service, run: RunRecord): RunRecord {
  const finishedAt = Date.now()
  return { ...run, finishedAt, expiresAt: finishedAt + Math.ceil(service.settings.retentionDays * dayMs) }
}

/** What follows the end of a run; repeatable, so that a crash in between is made good by the next one to look. */
export async function settle(service: Service, run: RunRecord): Promise<void> {
  if (!hasEnded(run)) return
  const untold = service.settings.notificationGraceSeconds > 0 && run.status === 'failed'
  await Promise.all([
    service.store.index(run),
    service.store.noteExpiry(run),
    untold ? service.store.noteUntold(run) : undefined,
  ])
  await service.store.leavePlace(run.activeKey)
}

/** The algorithm's own summary: a JSON object of at most 64 KiB, else undefined. */
async function summaryOf(service: Service, run: RunRecord, manifest: Manifest): Promise<string | undefined> {
  if (!manifest.files.some(({ name }) => name === 'summary.json')) return undefined
  const blob = blobPath(blobs.output, manifest.attempt, 'summary.json')
  const text = await dataOf(service, run).text(blob, maxSummaryBytes)
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? JSON.stringify(value) : undefined
  } catch {
    return undefined
  }
}
