import { blobs, failures } from '../../../optimiser-image/contract'
import type { DatabricksRun } from './databricks'
import type { RunFailure } from './outcome'
import { reasonOf } from './reason'
import { blobPath } from './run-data'
import type { RunRecord } from './run-record'
import { maxSpansBytes, parseRunnerSpans } from './runner-spans'
import { dataOf, type Service } from './service'
import { parseTraceparent, spanIdOf, type TraceContext } from './telemetry'

/** The trace of a run: its caller's, or one named after the run where that is not known. */
function traceOf(run: RunRecord): { readonly traceId: string; readonly parentId?: string } {
  const caller = parseTraceparent(run.traceparent)
  return caller ? { traceId: caller.traceId, parentId: caller.spanId } : { traceId: run.id.replaceAll('-', '') }
}

/** The place below which everything of an attempt is traced, known before it starts. */
export function attemptTrace(run: RunRecord, attempt: number): TraceContext {
  return { traceId: traceOf(run).traceId, spanId: spanIdOf(run.id, attempt) }
}

/** How a log line names a run, so that it is found from its trace. */
export function named(run: RunRecord): { readonly runId: string; readonly traceId: string } {
  return { runId: run.id, traceId: traceOf(run).traceId }
}

const kindOf = ({ algorithm, profile }: RunRecord) => ({ algorithm, profile })

/** The first hand-over begins: the run has waited until now. */
export function queueLeft({ telemetry }: Service, run: RunRecord): void {
  const now = Date.now()
  telemetry.record('queueTime', (now - run.createdAt) / 1000, kindOf(run))
  telemetry.span({
    traceId: traceOf(run).traceId,
    spanId: spanIdOf(run.id, 'queue'),
    parentId: spanIdOf(run.id),
    name: 'queue',
    service: 'slipway-api',
    kind: 'internal',
    start: run.createdAt,
    end: now,
    failed: false,
  })
}

export function handedOver({ telemetry }: Service, run: RunRecord, start: number): void {
  const { traceId, spanId } = attemptTrace(run, run.attempt)
  telemetry.span({
    traceId,
    spanId: spanIdOf(run.id, run.attempt, 'run-now'),
    parentId: spanId,
    name: 'hand over',
    service: 'slipway-api',
    kind: 'client',
    start,
    end: Date.now(),
    failed: false,
  })
}

/**
 * An attempt is over: itself, the start of its cluster, and what the runner traced.
 *
 * @param run with the attempt that ended
 * @param failure why it has no result; absent where it has one or was cancelled
 */
export async function attemptEnded(
  service: Service,
  run: RunRecord,
  compute: DatabricksRun | undefined,
  failure: RunFailure | undefined,
): Promise<void> {
  const { telemetry } = service
  if (!telemetry.enabled) return
  const { traceId, spanId } = attemptTrace(run, run.attempt)
  if (failure) {
    const { origin } = failures[failure.code]
    telemetry.record('attemptsFailed', 1, { ...kindOf(run), code: failure.code, origin })
  }
  telemetry.span({
    traceId,
    spanId,
    parentId: spanIdOf(run.id),
    name: `attempt ${run.attempt}`,
    service: 'slipway-api',
    kind: 'internal',
    start: run.attemptAt ?? run.createdAt,
    end: Date.now(),
    failed: failure !== undefined,
    attributes: {
      runId: run.id,
      ...(run.databricksRunId === undefined ? {} : { databricksRunId: run.databricksRunId }),
      ...(failure ? { code: failure.code } : {}),
    },
  })
  const { requestedAt, startedAt, computeSeconds = 0 } = compute ?? {}
  if (requestedAt !== undefined && startedAt !== undefined && requestedAt + computeSeconds * 1000 > startedAt) {
    telemetry.record('coldStart', (startedAt - requestedAt) / 1000, kindOf(run))
    telemetry.span({
      traceId,
      spanId: spanIdOf(run.id, run.attempt, 'cluster'),
      parentId: spanId,
      name: 'cluster start',
      service: 'databricks',
      kind: 'internal',
      start: requestedAt,
      end: startedAt,
      failed: false,
    })
  }
  try {
    const text = await dataOf(service, run).text(blobPath(blobs.spans, run.attempt), maxSpansBytes)
    for (const { id, failed, ...rest } of parseRunnerSpans(text ?? '')) {
      telemetry.span({ ...rest, traceId, spanId: id, service: 'slipway-runner', kind: 'internal', failed })
    }
  } catch (error) {
    service.log.warn({ ...named(run), reason: reasonOf(error) }, 'the spans of an attempt are lost')
  }
}

/** A run has ended, in whatever way. */
export function runEnded({ telemetry }: Service, run: RunRecord): void {
  const { status, createdAt, finishedAt = Date.now(), error, attempt, costEur } = run
  const cause = error ? { code: error.code, origin: failures[error.code].origin } : {}
  const { traceId, parentId } = traceOf(run)
  telemetry.record('runsEnded', 1, { ...kindOf(run), status, ...cause })
  telemetry.record('runTime', (finishedAt - createdAt) / 1000, { ...kindOf(run), status })
  if (costEur !== undefined) telemetry.record('cost', costEur, kindOf(run))
  telemetry.span({
    traceId,
    spanId: spanIdOf(run.id),
    ...(parentId === undefined ? {} : { parentId }),
    name: 'run',
    service: 'slipway-api',
    kind: 'internal',
    start: createdAt,
    end: finishedAt,
    failed: status === 'failed',
    attributes: {
      runId: run.id,
      ...kindOf(run),
      status,
      attempt,
      ...cause,
      ...(costEur === undefined ? {} : { costEur }),
    },
  })
}
