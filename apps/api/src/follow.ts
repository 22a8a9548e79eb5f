import type { Manifest } from '../../../optimiser-image/contract'
import { DatabricksError, type DatabricksRun } from './databricks'
import { attemptDeadline, nextAttempt } from './hand-over'
import { failureOf, hadNoRoom, mayRetry, phaseOf, type RunFailure, wasCanceled } from './outcome'
import { canceled, failed, succeeded } from './run-end'
import type { RunRecord, StoredRun } from './run-record'
import { attemptEnded, named } from './run-trace'
import { dataOf, type Service } from './service'

/** Longest wait before a run that found no room is handed over again. */
const maxNoRoomWaitMs = 5 * 60_000

/**
 * Looks once what became of an attempt that Databricks has taken and moves the run on. A run ends only by what
 * Databricks says is over (or no longer knows) together with the attempt's manifest.
 *
 * @returns the run as it is stored now, the same object where nothing changed, undefined after a lost race
 * @throws DatabricksError or the storage's error; the next look tries again
 */
export async function follow(service: Service, stored: StoredRun, signal: AbortSignal): Promise<StoredRun | undefined> {
  const { run } = stored
  if (run.databricksRunId === undefined) return stored
  const compute = await look(service, run, run.databricksRunId)
  if (compute === 'gone') return conclude(service, stored, undefined, signal)
  const phase = phaseOf(compute.state)
  if (phase === 'ended') return conclude(service, stored, compute, signal)

  const allowed = (run.attemptAt ?? 0) + service.settings.startAllowanceSeconds * 1000
  if (phase === 'starting' && Date.now() > allowed && run.givenUp === undefined) {
    return service.store.update(stored, { ...run, givenUp: 'ComputeUnavailable' })
  }
  if (run.cancelRequested || run.givenUp !== undefined) await service.databricks.cancel(run.databricksRunId)
  if (phase === 'running' && run.status === 'starting') {
    const startedAt = run.startedAt ?? compute.startedAt ?? Date.now()
    return service.store.update(stored, { ...run, status: 'running', startedAt })
  }
  return stored
}

/** The state of the attempt; `gone` where Databricks has no such run or could not be asked for too long. */
async function look(service: Service, run: RunRecord, databricksRunId: number): Promise<DatabricksRun | 'gone'> {
  try {
    const compute = await service.databricks.getRun(databricksRunId)
    if (compute.jobId === 0 || compute.jobId === run.jobId) return compute
    service.log.error({ ...named(run), databricksRunId }, 'Databricks answers with another job for this run')
    throw new DatabricksError('unknown', 'Databricks answered about another job')
  } catch (error) {
    if (!(error instanceof DatabricksError)) throw error
    if (error.kind === 'gone' || Date.now() > attemptDeadline(service, run)) return 'gone'
    throw error
  }
}

/** Stores what an attempt that is over means for the run. */
async function conclude(
  service: Service,
  stored: StoredRun,
  compute: DatabricksRun | undefined,
  signal: AbortSignal,
): Promise<StoredRun | undefined> {
  const run = charged(service, stored.run, compute)
  const { next, failure } = await verdict(service, run, compute, signal)
  const updated = await service.store.update(stored, next)
  if (updated) await attemptEnded(service, run, compute, failure)
  return updated
}

/** The run as it goes on or ends, and why the attempt has no result if it should have one. */
async function verdict(
  service: Service,
  run: RunRecord,
  compute: DatabricksRun | undefined,
  signal: AbortSignal,
): Promise<{ readonly next: RunRecord; readonly failure?: RunFailure }> {
  const data = dataOf(service, run)
  const manifest = await data.manifest(run.attempt)
  const published = manifest !== 'invalid' && manifest?.outcome === 'succeeded' ? manifest : undefined
  // An algorithm answers SIGTERM with its best so far. To a caller who cancelled that is not a result; one that was
  // complete before the cancellation came is.
  const cutShort = run.cancelRequested && published?.stopped === 'terminated'
  if (published && !cutShort && (await isValid(service, run, published, signal))) {
    return { next: await succeeded(service, run, published) }
  }
  // Cancelled by the caller, or in Databricks by who operates it: either way somebody does not want it to go on.
  if (run.cancelRequested || (run.givenUp === undefined && wasCanceled(compute?.state))) {
    return { next: canceled(service, run) }
  }
  if (manifest === undefined && run.givenUp === undefined && compute && hadNoRoom(compute.state)) {
    return { next: backInQueue(run) }
  }
  const failure = await reasonOf(service, run, compute, manifest)
  const attempts = run.attempt - run.skippedAttempts
  if (mayRetry(failure.code) && attempts < service.settings.maxAttempts) {
    service.log.warn({ ...named(run), attempt: run.attempt, code: failure.code }, 'attempt lost, starting another')
    // Fenced first: should the lost attempt still live, it stops and cannot publish beside the next one.
    await data.putControl({ attempt: run.attempt + 1, finish: run.finishRequested })
    return { next: nextAttempt(run), failure }
  }
  const exitCode = manifest !== 'invalid' ? manifest?.exitCode : undefined
  return { next: failed(service, run, failure, exitCode), failure }
}

/** The run with the compute of its ended attempt, and what all of it cost at the prices of today. */
function charged({ settings }: Service, run: RunRecord, compute: DatabricksRun | undefined): RunRecord {
  const computeSeconds = run.computeSeconds + (compute?.computeSeconds ?? 0)
  const offered = settings.algorithms.find(({ manifest }) => manifest.name === run.algorithm)
  const eurPerHour = offered?.eurPerHour?.[run.profile]
  if (eurPerHour === undefined) return { ...run, computeSeconds }
  return { ...run, computeSeconds, costEur: Math.round(computeSeconds * eurPerHour * (10_000 / 3600)) / 10_000 }
}

/** Whether a published manifest is true: of this input, with the main result, every file as it says. */
async function isValid(service: Service, run: RunRecord, manifest: Manifest, signal: AbortSignal): Promise<boolean> {
  if (manifest.inputSha256 !== run.inputSha256) return false
  if (!manifest.files.some(({ name }) => name === run.resultFile)) return false
  return dataOf(service, run).verify(manifest, signal)
}

async function reasonOf(
  service: Service,
  run: RunRecord,
  compute: DatabricksRun | undefined,
  manifest: Manifest | 'invalid' | undefined,
): Promise<RunFailure> {
  if (run.givenUp !== undefined) {
    const message = `The compute did not start within ${service.settings.startAllowanceSeconds} s.`
    return { code: run.givenUp, message }
  }
  if (manifest === 'invalid' || manifest?.outcome === 'succeeded') {
    return { code: 'ResultInvalid', message: 'The published result is not what its manifest says.' }
  }
  if (!compute) return { code: 'ComputeInterrupted', message: 'Databricks no longer knows the run.' }
  const taskError = manifest || compute.state.result === 'SUCCESS' ? '' : await taskErrorOf(service, compute)
  return failureOf(compute.state, manifest, taskError)
}

async function taskErrorOf(service: Service, compute: DatabricksRun): Promise<string> {
  if (compute.taskRunId === undefined) return ''
  try {
    return await service.databricks.taskError(compute.taskRunId)
  } catch (error) {
    // A run without output is no reason to ask for ever.
    if (error instanceof DatabricksError && (error.kind === 'gone' || error.kind === 'refused')) return ''
    throw error
  }
}

/**
 * Databricks had no room: the run waits here again. Its token names a run that was skipped for good, so the next
 * hand-over is a new attempt by number, yet it does not count against the allowed attempts.
 */
function backInQueue(run: RunRecord): RunRecord {
  const { databricksRunId: _run, startedAt: _startedAt, ...rest } = run
  const wait = Math.min(maxNoRoomWaitMs, 5_000 * 2 ** Math.min(run.skippedAttempts, 10))
  return { ...rest, status: 'queued', skippedAttempts: run.skippedAttempts + 1, notBefore: Date.now() + wait }
}
