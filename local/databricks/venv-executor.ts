import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Executor, Outcome, RunningTask, TaskSpec } from './executor'
import { identityOf, isRunning, type ProcessIdentity, processTree, signalProcess } from './processes'
import { readLogs, readOutcome, takeOver } from './task-folder'
import { ClusterFailure } from './workspace'

export interface VenvExecutorOptions {
  /** A folder of its own for each task stands in it: log, outcome and, while it runs, the working folder. */
  readonly folder: string
  /** Interpreter of the virtual environment that has the wheel, as /databricks/python3/bin/python has in the image. */
  readonly python: string
  /** Variables of the container beside `spark_env_vars`, which they override. */
  readonly extraEnvironment?: Readonly<Record<string, string>>
}

const launcher = join(__dirname, 'wheel_task.py')
/** How often a task is looked at that another process of the emulator started, in milliseconds. */
const attachedPollMs = 100
/** A killed process needs a moment to go. */
const killRoundMs = 5

/**
 * Runs tasks as processes of this machine. Nothing of the emulator's own environment reaches them, and they outlive the
 * emulator. Needs Linux 5.4 or newer (/proc, pidfd).
 */
export function createVenvExecutor(options: VenvExecutorOptions): Executor {
  const folderOf = (runId: number) => join(options.folder, String(runId))
  return {
    async start(task) {
      const folder = folderOf(task.runId)
      const work = join(folder, 'work')
      mkdirSync(join(work, 'tmp'), { recursive: true, mode: 0o700 })
      const driver = spawnDriver(task, folder, work, options)
      await started(driver, options.python)
      driver.unref()
      const exited = once(driver, 'exit')
      return follow(folder, driver.pid, async () => {
        await exited
      })
    },
    async attach(runId) {
      const folder = folderOf(runId)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const driver = takeOver(folder)
      // An emulator that was killed in the middle of `kill` left it stopped.
      if (driver.pid !== 0) signalProcess(driver, 'SIGCONT')
      return follow(folder, driver.pid, async () => {
        // A task of an earlier process must not keep this one from ending.
        while (isRunning(driver)) await delay(attachedPollMs, undefined, { ref: false })
      })
    },
    logs: (runId, maxBytes) => readLogs(folderOf(runId), maxBytes),
    remove: (runId) => rmSync(folderOf(runId), { recursive: true, force: true }),
  }
}

// DATABRICKS_RUNTIME_VERSION is not set in container clusters (databricks-sdk-py#511).
function environmentOf(task: TaskSpec, work: string, options: VenvExecutorOptions): Record<string, string> {
  const { DATABRICKS_RUNTIME_VERSION: _, ...environment } = {
    ...task.cluster.environment,
    ...options.extraEnvironment,
  }
  return {
    PATH: `${dirname(options.python)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    LANG: 'C.UTF-8',
    ...environment,
    HOME: work,
    TMPDIR: join(work, 'tmp'),
  }
}

function spawnDriver(task: TaskSpec, folder: string, work: string, options: VenvExecutorOptions): ChildProcess {
  const argv = ['-u', launcher, folder, task.packageName, task.entryPoint, ...task.argv]
  const env = environmentOf(task, work, options)
  // Node's own refusal would repeat the value, which may be a secret.
  if ([...argv, ...Object.entries(env).flat()].some((text) => text.includes('\0'))) {
    throw new ClusterFailure('CONTAINER_LAUNCH_FAILURE', 'A parameter or variable of the task holds a null character.')
  }
  const log = openSync(join(folder, 'driver.log'), 'a', 0o600)
  try {
    return spawn(options.python, argv, { cwd: work, env, detached: true, stdio: ['ignore', log, log] })
  } finally {
    closeSync(log)
  }
}

async function started(driver: ChildProcess, python: string): Promise<void> {
  try {
    await once(driver, 'spawn')
  } catch (error) {
    throw new ClusterFailure(
      'CONTAINER_LAUNCH_FAILURE',
      `${python} could not be started: ${(error as Error).message}`,
      'INTERNAL_ERROR',
    )
  }
}

function follow(folder: string, driverPid: number | undefined, driverEnded: () => Promise<void>): RunningTask {
  // Pid 0 stands for a task that never ran; as the root of a process tree it would mean the whole machine.
  const root = driverPid === 0 ? undefined : driverPid
  const abort = new AbortController()
  const ended = (async (): Promise<Outcome> => {
    await driverEnded()
    abort.abort()
    // A driver that was killed leaves its children to nobody.
    if (root !== undefined) signalAll(processTree(root), 'SIGKILL')
    rmSync(join(folder, 'work'), { recursive: true, force: true, maxRetries: 5 })
    return readOutcome(folder)
  })()
  return {
    ended,
    kill(graceMs) {
      if (root === undefined || abort.signal.aborted) return
      if (graceMs > 0) terminateTree(root)
      delay(graceMs, undefined, { signal: abort.signal }).then(
        () => killTree(root),
        () => {},
      )
    },
  }
}

/** The driver is asked too: before it has started the Python process it is all there is, afterwards it ignores it. */
function terminateTree(root: number): void {
  const driver = identityOf(root)
  signalAll([...processTree(root), ...(driver ? [driver] : [])], 'SIGTERM')
}

/**
 * Kills every process of the task. The driver is stopped first, so that it cannot tell an end that nobody awaited, and
 * killed last, because it is what holds the tree together; what forks meanwhile is found in the next round.
 */
async function killTree(root: number): Promise<void> {
  const driver = identityOf(root)
  if (driver) signalProcess(driver, 'SIGSTOP')
  for (let left = processTree(root); left.length > 0; left = processTree(root)) {
    signalAll(left, 'SIGKILL')
    await delay(killRoundMs)
  }
  if (driver) signalProcess(driver, 'SIGKILL')
}

function signalAll(processes: readonly ProcessIdentity[], signal: NodeJS.Signals): void {
  for (const process of processes) signalProcess(process, signal)
}
