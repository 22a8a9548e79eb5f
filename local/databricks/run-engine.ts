import { setImmediate } from 'node:timers'
import type { Executor, RunningTask } from './executor'
import { currentTasks, type Ending, endingOfTasks, type Run, type TaskRun } from './run'
import { applyTimeouts, dueTimes } from './run-clock'
import { announceDuration, announceEnd, announceStart, announceTaskStart, durationThreshold } from './run-events'
import { endingOf, endingOfOutcome } from './task-ending'
import { taskSpec } from './task-spec'
import { createTaskSteps } from './task-steps'
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
  const { unblock, step, end } = createTaskSteps(workspace, { coldStartMs, save, kill: killProcess })

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
