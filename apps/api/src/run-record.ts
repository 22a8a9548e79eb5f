import type { FailureCode } from '../../../optimiser-image/contract'

export type RunStatus = 'queued' | 'starting' | 'running' | 'canceling' | 'succeeded' | 'failed' | 'canceled'

export type Options = Readonly<Record<string, string | number | boolean>>

/** Everything that is known of a run; times are milliseconds since 1970, UTC. */
export interface RunRecord {
  readonly id: string
  readonly name: string
  readonly status: RunStatus
  readonly createdAt: number
  readonly startedAt?: number
  readonly finishedAt?: number
  readonly oid: string
  readonly callerName: string
  readonly algorithm: string
  readonly algorithmVersion: string
  readonly profile: string
  readonly jobId: number
  readonly timeLimitSeconds: number
  /** Name of the file that is the main result. */
  readonly resultFile: string
  /** Blob container of the run. */
  readonly container: string
  readonly inputName: string
  readonly inputBlob: string
  readonly inputBytes: number
  readonly inputSha256: string
  /** As the caller gave them. */
  readonly options: Options
  /** Completed with the algorithm's defaults. */
  readonly completeOptions: Options
  /** The earlier run that this one runs again. */
  readonly rerunOf?: string
  /** SHA-256 of what was asked for; tells a repeated request from another one under the same idempotency key. */
  readonly fingerprint: string
  /** W3C trace context of the request that submitted it. */
  readonly traceparent?: string
  /** Row key of its place among the active runs. */
  readonly activeKey: string
  /** 0 until the first hand-over. */
  readonly attempt: number
  /** Attempts that never started for want of room; they do not count against the allowed attempts. */
  readonly skippedAttempts: number
  /** When the current attempt began to be handed over. */
  readonly attemptAt?: number
  /** No hand-over before this time. */
  readonly notBefore?: number
  /** Absent while it is not known whether Databricks took the attempt. */
  readonly databricksRunId?: number
  /** Why the current attempt was given up by this service: its cancellation then counts as this failure. */
  readonly givenUp?: FailureCode
  /** Seconds that Databricks had compute for the run, all ended attempts together. */
  readonly computeSeconds: number
  /** What that cost; absent where the profile has no price. */
  readonly costEur?: number
  /** Whether somebody told of the run's failure, in milliseconds since 1970. */
  readonly notification?: {
    /** Opaque; known to who tells. */
    readonly claim?: string
    readonly claimedAt?: number
    readonly acknowledgedAt?: number
    readonly missedAt?: number
  }
  readonly cancelRequested: boolean
  readonly finishRequested: boolean
  readonly error?: {
    readonly code: FailureCode
    readonly message: string
    readonly exitCode?: number
    readonly attempt: number
  }
  readonly result?: { readonly name: string; readonly bytes: number; readonly sha256: string; readonly attempt: number }
  /** JSON text of the algorithm's summary, at most 64 KiB of UTF-8. */
  readonly summary?: string
  /** When the run's data is deleted. */
  readonly expiresAt?: number
  readonly dataDeleted: boolean
}

/** A record as it was read, with the version that an update must still find. */
export interface StoredRun {
  readonly run: RunRecord
  readonly etag: string
}

export function hasEnded(run: RunRecord): boolean {
  return run.status === 'succeeded' || run.status === 'failed' || run.status === 'canceled'
}
