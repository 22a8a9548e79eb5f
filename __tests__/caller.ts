import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { environment } from '../optimiser-image/contract'
import type { Platform } from './platform'
import { until } from './platform'

/** What the tests read of a run (docs/api.md). */
export interface Run {
  readonly id: string
  readonly status: string
  readonly attempt: number
  readonly error: { code: string; origin: string; retryable: boolean; message: string; exitCode?: number } | null
  readonly result: { name: string; attempt: number } | null
  readonly summary: { status: string; objective: number } | null
}

interface Answer<T> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

/** A caller with the local developer's token, as any HTTP client would be one. */
export async function caller(platform: Platform) {
  const { authority, tenantId, clientId, clientSecret, scope } = JSON.parse(
    readFileSync(join(platform.data, 'cli-credential.json'), 'utf8'),
  )
  const answer = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope,
    }),
  })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  const request = async <T = Run>(method: string, path: string, body?: unknown, headers = {}): Promise<Answer<T>> => {
    const response = await fetch(`${platform.ready().api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text }
  }
  const get = async (id: string): Promise<Run> => (await request('GET', `/v1/runs/${id}`)).body
  return {
    token,
    request,
    get,
    async submit(content: string, headers = {}): Promise<Run> {
      const { status, body } = await request('POST', '/v1/runs', { input: { name: 'model.mps', content } }, headers)
      if (status !== 202) throw new Error(`submit answered ${status}: ${JSON.stringify(body)}`)
      return body
    },
    /** Waits for the end. The API may be down in between: then the question is asked again. */
    async ended(id: string): Promise<Run> {
      let run: Run | undefined
      await until(`run ${id} ends`, async () => {
        run = await get(id).catch(() => undefined)
        return ['succeeded', 'failed', 'canceled'].includes(run?.status ?? '')
      })
      if (!run) throw new Error(`run ${id} was not seen`)
      return run
    },
  }
}

/** Runs `npx slipway` against the platform. */
export function slipway(
  platform: Platform,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const bin = join(__dirname, '..', 'apps', 'cli', 'bin', 'slipway.mjs')
  const env = { ...process.env, SLIPWAY_DATA: platform.data, SLIPWAY_API: `http://127.0.0.1:${platform.port}` }
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr })
    })
  })
}

/** Calls the emulated workspace as its administrator. */
export async function databricks<T>(platform: Platform, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${platform.ready().databricks}${path}`, {
    method,
    headers: { authorization: 'Bearer administrator', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return JSON.parse(text === '' ? '{}' : text)
}

interface JobList {
  readonly jobs: { readonly job_id: number; readonly settings: { readonly name: string; readonly tasks: Task[] } }[]
}
interface Task {
  readonly new_cluster: { readonly spark_env_vars: Record<string, string> }
}

/** Replaces the algorithm of the template job, as an image built on ours does: by one environment variable. */
export async function useAlgorithm(platform: Platform, command: readonly string[] | undefined): Promise<void> {
  const { jobs } = await databricks<JobList>(platform, 'GET', '/api/2.2/jobs/list?expand_tasks=true')
  const job = jobs.find(({ settings }) => settings.name === 'highs-small')
  if (!job) throw new Error('there is no job highs-small')
  const tasks = job.settings.tasks.map((task) => {
    const { [environment.algorithmCommand]: _, ...variables } = task.new_cluster.spark_env_vars
    const added = command ? { [environment.algorithmCommand]: JSON.stringify(command) } : {}
    return { ...task, new_cluster: { ...task.new_cluster, spark_env_vars: { ...variables, ...added } } }
  })
  await databricks(platform, 'POST', '/api/2.2/jobs/update', { job_id: job.job_id, new_settings: { tasks } })
}

/** Every run the workspace ever started. */
export async function databricksRuns(
  platform: Platform,
): Promise<{ run_id: number; start_time: number; run_page_url: string; state: { life_cycle_state: string } }[]> {
  const { runs = [] } = await databricks<{ runs?: never[] }>(platform, 'GET', '/api/2.2/jobs/runs/list')
  return runs
}
