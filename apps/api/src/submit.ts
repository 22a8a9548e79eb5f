import { createHash, randomBytes } from 'node:crypto'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Static, Type } from 'typebox'
import type { OfferedAlgorithm } from '../contract'
import type { Caller } from './auth'
import { maySeeAll } from './auth'
import { secondsToMidnight } from './daily-quota'
import { type CheckedInput, checkBuffer, checkStream, formatOf } from './input-check/input-check'
import { checkedName, safeName } from './input-name'
import type { CompleteOptions } from './options'
import { Problem } from './problem'
import { openRunData, type RunData } from './run-data'
import { newRunId } from './run-id'
import type { RunRecord } from './run-record'
import { dataOf, type Service } from './service'
import { blockCount, type UploadStore } from './upload-store'

export const maxInlineBytes = 1024 * 1024
const fileName = Type.String({ minLength: 1, maxLength: 1024 })

export const submissionSchema = Type.Object(
  {
    algorithm: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    profile: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
    input: Type.Optional(
      Type.Object(
        {
          name: fileName,
          content: Type.String(),
          encoding: Type.Optional(Type.Union([Type.Literal('utf8'), Type.Literal('base64')])),
        },
        { additionalProperties: false },
      ),
    ),
    inputUploadId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    inputRunId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    options: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
  },
  { additionalProperties: false },
)

export type Submission = Static<typeof submissionSchema>

export interface Submitter {
  readonly service: Service
  readonly uploads: UploadStore
  readonly options: ReadonlyMap<string, CompleteOptions>
  /** The source of `inputRunId`, if the caller may see it; else a Problem. */
  readonly seenRun: (id: string, caller: Caller) => Promise<RunRecord>
}

/** Where the bytes of the input come from; `identity` tells inputs apart without reading them. */
interface Source {
  readonly name: string
  readonly identity: string
  readonly content: Buffer | ((signal: AbortSignal) => Promise<Readable>)
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
  asked: { readonly key: string | undefined; readonly traceparent: string; readonly signal: AbortSignal },
): Promise<{ readonly run: RunRecord; readonly replayed: boolean }> {
  const { service } = submitter
  const { key, traceparent, signal } = asked
  const wanted = resolve(submitter, body)
  const source = await sourceOf(submitter, caller, body)
  formatOf(source.name, wanted.algorithm.manifest.input)
  const name = checkedName(body.name ?? source.name.split(/[\\/]/).at(-1) ?? source.name)
  const fingerprint = fingerprintOf(body, source.identity)
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
    const input = checked ?? (await stage(data, blob, source, wanted.algorithm, signal))
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

/** Streams the input through its check into the run's container. */
async function stage(
  data: RunData,
  blob: string,
  source: Source,
  algorithm: OfferedAlgorithm,
  signal: AbortSignal,
): Promise<CheckedInput> {
  if (Buffer.isBuffer(source.content)) throw new Error('an input in memory is not streamed')
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const content = await source.content(either)
  let checked: CheckedInput | undefined
  const check = checkStream(source.name, algorithm.manifest.input, (result) => {
    checked = result
  })
  const out = new PassThrough()
  // The upload ends when its stream does: it must not commit what a failing check lets through.
  const checking = pipeline(content, check, out, { signal: either })
  const uploading = data.streamInput(blob, out, either)
  const results = await Promise.allSettled([
    checking.catch((error: unknown) => {
      failed.abort()
      throw error
    }),
    uploading.catch((error: unknown) => {
      failed.abort()
      throw error
    }),
  ])
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  const reason = reasons.find((one) => one instanceof Problem) ?? reasons.find((one) => !isAbort(one)) ?? reasons[0]
  if (reason !== undefined) throw reason
  if (!checked) throw new Error('a check ended without a verdict')
  return checked
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
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

async function sourceOf({ service, uploads, seenRun }: Submitter, caller: Caller, body: Submission): Promise<Source> {
  const given = [body.input, body.inputUploadId, body.inputRunId].filter((one) => one !== undefined)
  if (given.length !== 1) {
    throw new Problem('InvalidRequest', 'Give exactly one of input, inputUploadId and inputRunId')
  }
  if (body.input) {
    const content = decoded(body.input.content, body.input.encoding ?? 'utf8')
    const name = checkedName(body.input.name)
    return { name, identity: createHash('sha256').update(content).digest('hex'), content }
  }
  if (body.inputUploadId !== undefined) {
    const upload = await uploads.get(body.inputUploadId, caller.oid)
    if (!upload) throw new Problem('UploadNotFound', 'There is no such upload of yours, or it has expired')
    const content = async (signal: AbortSignal) => {
      const received = new Set(await uploads.received(upload))
      const missing = Array.from({ length: blockCount(upload) }, (_, block) => block).filter((n) => !received.has(n))
      if (missing.length > 0) {
        const some = missing.slice(0, 10).join(', ')
        throw new Problem('UploadIncomplete', `Blocks are missing: ${some}${missing.length > 10 ? ' and more' : ''}`)
      }
      return uploads.read(upload, signal)
    }
    return { name: upload.name, identity: `upload ${upload.id}`, content }
  }
  const earlier = await seenRun(body.inputRunId ?? '', caller)
  if (earlier.dataDeleted) throw new Problem('ResultExpired', 'The input of that run is deleted')
  const content = async () => {
    const file = await dataOf(service, earlier).stat(earlier.inputBlob)
    if (!file) throw new Problem('ResultExpired', 'The input of that run is deleted')
    return dataOf(service, earlier).read(earlier.inputBlob, 0, file.bytes, file.etag)
  }
  return { name: earlier.inputName, identity: `run ${earlier.id}`, content }
}

function decoded(content: string, encoding: 'utf8' | 'base64'): Buffer {
  if (encoding === 'base64' && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content)) {
    const errors = [{ pointer: '#/input/content', detail: 'must be base64' }]
    throw new Problem('InvalidRequest', 'The input is not base64', { errors })
  }
  const bytes = Buffer.from(content, encoding)
  if (bytes.length <= maxInlineBytes) return bytes
  throw new Problem('InputTooLarge', `An input in the body has at most ${maxInlineBytes} bytes; use POST /v1/uploads`)
}

/** The same for the same request, whatever the order of its members. */
function fingerprintOf(body: Submission, identity: string): string {
  const { input, algorithm, profile, name, options = {} } = body
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))
  const request = [algorithm ?? null, profile ?? null, name ?? null, input?.name ?? null, identity, sorted]
  return createHash('sha256').update(JSON.stringify(request)).digest('hex')
}

function tooManyRuns(most: number): Problem {
  const detail = `You have ${most} unfinished runs, which is the most allowed; wait for one to end or cancel one`
  return new Problem('TooManyRuns', detail, { headers: { 'retry-after': '30' } })
}

function dailyQuotaReached(most: number): Problem {
  const detail = `You have submitted ${most} runs today, which is the most allowed in one day (UTC)`
  return new Problem('DailyQuotaReached', detail, { headers: { 'retry-after': String(secondsToMidnight()) } })
}

/** Whether the caller may see a run, which is its own or one of everybody's for whom the role allows it. */
export function maySee(caller: Caller, run: RunRecord): boolean {
  return run.oid === caller.oid || maySeeAll(caller)
}
