import { EventEmitter, once } from 'node:events'
import type { TableClient } from '@azure/data-tables'
import type { BlobServiceClient } from '@azure/storage-blob'
import type { Logger } from 'pino'
import type { SignContainer } from './container-sas'
import type { DailyQuota } from './daily-quota'
import type { Databricks } from './databricks'
import { openRunData, type RunData } from './run-data'
import type { RunRecord, StoredRun } from './run-record'
import type { RunStore } from './run-store'
import type { Settings } from './settings'
import type { Telemetry } from './telemetry'

/** What the parts of the API work with. */
export interface Service {
  readonly settings: Settings
  readonly log: Logger
  readonly store: RunStore
  readonly quota: DailyQuota
  readonly blobs: BlobServiceClient
  readonly table: TableClient
  readonly databricks: Databricks
  readonly signContainer: SignContainer
  readonly events: Events
  readonly telemetry: Telemetry
}

/** `changed`: this process changed a run; `requested`: on a caller's behalf; `kick`: there may be work to begin. */
export type Events = EventEmitter<{ changed: [string]; requested: [string]; kick: [] }>

export function createEvents(): Events {
  // One listener per waiting request.
  return new EventEmitter<{ changed: [string]; requested: [string]; kick: [] }>().setMaxListeners(0)
}

export function dataOf(service: Service, run: Pick<RunRecord, 'id' | 'container'>): RunData {
  return openRunData(service.blobs, run)
}

/**
 * Changes a run on a caller's behalf, from its newest version, until the change is stored.
 *
 * @param change the changed record, or undefined to leave it as it is; called again after a lost race
 * @returns the run as it is stored now; undefined where there is none
 */
export async function changeRun(
  service: Service,
  id: string,
  change: (run: RunRecord) => RunRecord | undefined,
): Promise<StoredRun | undefined> {
  for (;;) {
    const stored = await service.store.get(id)
    if (!stored) return undefined
    const changed = change(stored.run)
    if (!changed) return stored
    const updated = await service.store.update(stored, changed)
    if (updated) {
      service.events.emit('requested', id)
      service.events.emit('changed', id)
      return updated
    }
  }
}

/** Resolves when this process changes the run, after `milliseconds` (another instance may have), or when closed. */
export async function changeOf(service: Service, id: string, milliseconds: number, closed: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([closed, AbortSignal.timeout(Math.max(1, milliseconds))])
  try {
    for (;;) {
      const [changed] = await once(service.events, 'changed', { signal })
      if (changed === id) return
    }
  } catch {
    // The time is over or the caller is gone; the caller of this looks again either way.
  }
}
