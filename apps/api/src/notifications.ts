import { randomBytes } from 'node:crypto'
import { blobs } from '../../../optimiser-image/contract'
import { notificationMissing } from '../contract'
import { Problem } from './problem'
import { reasonOf } from './reason'
import { startRepeating } from './repeat'
import { blobPath } from './run-data'
import { isRunId } from './run-id'
import { hasEnded, type RunRecord, type StoredRun } from './run-record'
import { named } from './run-trace'
import { changeOf, dataOf, type Service } from './service'
import type { Settings } from './settings'

/** How long a claim keeps others away; the same stands in the runbook's contract. */
const claimMs = 5 * 60_000
/** How long a claim waits for this service to see an end that Databricks already told. */
const lookMs = 3_000
const pollMs = 1_000
const watchIntervalMs = 30_000
const logLines = 20
const logLineCharacters = 500

/**
 * Claims the notification of the failed run that Databricks tells of. Whoever holds the claim tells, acknowledges, and
 * nobody else does; a claim that is not acknowledged within 5 minutes is free again. All of it stands in the run's
 * record, so instances and restarts do not matter.
 *
 * @throws Problem RunNotFound; RunNotFinished while the end is not seen yet; RunNotFailed, also where another attempt
 *   follows; AlreadyDelivered; ClaimHeld
 */
export async function claimNotification(
  service: Service,
  databricksRunId: string,
  closed: AbortSignal,
): Promise<{ readonly claim: string; readonly run: RunRecord; readonly logTail: string[] }> {
  let stored = await ended(service, databricksRunId, closed)
  // Before the claim: should it fail, nothing is held.
  const logTail = await logTailOf(service, stored.run)
  for (;;) {
    const { run } = stored
    const { acknowledgedAt, claimedAt = 0 } = run.notification ?? {}
    if (acknowledgedAt !== undefined) throw new Problem('AlreadyDelivered', 'This failure was told; nothing is to do')
    const heldMs = claimedAt + claimMs - Date.now()
    if (heldMs > 0) {
      const headers = { 'retry-after': String(Math.ceil(heldMs / 1000)) }
      throw new Problem('ClaimHeld', 'Another delivery claimed it less than 5 minutes ago', { headers })
    }
    const claim = `${run.id}.${randomBytes(12).toString('base64url')}`
    const notification = { ...run.notification, claim, claimedAt: Date.now() }
    if (await service.store.update(stored, { ...run, notification })) return { claim, run, logTail }
    stored = await runOf(service, run.id)
  }
}

/**
 * Notes that the holder of the claim has told; repeatable.
 *
 * @throws Problem RunNotFound; ClaimLost where the claim ended and somebody else has it now
 */
export async function acknowledgeNotification(service: Service, claim: string): Promise<void> {
  const [id = ''] = claim.split('.')
  for (;;) {
    const stored = await runOf(service, id)
    const { notification } = stored.run
    if (notification?.claim !== claim) throw new Problem('ClaimLost', 'The claim ended, and another delivery has it')
    if (notification.acknowledgedAt !== undefined) return
    const acknowledged = { ...notification, acknowledgedAt: Date.now() }
    if (await service.store.update(stored, { ...stored.run, notification: acknowledged })) return
  }
}

/** The last lines of the failed attempt's log, oldest first. */
async function logTailOf(service: Service, run: RunRecord): Promise<string[]> {
  const attempt = run.error?.attempt ?? run.attempt
  if (run.dataDeleted || attempt === 0) return []
  const text = await dataOf(service, run).tail(blobPath(blobs.log, attempt))
  const lines = text.split(/\r?\n/).map((line) => line.replace(/\p{Cc}/gu, ' ').slice(0, logLineCharacters))
  while (lines.at(-1)?.trim() === '') lines.pop()
  return lines.slice(-logLines)
}

/** Looks for failed runs that nobody was told of in time: the webhook, the runbook or the channel is broken. */
export function startNotificationWatch(service: Service): { close(): Promise<void> } {
  return startRepeating(
    watchIntervalMs,
    () => reportMissing(service, Date.now()),
    (error) => service.log.warn({ reason: reasonOf(error) }, 'notifications cannot be checked'),
  )
}

/** One look as of `now`, in milliseconds since 1970; each missing notification is reported once. */
export async function reportMissing(
  {
    settings,
    store,
    log,
    telemetry,
  }: Pick<Service, 'store' | 'log' | 'telemetry'> & { settings: Pick<Settings, 'notificationGraceSeconds'> },
  now: number,
): Promise<void> {
  if (settings.notificationGraceSeconds === 0) return
  for await (const { key, runId } of store.untold(now - settings.notificationGraceSeconds * 1000)) {
    const stored = await store.get(runId)
    const known = stored?.run.notification
    if (stored && known?.acknowledgedAt === undefined && known?.missedAt === undefined) {
      const missed = { ...stored.run, notification: { ...known, missedAt: now } }
      // Marked first, so that of several instances one reports. A lost race is looked at again next time.
      if (!(await store.update(stored, missed))) continue
      const { finishedAt = now, error, attempt } = stored.run
      const waitedSeconds = Math.round((now - finishedAt) / 1000)
      telemetry.record('notificationsMissing', 1)
      log.error(
        { event: notificationMissing, ...named(stored.run), code: error?.code, attempt, waitedSeconds },
        'nobody was told',
      )
    }
    await store.forgetUntold(key)
  }
}

/** The failed run, once its end is seen; what the webhook tells is looked at right now. */
async function ended(service: Service, databricksRunId: string, closed: AbortSignal): Promise<StoredRun> {
  const compute = await service.store.attemptOf(databricksRunId)
  if (!compute) throw new Problem('RunNotFound', `No run here has the Databricks run ${databricksRunId}`)
  const deadline = Date.now() + lookMs
  for (;;) {
    const stored = await runOf(service, compute.runId)
    const { run } = stored
    if (run.status === 'failed') return stored
    if (hasEnded(run)) throw new Problem('RunNotFailed', `The run ${run.id} ended as ${run.status}`)
    if (run.attempt > compute.attempt || run.status === 'queued') {
      throw new Problem('RunNotFailed', `The run ${run.id} goes on with another attempt`)
    }
    if (Date.now() >= deadline || closed.aborted) {
      const headers = { 'retry-after': '5' }
      throw new Problem('RunNotFinished', `The end of the run ${run.id} is not seen yet`, { headers })
    }
    service.events.emit('requested', run.id)
    await changeOf(service, run.id, pollMs, closed)
  }
}

async function runOf(service: Service, id: string): Promise<StoredRun> {
  const stored = isRunId(id) ? await service.store.get(id) : undefined
  if (!stored) throw new Problem('RunNotFound', 'There is no such run')
  return stored
}
