import { Value } from 'typebox/value'
import { blobs, type Progress } from '../../../optimiser-image/contract'
import { blobPath } from './run-data'
import type { RunRecord } from './run-record'
import { progressSchema } from './run-view'
import { dataOf, type Service } from './service'

const keptMs = 1_000
const maxKept = 500

/** Reads the newest progress of a run; a second request within a second costs no call to the storage. */
export type ReadProgress = (run: RunRecord) => Promise<Progress | null>

export function createProgressReader(service: Service): ReadProgress {
  const kept = new Map<string, { readonly until: number; readonly progress: Promise<Progress | null> }>()
  return async (run) => {
    if (run.attempt === 0 || run.dataDeleted) return null
    const key = `${run.id}/${run.attempt}`
    const known = kept.get(key)
    if (known && known.until > Date.now()) return known.progress
    const progress = dataOf(service, run)
      .tail(blobPath(blobs.progress, run.attempt))
      .then(newestOf)
      .catch(() => null)
    kept.delete(key)
    kept.set(key, { until: Date.now() + keptMs, progress })
    for (const [oldest] of kept) {
      if (kept.size <= maxKept) break
      kept.delete(oldest)
    }
    return progress
  }
}

/** The last line that is a report; an algorithm's own lines may be anything. */
function newestOf(text: string): Progress | null {
  for (const line of text.split('\n').reverse()) {
    try {
      const value: unknown = JSON.parse(line)
      if (Value.Check(progressSchema, value)) return picked(value)
    } catch {
      // Half a line, or none of ours.
    }
  }
  return null
}

function picked({ time, percent, phase, message, objective, bound, gap, nodes }: Progress): Progress {
  const rest = { percent, phase, message, objective, bound, gap, nodes }
  return { time, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) }
}
