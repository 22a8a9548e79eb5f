import type { JobSettings } from './job-settings'

/** Run and task, in the older `state` form; `status` is derived from it. */
export type LifeCycleState =
  | 'QUEUED'
  | 'BLOCKED'
  | 'PENDING'
  | 'RUNNING'
  | 'TERMINATING'
  | 'WAITING_FOR_RETRY'
  | 'TERMINATED'
  | 'SKIPPED'
  | 'INTERNAL_ERROR'

export type ResultState =
  | 'SUCCESS'
  | 'SUCCESS_WITH_FAILURES'
  | 'FAILED'
  | 'CANCELED'
  | 'TIMEDOUT'
  | 'EXCLUDED'
  | 'UPSTREAM_FAILED'
  | 'UPSTREAM_CANCELED'

/** How a run or task ended, or will have ended once its processes are gone. */
export interface Ending {
  readonly state: 'TERMINATED' | 'SKIPPED' | 'INTERNAL_ERROR'
  readonly result?: ResultState
  readonly message: string
  /** `termination_details`. */
  readonly code: string
  readonly type: 'SUCCESS' | 'CLIENT_ERROR' | 'CLOUD_FAILURE' | 'INTERNAL_ERROR'
}

/** A cluster that was asked for; gone with its run. */
export interface Cluster {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly readyAt: number
  /** How it will fail instead of becoming ready. */
  readonly failure?: Ending
  /** Failed or lost: of no use to another attempt. */
  gone?: boolean
}

/** One attempt of a task. Times are milliseconds since the epoch. */
export interface TaskRun {
  readonly runId: number
  readonly taskKey: string
  /** From 0. */
  readonly attempt: number
  readonly originalRunId: number
  state: LifeCycleState
  startTime: number
  endTime?: number
  /** Key into the run's clusters. */
  clusterKey?: string
  clusterId?: string
  retryAt?: number
  /** Given to the executor; a restarted emulator asks the executor what became of it. */
  launched?: boolean
  runningSince?: number
  /** Asked to end in this way. */
  stop?: Ending
  ending?: Ending
  error?: string
  errorTrace?: string
}

/** A run of a job, as stored. Times are milliseconds since the epoch. */
export interface Run {
  readonly runId: number
  readonly jobId: number
  readonly type: 'JOB_RUN' | 'SUBMIT_RUN'
  readonly name: string
  readonly creator: string
  /** Whose rights the run has. */
  readonly runAs: string
  /** Grows with every run: the order of lists and of the queue. */
  readonly sequence: number
  readonly idempotencyToken?: string
  /** As they were when the run was made; later changes of the job do not touch it. */
  readonly settings: JobSettings
  readonly queueEnabled: boolean
  readonly jobParameters: readonly { readonly name: string; readonly default?: string; readonly value: string }[]
  readonly overridingParameters?: Readonly<Record<string, unknown>>
  /** When it was asked for. */
  readonly startTime: number
  /** When it left the queue, or began without one; timeouts count from here. */
  begunAt?: number
  endTime?: number
  state: LifeCycleState
  readonly clusters: Record<string, Cluster>
  readonly tasks: TaskRun[]
  repairs?: { readonly id: number; readonly startTime: number; readonly taskRunIds: readonly number[] }[]
  stop?: Ending
  ending?: Ending
  announcedStart?: boolean
  announcedDuration?: boolean
}

export const succeeded: Ending = {
  state: 'TERMINATED',
  result: 'SUCCESS',
  message: '',
  code: 'SUCCESS',
  type: 'SUCCESS',
}

export function canceledBy(name: string): Ending {
  return {
    state: 'TERMINATED',
    result: 'CANCELED',
    message: `Run cancelled by ${name}.`,
    code: 'USER_CANCELED',
    type: 'CLIENT_ERROR',
  }
}

export function timedOut(seconds: number): Ending {
  return {
    state: 'TERMINATED',
    result: 'TIMEDOUT',
    message: `Run timed out after ${seconds} seconds.`,
    code: 'CANCELED',
    type: 'CLIENT_ERROR',
  }
}

/** A cluster that did not start or went away. */
export function clusterError(message: string, type: Ending['type']): Ending {
  return { state: 'INTERNAL_ERROR', result: 'FAILED', message, code: 'CLUSTER_ERROR', type }
}

export function workloadFailed(message: string): Ending {
  return { state: 'TERMINATED', result: 'FAILED', message, code: 'RUN_EXECUTION_ERROR', type: 'CLIENT_ERROR' }
}

/** The attempt of each task that counts, in the order of the settings. */
export function currentTasks(run: Run): TaskRun[] {
  return run.settings.tasks.flatMap(({ task_key }) => run.tasks.findLast(({ taskKey }) => taskKey === task_key) ?? [])
}

/**
 * How a run ended whose tasks all ended: by its leaf tasks, as Databricks does. A failed task makes the run
 * INTERNAL_ERROR, although the task itself is TERMINATED.
 */
export function endingOfTasks(run: Run): Ending {
  const current = currentTasks(run)
  const depended = new Set(run.settings.tasks.flatMap((task) => task.depends_on?.map(({ task_key }) => task_key) ?? []))
  const fine = ({ ending }: TaskRun) => ending?.result === 'SUCCESS' || ending?.result === 'EXCLUDED'
  const failures = current.filter((task) => !fine(task))
  if (failures.length === 0) return succeeded
  if (current.filter(({ taskKey }) => !depended.has(taskKey)).every(fine)) {
    return { ...succeeded, result: 'SUCCESS_WITH_FAILURES', code: 'SUCCESS_WITH_FAILURES' }
  }
  const first =
    failures.find(({ ending }) => ending?.result === 'FAILED') ??
    failures.find(({ ending }) => ending?.result === 'TIMEDOUT') ??
    failures[0]
  const ending = first?.ending
  if (!first || !ending) throw new Error(`run ${run.runId} has a task without an ending`)
  if (ending.result !== 'FAILED') return ending
  const message = `Task ${first.taskKey} failed with message: ${ending.message.replace(/\.$/, '')}.`
  return { ...ending, state: 'INTERNAL_ERROR', message }
}

/** What a task that waits for others does now: still wait, run, or end without having run. */
export function afterDependencies(run: Run, taskKey: string): 'wait' | 'run' | Ending {
  const settings = run.settings.tasks.find(({ task_key }) => task_key === taskKey)
  const keys = settings?.depends_on?.map(({ task_key }) => task_key) ?? []
  if (keys.length === 0) return 'run'
  const endings = currentTasks(run).flatMap((task) => (keys.includes(task.taskKey) ? [task.ending] : []))
  if (endings.some((ending) => ending === undefined)) return 'wait'
  const results = endings.map((ending) => ending?.result)
  const success = (result?: string) => result === 'SUCCESS'
  const failed = (result?: string) => !success(result) && result !== 'EXCLUDED'
  const ended = (result: ResultState, message: string): Ending => ({
    state: 'TERMINATED',
    result,
    message,
    code: result === 'EXCLUDED' ? 'SUCCESS' : 'RUN_EXECUTION_ERROR',
    type: result === 'EXCLUDED' ? 'SUCCESS' : 'CLIENT_ERROR',
  })
  const excluded = ended('EXCLUDED', `The condition ${settings?.run_if} of the task was not met.`)
  switch (settings?.run_if ?? 'ALL_SUCCESS') {
    case 'ALL_DONE':
      return 'run'
    case 'NONE_FAILED':
      return results.some(failed) ? ended('UPSTREAM_FAILED', 'An upstream task failed.') : 'run'
    case 'AT_LEAST_ONE_SUCCESS':
      return results.some(success) ? 'run' : excluded
    case 'ALL_FAILED':
      return results.every(failed) ? 'run' : excluded
    case 'AT_LEAST_ONE_FAILED':
      return results.some(failed) ? 'run' : excluded
    default:
      if (results.every(success)) return 'run'
      if (results.some((result) => result === 'CANCELED' || result === 'UPSTREAM_CANCELED')) {
        return ended('UPSTREAM_CANCELED', 'An upstream task was cancelled.')
      }
      return results.some(failed) ? ended('UPSTREAM_FAILED', 'An upstream task failed.') : excluded
  }
}
