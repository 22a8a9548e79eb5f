import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createEngineClient, type EngineClient, EngineError } from '../docker/engine-client'
import { bringImage } from './container-image'
import type { Executor, Outcome, RunningTask, TaskSpec } from './executor'
import { nodeSize } from './node-size'
import { readLogs, readOutcome, takeOver } from './task-folder'
import { ClusterFailure } from './workspace'

export interface DockerExecutorOptions {
  /** A folder of its own for each task stands in it, with its log and outcome. */
  readonly folder: string
  /** Address of the Docker engine, which must be one of this machine: `unix:///…`. */
  readonly engine: string
  /** Variables of the container beside `spark_env_vars`, which they override. */
  readonly extraEnvironment?: Readonly<Record<string, string>>
  /** Files of this machine that every container sees by the same path and cannot change. */
  readonly sharedFiles?: readonly string[]
  /**
   * Largest unpacked image that a node takes, in bytes.
   * @default 7.8 GB, from which on nodes fail to set containers up (databricks/containers#142)
   */
  readonly largestImageBytes?: number
}

const python = '/databricks/python3/bin/python'
const launcher = '/databricks/driver/wheel_task.py'
const taskFolder = '/databricks/driver/task'
const pauseMs = 200
/** How long a silent engine is waited for before its containers count as lost. */
const engineLossMs = 30_000

/**
 * Runs tasks in the container that their cluster names, as a node does: as root, from the wheel's entry point inside
 * /databricks/python3 and with the memory and cores of the node type; CMD and ENTRYPOINT of the image mean nothing.
 * The network is the machine's, so that services on the loopback can be reached. Parameters and variables travel
 * through the container's input: they stand neither on disk nor in the engine's records. Containers outlive the emulator.
 */
export function createDockerExecutor(options: DockerExecutorOptions): Executor {
  const engine = createEngineClient(options.engine)
  const folderOf = (runId: number) => join(options.folder, String(runId))
  return {
    async start(task) {
      const image = task.cluster.dockerImage
      if (!image) {
        throw new ClusterFailure('INVALID_ARGUMENT', 'This workspace runs containers: docker_image is missing.')
      }
      const size = nodeSize(task.cluster.nodeTypeId)
      await bringImage(engine, image, options.largestImageBytes ?? 7.8e9)
      const folder = folderOf(task.runId)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const { NCPU } = await engine.call<{ NCPU: number }>('GET', '/info')
      const limits = { ...size, cores: Math.min(size.cores, NCPU) }
      await launch(engine, task, containerSettings(image.url, limits, folder, options.sharedFiles ?? []), options)
      return follow(engine, task.runId, folder)
    },
    async attach(runId) {
      const folder = folderOf(runId)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const { pid } = takeOver(folder)
      if (pid !== 0) return follow(engine, runId, folder)
      await discard(engine, runId)
      return { ended: Promise.resolve({ kind: 'lost' }), kill: () => {} }
    },
    logs: (runId, maxBytes) => readLogs(folderOf(runId), maxBytes),
    remove: (runId) => rmSync(folderOf(runId), { recursive: true, force: true }),
  }
}

const nameOf = (runId: number) => `slipway-task-${runId}`

function containerSettings(
  image: string,
  { cores, memoryBytes }: { readonly cores: number; readonly memoryBytes: number },
  folder: string,
  sharedFiles: readonly string[],
) {
  const mount = (source: string, target: string, readOnly: boolean) => ({
    Type: 'bind',
    Source: source,
    Target: target,
    ReadOnly: readOnly,
  })
  return {
    Image: image,
    Entrypoint: [python, '-u', launcher, taskFolder],
    Cmd: [],
    User: '0:0',
    WorkingDir: '/databricks/driver',
    // The image's own PYTHONPATH does not count (databricks/containers#44).
    Env: ['PYTHONPATH=', 'LANG=C.UTF-8'],
    OpenStdin: true,
    StdinOnce: true,
    HostConfig: {
      NetworkMode: 'host',
      Memory: memoryBytes,
      MemorySwap: memoryBytes,
      NanoCpus: cores * 1e9,
      // What goes to the container's own streams is only what the driver says when it cannot start.
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
      Mounts: [
        mount(folder, taskFolder, false),
        mount(join(__dirname, 'wheel_task.py'), launcher, true),
        ...sharedFiles.map((file) => mount(file, file, true)),
      ],
    },
  }
}

async function launch(
  engine: EngineClient,
  task: TaskSpec,
  settings: ReturnType<typeof containerSettings>,
  options: DockerExecutorOptions,
): Promise<void> {
  const name = nameOf(task.runId)
  const failed = (code: string) => (error: unknown) => {
    throw new ClusterFailure(code, `${settings.Image}: ${error instanceof Error ? error.message : error}`)
  }
  await engine
    .call('POST', `/containers/create?name=${name}`, settings)
    .catch(failed('DOCKER_CONTAINER_CREATION_EXCEPTION'))
  let send: ((text: string) => void) | undefined
  let text = ''
  try {
    send = await engine.openInput(name)
    await engine.call('POST', `/containers/${name}/start`)
    // DATABRICKS_RUNTIME_VERSION is not set in container clusters (databricks-sdk-py#511).
    const { DATABRICKS_RUNTIME_VERSION: _, ...environment } = {
      ...task.cluster.environment,
      ...options.extraEnvironment,
    }
    text = JSON.stringify({ task: [task.packageName, task.entryPoint, ...task.argv], environment })
  } catch (error) {
    await discard(engine, task.runId)
    failed('CONTAINER_LAUNCH_FAILURE')(error)
  } finally {
    send?.(text)
  }
}

function follow(engine: EngineClient, runId: number, folder: string): RunningTask {
  const name = nameOf(runId)
  const abort = new AbortController()
  const signal = (number: 'SIGTERM' | 'SIGKILL') => {
    // The container may have ended meanwhile.
    engine.call('POST', `/containers/${name}/kill?signal=${number}`).catch(() => {})
  }
  const ended = (async (): Promise<Outcome> => {
    const state = await stateAtEnd(engine, name)
    abort.abort()
    const outcome = readOutcome(folder)
    await discard(engine, runId)
    return state?.OOMKilled && endedByKernel(outcome) ? outOfMemory : outcome
  })()
  return {
    ended,
    kill(graceMs) {
      if (abort.signal.aborted) return
      if (graceMs > 0) signal('SIGTERM')
      delay(graceMs, undefined, { signal: abort.signal }).then(
        () => signal('SIGKILL'),
        () => {},
      )
    },
  }
}

/** Where the kernel took the driver or the Python process; of a program that the wheel started the wheel tells itself. */
function endedByKernel(outcome: Outcome): boolean {
  return outcome.kind === 'lost' || (outcome.kind === 'failed' && outcome.error.includes('exit code 137 (SIGKILL)'))
}

/** As Databricks words it when the kernel takes the Python process. */
const outOfMemory: Outcome = {
  kind: 'failed',
  error:
    'The Python process exited with exit code 137 (SIGKILL: Killed). This may have been caused by an OOM error. ' +
    "Check your command's memory usage.",
  errorTrace: '',
  wheelMissing: false,
}

interface State {
  readonly Status: string
  readonly OOMKilled: boolean
}

/** Waits until the container has ended; undefined where it is gone, or the engine stays away. */
async function stateAtEnd(engine: EngineClient, name: string): Promise<State | undefined> {
  let lastAnswer = Date.now()
  while (Date.now() - lastAnswer < engineLossMs) {
    try {
      await engine.call('POST', `/containers/${name}/wait`)
      return (await engine.call<{ State: State }>('GET', `/containers/${name}/json`)).State
    } catch (error) {
      if (error instanceof EngineError && error.status === 404) return undefined
      // An engine that restarts takes its containers up again.
      if (error instanceof EngineError) lastAnswer = Date.now()
      await delay(pauseMs)
    }
  }
  return undefined
}

async function discard(engine: EngineClient, runId: number): Promise<void> {
  await engine.call('DELETE', `/containers/${nameOf(runId)}?force=true&v=true`).catch(() => {})
}
