import { randomBytes } from 'node:crypto'
import type { Caller } from './auth'
import { secondsToMidnight } from './daily-quota'
import { checkBuffer, formatOf } from './input-check/input-check'
import { checkedName, safeName } from './input-name'
import { sourceOf } from './input-source'
import type { CompleteOptions } from './options'
import { Problem } from './problem'
import { openRunData } from './run-data'
import { newRunId } from './run-id'
import type { RunRecord } from './run-record'
import type { Service } from './service'
import { stageInput } from './stage-input'
import { fingerprintOf, type Submission } from './submission'
import type { UploadStore } from './upload-store'

export interface Submitter {
  readonly service: Service
  readonly uploads: UploadStore
  readonly options: ReadonlyMap<string, CompleteOptions>
}

/** What a request to run something says beside its body. */
export interface Asked {
  readonly key: string | undefined
  readonly traceparent: string
  readonly signal: AbortSignal
  /** Id of the earlier run that is run again. */
  readonly rerunOf?: string
}

/**
 * Accepts a run, or finds the one that the same idempotency key accepted before. The record is written last: whatever
 * fails or crashes before leaves no run, only blobs that are deleted at once or, after a crash, by the sweep.
 *
 * @throws Problem as of docs/api.md
 */
export async function submit(
  submitter: Submitter,
  caller: Caller,
  body: Submission,
  asked: Asked,
): Promise<{ readonly run: RunRecord; readonly replayed: boolean }> {
  const { service } = submitter
  const { key, traceparent, signal, rerunOf } = asked
  const wanted = resolve(submitter, body)
  const source = await sourceOf(submitter, caller, body)
  formatOf(source.name, wanted.algorithm.manifest.input)
  const name = checkedName(body.name ?? source.name.split(/[\\/]/).at(-1) ?? source.name)
  const fingerprint = fingerprintOf(body, source.identity, rerunOf)
  const id = newRunId(caller.oid, key)
  const replay = async () => {
    const stored = key === undefined ? undefined : await service.store.get(id)
    if (!stored) return undefined
    if (stored.run.fingerprint === fingerprint) return { run: stored.run, replayed: true }
    throw new Problem('IdempotencyKeyReused', 'This Idempotency-Key was used for another request; use a new one')
  }
  const known = await replay()
  if (known) return known

  const inputName = safeName(source.name)
  const container = `run-${id}-${randomBytes(4).toString('hex')}`
  const data = openRunData(service.blobs, { id, container })
  const blob = `input/${inputName}`
  // What needs no storage is refused before anything is touched.
  const checked = Buffer.isBuffer(source.content)
    ? await checkBuffer(source.name, wanted.algorithm.manifest.input, source.content)
    : undefined
  const activeKey = await service.store.takePlace(id, caller.oid)
  let counted = false
  let created = false
  const undo = async () => {
    await Promise.all([
      service.store.leavePlace(activeKey),
      counted ? service.quota.giveBack(caller.oid) : undefined,
      created ? data.delete() : undefined,
    ]).catch(() => service.log.warn({ runId: id }, 'what was staged is left to the sweep'))
  }
  const acceptedElsewhere = async () => {
    const accepted = await replay()
    if (accepted) await undo()
    return accepted
  }
  try {
    const { maxQueuedRuns, runsPerCallerAndDay } = service.settings
    if ((await service.store.countPlaces(caller.oid, activeKey, maxQueuedRuns)) >= maxQueuedRuns) {
      const accepted = await acceptedElsewhere()
      if (accepted) return accepted
      throw tooManyRuns(maxQueuedRuns)
    }
    counted = await service.quota.take(caller.oid)
    if (!counted) {
      const accepted = await acceptedElsewhere()
      if (accepted) return accepted
      throw dailyQuotaReached(runsPerCallerAndDay)
    }
    created = true
    await data.create()
    const input = checked ?? (await stageInput(data, blob, source, wanted.algorithm.manifest.input, signal))
    if (checked && Buffer.isBuffer(source.content)) await data.putInput(blob, source.content)
    const run: RunRecord = {
      id,
      name,
      status: 'queued',
      createdAt: Date.now(),
      oid: caller.oid,
      callerName: caller.name,
      algorithm: wanted.algorithm.manifest.name,
      algorithmVersion: wanted.algorithm.manifest.version,
      profile: wanted.profile,
      jobId: wanted.jobId,
      timeLimitSeconds: wanted.algorithm.manifest.timeLimitSeconds,
      resultFile: wanted.algorithm.manifest.result,
      container,
      inputName,
      inputBlob: blob,
      inputBytes: input.bytes,
      inputSha256: input.sha256,
      options: body.options ?? {},
      completeOptions: wanted.options,
      ...(rerunOf === undefined ? {} : { rerunOf }),
      fingerprint,
      traceparent,
      activeKey,
      attempt: 0,
      skippedAttempts: 0,
      computeSeconds: 0,
      cancelRequested: false,
      finishRequested: false,
      dataDeleted: false,
    }
    if (!(await service.store.insert(run))) {
      // Somebody was faster with the same key, or this very insert was repeated after a lost answer.
      const stored = await service.store.get(id)
      if (stored?.run.activeKey === activeKey) return { run: stored.run, replayed: false }
      const accepted = await acceptedElsewhere()
      if (accepted) return accepted
      throw new Error('a run id was taken and then gone')
    }
    // Accepted from here on: should this fail, the follower repeats it.
    await service.store.index(run).catch(() => service.log.warn({ runId: id }, 'index rows are left to the follower'))
    service.events.emit('kick')
    service.telemetry.record('runsAccepted', 1, { algorithm: run.algorithm, profile: run.profile })
    return { run, replayed: false }
  } catch (error) {
    if (!(await mayBeAccepted(service, id, activeKey))) await undo()
    throw error
  }
}

/** After a failed call the record may stand nevertheless; its place and data are then not to be touched. */
async function mayBeAccepted(service: Service, id: string, activeKey: string): Promise<boolean> {
  try {
    return (await service.store.get(id))?.run.activeKey === activeKey
  } catch {
    return true
  }
}

function resolve({ service, options }: Submitter, body: Submission) {
  const offered = service.settings.algorithms
  const algorithm = body.algorithm === undefined ? offered[0] : offered.find((a) => a.manifest.name === body.algorithm)
  if (!algorithm) {
    const names = offered.map((one) => one.manifest.name).join(', ')
    throw new Problem('UnknownAlgorithm', `The algorithm is not offered; choose one of ${names}`)
  }
  const profile = body.profile ?? algorithm.manifest.profile
  const jobId = Object.hasOwn(algorithm.jobs, profile) ? algorithm.jobs[profile] : undefined
  if (jobId === undefined) {
    const names = Object.keys(algorithm.jobs).join(', ')
    throw new Problem('UnknownProfile', `The profile is not offered; choose one of ${names}`)
  }
  const complete = options.get(algorithm.manifest.name)
  if (!complete) throw new Error('an algorithm has no compiled options')
  return { algorithm, profile, jobId, options: complete(body.options ?? {}) }
}

function tooManyRuns(most: number): Problem {
  const detail = `You have ${most} unfinished runs, which is the most allowed; wait for one to end or cancel one`
  return new Problem('TooManyRuns', detail, { headers: { 'retry-after': '30' } })
}

function dailyQuotaReached(most: number): Problem {
  const detail = `You have submitted ${most} runs today, which is the most allowed in one day (UTC)`
  return new Problem('DailyQuotaReached', detail, { headers: { 'retry-after': String(secondsToMidnight()) } })
}
