/** One task, ready to run: every reference in it is resolved. Holds secrets: it never reaches disk, log or API. */
export interface TaskSpec {
  /** Id of the task run; the executor knows the task by it, also after a restart of the emulator. */
  readonly runId: number
  readonly jobRunId: number
  readonly packageName: string
  readonly entryPoint: string
  /** What the wheel finds in `sys.argv[1:]`. */
  readonly argv: readonly string[]
  readonly cluster: ClusterSpec
}

/** What an executor needs of `new_cluster`; the values of secrets are in place. */
export interface ClusterSpec {
  readonly nodeTypeId: string
  readonly sparkVersion: string
  readonly environment: Readonly<Record<string, string>>
  readonly dockerImage?: {
    readonly url: string
    readonly basicAuth?: { readonly username: string; readonly password: string }
  }
}

/**
 * How a task ended: `lost` means that its machine went away and nobody can say more. `wheelMissing` tells the one
 * failure that Databricks words itself.
 */
export type Outcome =
  | { readonly kind: 'succeeded' }
  | {
      readonly kind: 'failed'
      readonly error: string
      readonly errorTrace: string
      readonly wheelMissing: boolean
    }
  | { readonly kind: 'lost' }

export interface RunningTask {
  /** Never rejects; settles when no process of the task is left. */
  readonly ended: Promise<Outcome>
  /** Asks every process of the task to end (SIGTERM), and kills what is left after `graceMs`; 0 kills at once. */
  kill(graceMs: number): void
}

export interface TaskLogs {
  readonly text: string
  readonly truncated: boolean
}

/** Where tasks run. The emulator keeps what a run means; an executor only starts, follows and ends it. */
export interface Executor {
  /** @throws ClusterFailure where the machine or the container cannot be had. */
  start(task: TaskSpec): Promise<RunningTask>
  /**
   * Takes up a task that an earlier process of the emulator was starting or had started. It ends as `lost` where it
   * did not get to run, or is gone without having told how it ended.
   */
  attach(runId: number): Promise<RunningTask>
  /** The last `maxBytes` of what the task wrote to stdout and stderr; empty for a task that never ran. */
  logs(runId: number, maxBytes: number): TaskLogs
  /** Deletes what is kept of an ended task. */
  remove(runId: number): void
}
