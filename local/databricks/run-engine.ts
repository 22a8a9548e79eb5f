import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers'
import type { Executor, RunningTask } from './executor'
import {
  afterDependencies,
  type Cluster,
  currentTasks,
  type Ending,
  endingOfTasks,
  type Run,
  type TaskRun,
} from './run'
import { applyTimeouts, dueTimes } from './run-clock'
import {
  announceDuration,
  announceEnd,
  announceStart,
  announceTask,
  announceTaskStart,
  durationThreshold,
} from './run-events'
import { endingOf, endingOfOutcome } from './task-ending'
import { settingsOf, taskSpec } from './task-spec'
import type { Workspace } from './workspace'

export interface RunEngineOptions {
  readonly executor: Executor
  /** From asking for a cluster until it can run a task, in milliseconds. */
  readonly coldStartMs: number
  /** From SIGTERM to SIGKILL when a task is cancelled or timed out, in milliseconds. */
  readonly cancelGraceMs: number
}

/** Moves runs from state to state. Every step is stored before it has an effect, so that a killed emulator can go on. */
export interface RunEngine {
  /** Takes in a new run, not stored yet: it begins, waits in the queue, or is skipped. */
  submit(run: Run): void
  /** Ends a run, or one task run of it, in the given way; asynchronous. Without effect on what has ended. */
  stop(run: Run, ending: Ending, taskRun?: TaskRun): void
  /** Goes on with an ended run to which attempts were added. */
  reopen(run: Run): void
  unfinished(): Run[]
  /** Takes up the runs that an earlier process left unfinished. */
  resume(): Promise<void>
  /** Takes away the machines of all runs that have not ended, and forgets these. */
  abandon(): Promise<void>
  /** Stops following runs. Their tasks go on, or with `killTasks` are gone: the next start finds them lost. */
  close(killTasks: boolean): Promise<void>
}

const longestTimerMs = 2 ** 31 - 1

export function createRunEngine(workspace: Workspace, options: RunEngineOptions): RunEngine {
  const { executor, coldStartMs, cancelGraceMs } = options
  const stored = workspace.store.collection<Run>('runs')
  const unfinished = new Map<number, Run>()
  for (const run of stored.values()) if (!run.ending) unfinished.set(run.runId, run)
  const processes = new Map<number, { task: RunningTask; killed: boolean }>()
  const launching = new Set<Promise<void>>()
  const timers = new Map<number, NodeJS.Timeout>()
  let closed = false

  const save = (run: Run) => stored.put(String(run.runId), run)
  const soon = (run: Run) => setImmediate(() => advance(run))

  function submit(run: Run): void {
    if (!slotFree(run) && !run.queueEnabled) {
      finish(run, {
        state: 'SKIPPED',
        message: `Run was skipped: the job already has ${run.settings.max_concurrent_runs ?? 1} active runs (max_concurrent_runs).`,
        code: 'MAX_CONCURRENT_RUNS_EXCEEDED',
        type: 'CLIENT_ERROR',
      })
      return
    }
    unfinished.set(run.runId, run)
    if (slotFree(run)) begin(run)
    save(run)
    soon(run)
  }

  // Whoever came first is served first: a slot is only free for a run when no earlier one waits for it.
  function slotFree(run: Run): boolean {
    if (run.type === 'SUBMIT_RUN') return true
    const others = [...unfinished.values()].filter(({ jobId, runId }) => jobId === run.jobId && runId !== run.runId)
    const taken = others.filter(({ state, sequence }) => state !== 'QUEUED' || sequence < run.sequence)
    return taken.length < (run.settings.max_concurrent_runs ?? 1)
  }

  function begin(run: Run): void {
    run.begunAt = workspace.now()
    run.state = 'PENDING'
    for (const { task_key } of run.settings.tasks) {
      const runId = workspace.nextId()
      run.tasks.push({
        runId,
        taskKey: task_key,
        attempt: 0,
        originalRunId: runId,
        state: 'BLOCKED',
        startTime: run.begunAt,
      })
    }
    for (const task of run.tasks) unblock(run, task)
  }

  /** Does whatever is due now, stores the result and sets the clock for what is due next. */
  function advance(run: Run): void {
    if (closed || run.ending || !unfinished.has(run.runId)) return
    if (run.state === 'QUEUED') {
      if (run.stop) {
        finish(run, run.stop)
        return
      }
      if (!slotFree(run)) return
      begin(run)
    }
    applyTimeouts(run, workspace.now())
    const launches: TaskRun[] = []
    // Ending one task may unblock or retry another, so it is gone through until nothing changes.
    for (let changed = true; changed; ) {
      changed = false
      for (const task of currentTasks(run)) {
        const before = task.state
        if (step(run, task)) launches.push(task)
        changed ||= task.state !== before
      }
    }
    if (run.stop) run.state = 'TERMINATING'
    if (run.tasks.every(({ ending }) => ending)) {
      finish(run, run.stop ?? endingOfTasks(run))
      return
    }
    save(run)
    announceDue(run)
    for (const task of launches) {
      const launched = launch(run, task).finally(() => launching.delete(launched))
      launching.add(launched)
    }
    schedule(run)
  }

  /** @returns whether the task is to be launched now */
  function step(run: Run, task: TaskRun): boolean {
    if (task.ending) return false
    const stop = run.stop ?? task.stop
    if (stop) {
      if (task.launched) killProcess(task)
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

  async function launch(run: Run, task: TaskRun): Promise<void> {
    try {
      const process = await executor.start(taskSpec(run, task, workspace))
      follow(run, task, process)
      if (closed || !unfinished.has(run.runId)) return
      announceTaskStart(workspace, run, task)
    } catch (error) {
      if (closed || !unfinished.has(run.runId)) return
      end(run, task, run.stop ?? task.stop ?? endingOf(error))
    }
    advance(run)
  }

  function follow(run: Run, task: TaskRun, process: RunningTask): void {
    processes.set(task.runId, { task: process, killed: false })
    task.runningSince ??= workspace.now()
    task.state = run.stop || task.stop ? 'TERMINATING' : 'RUNNING'
    if (run.state === 'PENDING') run.state = 'RUNNING'
    void process.ended.then((outcome) => {
      processes.delete(task.runId)
      if (closed || !unfinished.has(run.runId)) return
      if (outcome.kind === 'failed') {
        task.error = outcome.error
        task.errorTrace = outcome.errorTrace
      }
      end(run, task, run.stop ?? task.stop ?? endingOfOutcome(task, outcome))
      advance(run)
    })
  }

  function killProcess(task: TaskRun): void {
    task.state = 'TERMINATING'
    const process = processes.get(task.runId)
    if (!process || process.killed) return
    process.killed = true
    process.task.kill(task.stop?.type === 'CLOUD_FAILURE' ? 0 : cancelGraceMs)
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

  function finish(run: Run, ending: Ending): void {
    run.ending = ending
    run.state = ending.state
    run.endTime = workspace.now()
    unfinished.delete(run.runId)
    clearTimeout(timers.get(run.runId))
    timers.delete(run.runId)
    save(run)
    announceEnd(workspace, run)
    for (const other of unfinished.values()) {
      if (other.jobId === run.jobId && other.state === 'QUEUED') soon(other)
    }
  }

  function announceDue(run: Run): void {
    if (!run.announcedStart && run.state === 'RUNNING') {
      run.announcedStart = true
      save(run)
      announceStart(workspace, run)
    }
    const threshold = durationThreshold(run)
    if (run.announcedDuration || threshold === undefined || workspace.now() < threshold) return
    run.announcedDuration = true
    save(run)
    announceDuration(workspace, run)
  }

  function schedule(run: Run): void {
    clearTimeout(timers.get(run.runId))
    const due = dueTimes(run)
    if (due.length === 0) return
    const wait = Math.min(Math.max(0, Math.min(...due) - workspace.now()), longestTimerMs)
    timers.set(
      run.runId,
      setTimeout(() => advance(run), wait),
    )
  }

  async function killAll(): Promise<void> {
    const killed = [...processes.values()]
    for (const { task } of killed) task.kill(0)
    await Promise.all(killed.map(({ task }) => task.ended))
  }

  return {
    submit,
    stop(run, ending, taskRun) {
      if (run.ending || taskRun?.ending) return
      const target = taskRun ?? run
      // The first reason stays: a cancel does not turn a time-out into a cancellation.
      target.stop ??= ending
      if (!taskRun && run.state !== 'QUEUED') run.state = 'TERMINATING'
      save(run)
      soon(run)
    },
    reopen(run) {
      delete run.ending
      delete run.endTime
      delete run.stop
      run.state = 'PENDING'
      run.begunAt = workspace.now()
      unfinished.set(run.runId, run)
      save(run)
      soon(run)
    },
    unfinished: () => [...unfinished.values()],
    async resume() {
      for (const run of unfinished.values()) {
        for (const task of run.tasks) {
          if (!task.launched || task.ending) continue
          follow(run, task, await executor.attach(task.runId))
        }
      }
      for (const run of [...unfinished.values()].sort((a, b) => a.sequence - b.sequence)) soon(run)
    },
    async abandon() {
      unfinished.clear()
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      await Promise.all(launching)
      await killAll()
    },
    async close(killTasks) {
      closed = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(launching)
      if (killTasks) await killAll()
    },
  }
}
