/**
 * What the job in Databricks, the API, the emulator and the deployment agree on. The Python side reads the same
 * values from `src/slipway/contract.py`, which `npm run contract` generates from this file.
 */

/** The wheel that is preinstalled in the image; Databricks finds the entry point by these two names. */
export const wheel = {
  distribution: 'slipway-optimiser',
  entryPoint: 'run',
} as const

/**
 * Job-level parameters of the template job, as `run-now` sends them in `job_parameters`. The wheel task receives each
 * as a named parameter of the same name: `--run_id=…`.
 */
export const jobParameters = {
  runId: 'run_id',
  attempt: 'attempt',
  grant: 'grant',
  /** W3C trace context of the attempt (https://www.w3.org/TR/trace-context/), or empty: the runner then traces nothing. */
  traceparent: 'traceparent',
} as const

/** Environment variables of the container. */
export const environment = {
  /**
   * Comma-separated base64 AES-256 keys, newest first: the API seals with the first, the runner opens with any, so a
   * rotation needs no pause.
   */
  grantKeys: 'SLIPWAY_GRANT_KEYS',
  /** JSON array of strings: the algorithm's command line. An image that replaces the algorithm sets only this. */
  algorithmCommand: 'ALGORITHM_COMMAND',
  runId: 'RUN_ID',
  inputPath: 'INPUT_PATH',
  /** JSON file with the caller's options, completed with the defaults of `algorithm.yaml`. */
  optionsPath: 'OPTIONS_PATH',
  outputPath: 'OUTPUT_PATH',
  progressPath: 'PROGRESS_PATH',
} as const

/** The scope and key of the workspace secret that holds the value of `SLIPWAY_GRANT_KEYS`. */
export const grantSecret = { scope: 'slipway', key: 'grant-keys' } as const

/**
 * Blobs in the container of one run. `{attempt}` is the attempt's number, counted from 1; `{name}` a file name.
 * `control` is the API's only word to a running attempt: `{"attempt": <current attempt>, "finish": <boolean>}`. A
 * runner that reads another attempt than its own is fenced: it stops and publishes nothing.
 */
export const blobs = {
  request: 'request.json',
  control: 'control.json',
  progress: 'attempts/{attempt}/progress.jsonl',
  incumbent: 'attempts/{attempt}/incumbents/{name}',
  output: 'attempts/{attempt}/output/{name}',
  log: 'attempts/{attempt}/logs/algorithm.log',
  spans: 'attempts/{attempt}/spans.jsonl',
  manifest: 'attempts/{attempt}/manifest.json',
} as const

/** Sizes in bytes, times in seconds. */
export const limits = {
  progressIntervalSeconds: 1,
  controlPollSeconds: 2,
  /** From SIGTERM to SIGKILL for the algorithm. */
  terminateGraceSeconds: 20,
  /** How long a lost network may last before the runner gives up. */
  networkLossSeconds: 300,
  logBytes: 16 * 1024 * 1024,
  progressLineBytes: 4096,
  outputBytes: 2 * 1024 * 1024 * 1024,
  outputFiles: 1000,
  incumbents: 1000,
} as const

/**
 * Everything a failed run can be blamed on. `origin` says whose fault it is, `retryable` whether the same submission
 * may succeed when it is repeated. The runner raises `RuntimeError("<code>: <one line>")`; only these codes are
 * believed when they are read back from a run's output.
 */
export const failures = {
  AlgorithmFailed: { origin: 'algorithm', retryable: false },
  OutOfMemory: { origin: 'algorithm', retryable: false },
  TimedOut: { origin: 'algorithm', retryable: false },
  ResultMissing: { origin: 'algorithm', retryable: false },
  ResultTooLarge: { origin: 'algorithm', retryable: false },
  ResultInvalid: { origin: 'platform', retryable: true },
  InputCorrupted: { origin: 'platform', retryable: true },
  GrantExpired: { origin: 'platform', retryable: true },
  GrantInvalid: { origin: 'platform', retryable: false },
  StorageUnavailable: { origin: 'platform', retryable: true },
  Fenced: { origin: 'platform', retryable: true },
  ImagePullFailed: { origin: 'platform', retryable: false },
  ComputeUnavailable: { origin: 'platform', retryable: true },
  ComputeInterrupted: { origin: 'platform', retryable: true },
  InternalError: { origin: 'platform', retryable: true },
} as const satisfies Record<string, { origin: 'algorithm' | 'platform' | 'caller'; retryable: boolean }>

export type FailureCode = keyof typeof failures

/**
 * The grant: what lets one attempt read and write its run's container, sealed for the way through Databricks.
 *
 * Sealed form: `v1.<kid>.<iv>.<ciphertext and tag>`, each part base64url without padding. AES-256-GCM, 12-byte iv,
 * 16-byte tag appended to the ciphertext, additional data = UTF-8 of `<run id>/<attempt>`, so that a grant moved to
 * another run or attempt does not open. `kid` = first 8 hexadecimal digits of the SHA-256 of the raw key.
 */
export interface Grant {
  /** URL of the run's container with the container-scoped user-delegation SAS as its query. */
  readonly container: string
  /** SHA-256 (hex) of the blob `request.json`, which binds the request to the grant. */
  readonly requestSha256: string
  /** RFC 3339, UTC: when the SAS ends. */
  readonly expiresAt: string
}

/** The blob `request.json`: what the algorithm is asked to do. */
export interface RunRequest {
  readonly runId: string
  readonly algorithm: { readonly name: string; readonly version: string }
  readonly input: {
    /** The caller's file name, made safe; its ending tells the format. */
    readonly name: string
    readonly blob: string
    readonly bytes: number
    readonly sha256: string
  }
  readonly options: Readonly<Record<string, string | number | boolean>>
}

/** The blob `manifest.json`: written last and create-only; without a valid one an attempt has not succeeded. */
export interface Manifest {
  readonly runId: string
  readonly attempt: number
  readonly outcome: 'succeeded' | 'failed'
  /** Present exactly when the outcome is `failed`. */
  readonly error?: { readonly code: FailureCode; readonly message: string }
  /** The algorithm's exit code; minus the signal's number where a signal ended it; null where it never ran. */
  readonly exitCode: number | null
  /** Files under `attempts/<n>/output/`; `name` is relative to it, with `/` between folders. */
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
  /** Seconds. */
  readonly timings: { readonly stage: number; readonly algorithm: number; readonly upload: number }
  readonly startedAt: string
  readonly finishedAt: string
  /** Versions of the runner, of Python and of whatever the algorithm names in `OUTPUT_PATH/summary.json`. */
  readonly versions: Readonly<Record<string, string>>
  /** Empty where the attempt failed before it had read the request. */
  readonly inputSha256: string
  readonly logTruncated: boolean
  /** Why the algorithm was asked to stop early, or null; `terminated`, the end of the job itself, outranks `finish`. */
  readonly stopped: 'finish' | 'terminated' | null
}

/**
 * One line of the blob `spans.jsonl`: what the runner did, in the trace of its `traceparent`. It has no way to a
 * collector of its own, so the API sends them on when the attempt has ended.
 */
export interface RunnerSpan {
  /** 16 hexadecimal digits; `parentId` is another span of the file or the one of `traceparent`. */
  readonly id: string
  readonly parentId: string
  readonly name: (typeof runnerSpans)[number]
  /** Milliseconds since 1970, UTC. */
  readonly start: number
  readonly end: number
  readonly failed: boolean
}

/** Everything the runner traces: the whole attempt, and its parts in the order of their beginning. */
export const runnerSpans = ['runner', 'stage', 'algorithm', 'upload'] as const

/** One line of the append blob `progress.jsonl`. Every field but `time` is optional; unknown numbers are absent. */
export interface Progress {
  /** RFC 3339, UTC. */
  readonly time: string
  readonly percent?: number
  readonly phase?: string
  readonly message?: string
  readonly objective?: number
  readonly bound?: number
  readonly gap?: number
  readonly nodes?: number
}
