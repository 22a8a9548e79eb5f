import type { Json } from '../workspace'
import { until } from './until'

export interface Answer {
  readonly status: number
  // Tests look into answers of any shape.
  readonly body: Json
}

/** Calls the Jobs API as any HTTP client would. */
export function jobsClient(url: string, { token = 'test', version = '2.2' } = {}) {
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${url}/api/${version}/jobs/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Json }
  }
  const succeed = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await call(method, path, body)
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const getRun = async (runId: number) => readRun(await succeed('GET', `runs/get?run_id=${runId}`))
  return {
    call,
    post: (path: string, body: unknown) => succeed('POST', path, body),
    get: (path: string) => succeed('GET', path),
    async createJob(settings: Json = {}): Promise<number> {
      return Number((await succeed('POST', 'create', { tasks: [task()], ...settings })).job_id)
    },
    async runNow(jobId: number, more: Json = {}): Promise<number> {
      return Number((await succeed('POST', 'run-now', { job_id: jobId, ...more })).run_id)
    },
    getRun,
    /** Asks until the run is as wanted. */
    async waitFor(runId: number, wanted: (run: RunView) => boolean): Promise<RunView> {
      let run = await getRun(runId)
      await until(async () => {
        run = await getRun(runId)
        return wanted(run)
      })
      return run
    },
  }
}

export interface StateView {
  readonly runId: number
  readonly taskKey: string
  readonly attempt: number
  readonly state: { readonly life_cycle_state: string; readonly result_state?: string; readonly state_message: string }
  readonly status: {
    readonly state: string
    readonly termination_details?: { readonly code: string; readonly type: string; readonly message: string }
    readonly queue_details?: { readonly code: string }
  }
}

export interface RunView extends StateView {
  readonly tasks: readonly StateView[]
  readonly json: Json
}

function readRun(json: Json): RunView {
  const tasks = Array.isArray(json.tasks) ? json.tasks.map(readStates) : []
  return { ...readStates(json), tasks, json }
}

function readStates(json: Json): StateView {
  return {
    runId: Number(json.run_id),
    taskKey: String(json.task_key),
    attempt: Number(json.attempt_number),
    state: json.state as StateView['state'],
    status: json.status as StateView['status'],
  }
}

export const terminated = (run: RunView) => run.status.state === 'TERMINATED'
export const running = (run: RunView) => run.tasks[0]?.state.life_cycle_state === 'RUNNING'

/** Settings of a task, complete but for what a test is about. */
export function task(more: Json = {}): Json {
  return {
    task_key: 'main',
    new_cluster: { spark_version: '17.3.x-scala2.13', node_type_id: 'Standard_D4as_v5', num_workers: 0 },
    python_wheel_task: { package_name: 'sample', entry_point: 'run', named_parameters: {} },
    ...more,
  }
}
