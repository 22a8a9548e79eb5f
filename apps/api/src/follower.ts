import { setTimeout as delay } from 'node:timers/promises'
import { runChanged } from '../contract'
import { DatabricksError } from './databricks'
import { follow } from './follow'
import { handOver, nextAttempt } from './hand-over'
import { reasonOf } from './reason'
import { settle } from './run-end'
import { hasEnded, type RunRecord, type RunStatus } from './run-record'
import { named, queueLeft, runEnded } from './run-trace'
import { dataOf, type Service } from './service'

/** Milliseconds between two looks at one run: growing while nothing changes. */
const firstIntervalMs = 500
const lastIntervalMs = 10_000
/** The longest time without looking for runs that another instance or an earlier process left. */
const scanIntervalMs = 5_000
/** A place among the active runs without a record after this time is what a crash left. */
const orphanAgeMs = 24 * 3600_000

/** What this process remembers of an active run; all of it can be forgotten. */
interface Followed {
  status: RunStatus
  /** Whether the run is beyond the queue. */
  handedOver: boolean
  busy: boolean
  /** Ended, with everything that follows an end. */
  over: boolean
  /** Asked for while busy. */
  again: boolean
  dueAt: number
  intervalMs: number
  /** Attempt whose control blob this process wrote with `finish`. */
  finishedAttempt: number
}

interface Follower {
  /** Ends after what is under way. */
  close(): Promise<void>
}

/**
 * Drives every active run to its end: hands queued runs over, oldest first, while slots are free, and follows those
 * that Databricks has. It starts from the stored state alone and so also finishes what a crash left half done.
 */
export function startFollower(service: Service): Follower {
  const followed = new Map<string, Followed>()
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let wake = new AbortController()

  const kick = () => wake.abort()
  const onRequested = (id: string) => {
    const entry = followed.get(id)
    if (entry) {
      entry.dueAt = 0
      entry.intervalMs = firstIntervalMs
      entry.again = entry.busy
    }
    kick()
  }
  service.events.on('requested', onRequested)
  service.events.on('kick', kick)

  const start = (id: string, entry: Followed) => {
    entry.busy = true
    const work = step(service, id, entry, stopping.signal)
      .catch((error: unknown) => backOff(service, id, entry, error))
      .finally(() => {
        underWay.delete(work)
        entry.busy = false
        if (entry.over) followed.delete(id)
        if (entry.again) {
          entry.again = false
          entry.dueAt = 0
        }
        kick()
      })
    underWay.add(work)
  }

  let scannedAt = 0
  const freeSlots = () => {
    const taken = [...followed.values()].filter((entry) => entry.handedOver || entry.busy).length
    return service.settings.maxConcurrentRuns - taken
  }

  /** Reads which runs are active; returns the queued ones, oldest first. */
  const scan = async (): Promise<[string, Followed][]> => {
    const places = new Set<string>()
    const queue: [string, Followed][] = []
    for await (const row of service.store.activeRows()) {
      let entry = followed.get(row.runId)
      if (!entry) {
        const stored = await service.store.get(row.runId)
        if (!stored || stored.run.activeKey !== row.key) {
          // Another request may be about to insert the record.
          if (Date.now() - row.takenAt > orphanAgeMs) await service.store.leavePlace(row.key)
          continue
        }
        entry = followedFrom(stored.run)
        followed.set(row.runId, entry)
      }
      places.add(row.runId)
      if (!entry.handedOver) queue.push([row.runId, entry])
    }
    for (const [id, entry] of followed) if (!places.has(id) && !entry.busy) followed.delete(id)
    return queue
  }

  const tellActive = () => {
    const counts = new Map<string, number>()
    for (const { status } of followed.values()) counts.set(status, (counts.get(status) ?? 0) + 1)
    service.telemetry.active(counts)
  }

  const pass = async () => {
    const now = Date.now()
    for (const [id, entry] of followed) {
      if (entry.handedOver && !entry.busy && entry.dueAt <= now) start(id, entry)
    }
    // With every slot taken the queue does not matter, however long it is.
    if (freeSlots() <= 0 && now - scannedAt < scanIntervalMs) return
    const queue = await scan()
    scannedAt = Date.now()
    for (const [id, entry] of queue) {
      if (freeSlots() <= 0) break
      if (!entry.busy && entry.dueAt <= scannedAt) start(id, entry)
    }
  }

  const run = async () => {
    while (!stopping.signal.aborted) {
      wake = new AbortController()
      let waitMs = scanIntervalMs
      try {
        await pass()
        tellActive()
        const dueAt = [...followed.values()].filter((entry) => entry.handedOver && !entry.busy).map((e) => e.dueAt)
        waitMs = Math.min(waitMs, Math.max(50, Math.min(...dueAt) - Date.now()))
      } catch (error) {
        service.log.warn({ reason: reasonOf(error) }, 'active runs cannot be read')
        // A kick must not turn an outage of the storage into a busy loop.
        await delay(1_000, undefined, { signal: stopping.signal }).catch(() => {})
      }
      await delay(waitMs, undefined, { signal: wake.signal }).catch(() => {})
    }
  }
  const running = run()

  return {
    async close() {
      stopping.abort()
      kick()
      service.events.off('requested', onRequested)
      service.events.off('kick', kick)
      await running
      await Promise.all(underWay)
    },
  }
}

function followedFrom(run: RunRecord): Followed {
  return {
    status: run.status,
    handedOver: run.status !== 'queued',
    busy: false,
    over: false,
    again: false,
    dueAt: run.status === 'queued' ? (run.notBefore ?? 0) : 0,
    intervalMs: firstIntervalMs,
    finishedAttempt: 0,
  }
}

/** One step of one run; sets when the next is due. */
async function step(service: Service, id: string, entry: Followed, signal: AbortSignal): Promise<void> {
  const stored = await service.store.get(id)
  if (!stored) return
  const { run } = stored
  if (hasEnded(run)) {
    await settle(service, run)
    entry.over = true
    return
  }
  let next: typeof stored | undefined
  if (run.status === 'queued') {
    if ((run.notBefore ?? 0) > Date.now()) {
      entry.dueAt = run.notBefore ?? 0
      return
    }
    // Repairs what a crash right after the acceptance left out.
    await service.store.index(run)
    next = await service.store.update(stored, nextAttempt(run))
    // Counted as handed over from here on, whatever becomes of the call.
    if (next) {
      entry.handedOver = true
      if (run.attempt === 0) queueLeft(service, run)
      service.events.emit('changed', id)
      next = await handOver(service, next)
    }
  } else if (run.databricksRunId === undefined) {
    next = await handOver(service, stored)
  } else {
    if (run.finishRequested && entry.finishedAttempt !== run.attempt) {
      await dataOf(service, run).putControl({ attempt: run.attempt, finish: true })
      entry.finishedAttempt = run.attempt
    }
    next = await follow(service, stored, signal)
  }
  if (next === stored) {
    entry.intervalMs = Math.min(lastIntervalMs, entry.intervalMs * 1.5)
    entry.dueAt = Date.now() + entry.intervalMs
    return
  }
  entry.intervalMs = firstIntervalMs
  entry.dueAt = 0
  if (!next) return
  service.log.info({ ...named(next.run), status: next.run.status, attempt: next.run.attempt }, runChanged)
  entry.status = next.run.status
  entry.handedOver = next.run.status !== 'queued'
  if (next.run.status === 'queued') entry.dueAt = next.run.notBefore ?? 0
  if (next.run.databricksRunId !== run.databricksRunId) entry.dueAt = Date.now() + entry.intervalMs
  service.events.emit('changed', id)
  if (!hasEnded(next.run)) return
  runEnded(service, next.run)
  await settle(service, next.run)
  entry.over = true
}

function backOff(service: Service, id: string, entry: Followed, error: unknown): void {
  entry.intervalMs = Math.min(lastIntervalMs * 3, entry.intervalMs * 2)
  const asked = error instanceof DatabricksError ? (error.retryAfterSeconds ?? 0) * 1000 : 0
  // Up to a quarter more, so that runs that failed together do not come back together.
  entry.dueAt = Date.now() + Math.max(asked, entry.intervalMs) * (1 + Math.random() / 4)
  service.log.warn({ runId: id, reason: reasonOf(error) }, 'step of a run is to be repeated')
}
