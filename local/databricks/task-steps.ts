import { randomBytes } from 'node:crypto'
import { afterDependencies, type Cluster, type Ending, type Run, type TaskRun } from './run'
import { announceTask } from './run-events'
import { endingOf } from './task-ending'
import { settingsOf } from './task-spec'
import type { Workspace } from './workspace'

export interface TaskStepsOptions {
  /** From asking for a cluster until it can run a task, in milliseconds. */
  readonly coldStartMs: number
  readonly save: (run: Run) => void
  /** Ends the process of a task that was launched. */
  readonly kill: (task: TaskRun) => void
}

/** Moves one task of a run from state to state: until its process is launched, and from its end to another attempt. */
export interface TaskSteps {
  /** Takes up a task whose dependencies allow it, or ends it where they never will. */
  unblock(run: Run, task: TaskRun): void
  /** Does what is due for the task. @returns whether it is to be launched now */
  step(run: Run, task: TaskRun): boolean
  /** Ends a task, stores that, and makes another attempt where its settings allow one. */
  end(run: Run, task: TaskRun, ending: Ending): void
}

export function createTaskSteps(workspace: Workspace, { coldStartMs, save, kill }: TaskStepsOptions): TaskSteps {
  function step(run: Run, task: TaskRun): boolean {
    if (task.ending) return false
    const stop = run.stop ?? task.stop
    if (stop) {
      if (task.launched) kill(task)
      else end(run, task, stop)
      return false
    }
    if (task.state === 'BLOCKED') unblock(run, task)
    if (task.state === 'WAITING_FOR_RETRY' && workspace.now() >= (task.retryAt ?? 0)) requestCluster(run, task)
    const cluster = task.clusterKey === undefined ? undefined : run.clusters[task.clusterKey]
    if (task.state !== 'PENDING' || task.launched || !cluster || workspace.now() < cluster.readyAt) return false
    if (cluster.failure) {
      end(run, task, cluster.failure)
      return false
    }
    task.launched = true
    return true
  }

  function unblock(run: Run, task: TaskRun): void {
    const verdict = afterDependencies(run, task.taskKey)
    if (verdict === 'wait') return
    if (verdict === 'run') requestCluster(run, task)
    else end(run, task, verdict)
  }

  function requestCluster(run: Run, task: TaskRun): void {
    const shared = settingsOf(run, task.taskKey).job_cluster_key
    const key = shared === undefined ? `task ${task.runId}` : `job ${shared}`
    const existing = run.clusters[key]
    const cluster = existing && !existing.gone ? existing : newCluster(run)
    run.clusters[key] = cluster
    task.clusterKey = key
    task.clusterId = cluster.id
    task.state = 'PENDING'
    task.startTime = workspace.now()
  }

  function newCluster(run: Run): Cluster {
    const { delayMs = 0, failure } = workspace.faults.clusterStart(run.runId)
    const stamp = new Date(workspace.now()).toISOString().replace(/\D/g, '')
    return {
      id: `${stamp.slice(4, 8)}-${stamp.slice(8, 14)}-${randomBytes(4).toString('hex')}`,
      readyAt: workspace.now() + coldStartMs + delayMs,
      ...(failure && { failure: endingOf(failure) }),
    }
  }

  function end(run: Run, task: TaskRun, ending: Ending): void {
    const settings = settingsOf(run, task.taskKey)
    task.ending = ending
    task.state = ending.state
    task.endTime = workspace.now()
    const cluster = task.clusterKey === undefined ? undefined : run.clusters[task.clusterKey]
    if (ending.code === 'CLUSTER_ERROR' && cluster) cluster.gone = true
    const mayRetry = ending.result === 'FAILED' || (ending.result === 'TIMEDOUT' && settings.retry_on_timeout === true)
    const retries = settings.max_retries ?? 0
    const retry = !run.stop && mayRetry && (retries === -1 || task.attempt < retries)
    if (retry) {
      const startTime = workspace.now()
      run.tasks.push({
        runId: workspace.nextId(),
        taskKey: task.taskKey,
        attempt: task.attempt + 1,
        originalRunId: task.originalRunId,
        state: 'WAITING_FOR_RETRY',
        startTime,
        retryAt: startTime + (settings.min_retry_interval_millis ?? 0),
      })
    }
    save(run)
    announceTask(workspace, run, task, !retry)
  }

  return { unblock, step, end }
}
