import { jobParameters, type RunRequest } from '../../../optimiser-image/contract'
import { DatabricksError } from './databricks'
import { sealGrant } from './grant'
import { canceled, failed } from './run-end'
import type { RunRecord, StoredRun } from './run-record'
import { attemptTrace, handedOver, named } from './run-trace'
import { dataOf, type Service } from './service'
import { traceparentOf } from './telemetry'

/** A job that started late and used its whole time still saves its result within this time. */
const grantReserveSeconds = 3600

/** When the grants of the current attempt have certainly ended, in milliseconds since 1970. */
export function attemptDeadline(service: Service, run: RunRecord): number {
  const seconds = service.settings.startAllowanceSeconds + run.timeLimitSeconds + grantReserveSeconds
  return (run.attemptAt ?? run.createdAt) + seconds * 1000
}

/** The run with its next attempt, which is now to be handed over. */
export function nextAttempt(run: RunRecord): RunRecord {
  const { databricksRunId: _run, givenUp: _givenUp, notBefore: _notBefore, ...rest } = run
  return { ...rest, status: 'starting', attempt: run.attempt + 1, attemptAt: Date.now() }
}

/**
 * Hands the current attempt to Databricks. It can be repeated: the token is made of run and attempt, so Databricks
 * starts one run however often it is asked, also after an answer that never came.
 *
 * @returns the changed run, or undefined where somebody else changed it meanwhile
 * @throws DatabricksError where it is to be tried again, or the storage's error
 */
export async function handOver(service: Service, stored: StoredRun): Promise<StoredRun | undefined> {
  const { settings, store, databricks } = service
  const { run } = stored
  const data = dataOf(service, run)
  if (Date.now() > (run.attemptAt ?? 0) + settings.startAllowanceSeconds * 1000) {
    // Databricks may have started it after all; what it started then finds itself fenced.
    await data.putControl({ attempt: run.attempt + 1, finish: false })
    const message = `Databricks took the run not within ${settings.startAllowanceSeconds} s.`
    return store.update(stored, failed(service, run, { code: 'ComputeUnavailable', message }))
  }
  const requestSha256 = await data.putRequest(requestOf(run))
  await data.putControl({ attempt: run.attempt, finish: run.finishRequested })
  const seconds = settings.startAllowanceSeconds + run.timeLimitSeconds + grantReserveSeconds
  const expiresAt = Date.now() + seconds * 1000
  const container = await service.signContainer(run.container, expiresAt)
  const [key] = settings.grantKeys
  if (!key) throw new Error('there is no grant key')
  const grant = { container, requestSha256, expiresAt: new Date(expiresAt).toISOString() }
  const began = Date.now()
  try {
    const databricksRunId = await databricks.runNow(run.jobId, `${run.id}-${run.attempt}`, {
      [jobParameters.runId]: run.id,
      [jobParameters.attempt]: String(run.attempt),
      [jobParameters.grant]: sealGrant(key, run.id, run.attempt, grant),
      [jobParameters.traceparent]: traceparentOf(attemptTrace(run, run.attempt)),
    })
    handedOver(service, run, began)
    // Before the record: whoever hears of this run of Databricks then finds whose it is.
    await store.noteCompute(databricksRunId, run)
    return await store.update(stored, { ...run, databricksRunId })
  } catch (error) {
    if (!(error instanceof DatabricksError) || (error.kind !== 'refused' && error.kind !== 'gone')) throw error
    service.log.error({ ...named(run), attempt: run.attempt, reason: error.message }, 'hand-over refused')
    if (run.cancelRequested) return store.update(stored, canceled(service, run))
    const message = 'Databricks refused to start the run; whoever operates this service finds the reason in its log.'
    return store.update(stored, failed(service, run, { code: 'ComputeUnavailable', message }))
  }
}

function requestOf(run: RunRecord): RunRequest {
  return {
    runId: run.id,
    algorithm: { name: run.algorithm, version: run.algorithmVersion },
    input: { name: run.inputName, blob: run.inputBlob, bytes: run.inputBytes, sha256: run.inputSha256 },
    options: run.completeOptions,
  }
}
