import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UnsecuredJWT } from 'jose'
import { type DatabricksOptions, startDatabricks } from '../databricks'
import type { Executor, Outcome, TaskSpec } from '../executor'
import type { Json } from '../workspace'
import { jobsClient, task, terminated } from './client'
import { scriptedExecutor, success } from './scripted-executor'

export interface Answer {
  readonly status: number
  readonly body: Json
  readonly headers: Headers
}

export type Call = (method: string, path: string, body?: unknown, token?: string) => Promise<Answer>

export interface WorkspaceUnderTest {
  readonly url: string
  readonly dataDir: string
  /** Calls as an admin, or as whoever the token names. Any status is an answer. */
  readonly call: Call
  /** Ends the emulator and starts it again on the same data. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** A workspace on a listening server with data of its own, whose tasks end as `outcomeOf` says; at once by default. */
export async function startWorkspace(
  options: Omit<Partial<DatabricksOptions>, 'dataDir' | 'executor'> = {},
  outcomeOf: (task: TaskSpec) => Outcome = () => success,
): Promise<WorkspaceUnderTest> {
  const dataDir = mkdtempSync(join(tmpdir(), 'slipway-workspace-'))
  const start = () => startDatabricks({ ...options, dataDir, executor: endingBy(outcomeOf) })
  let server = await start()
  return {
    get url() {
      return server.url
    },
    dataDir,
    async call(method, path, body, token = 'admin') {
      const response = await fetch(new URL(path, server.url), {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers }
    },
    async restart() {
      await server.close()
      server = await start()
    },
    async close() {
      await server.close({ killTasks: true })
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The token of a principal that is no admin. */
export function tokenOf(name: string): string {
  return new UnsecuredJWT({ appid: name }).encode()
}

/** Registers a service principal and returns its token. */
export async function registerPrincipal(call: Call, applicationId: string, entitlements: string[] = []) {
  const path = '/api/2.0/preview/scim/v2/ServicePrincipals'
  const { status } = await call('POST', path, { applicationId, entitlements: entitlements.map((value) => ({ value })) })
  if (status !== 201) throw new Error(`the principal could not be registered: ${status}`)
  return tokenOf(applicationId)
}

/** A job with one wheel task on a cluster of its own. */
export function jobSettings(cluster: Json = {}, more: Json = {}): Json {
  const new_cluster = {
    spark_version: '17.3.x-scala2.13',
    node_type_id: 'Standard_D4as_v5',
    num_workers: 0,
    ...cluster,
  }
  return { name: 'job', tasks: [task({ new_cluster })], ...more }
}

/** @returns the run as `runs/get` answers it once it has ended. */
export async function ended(url: string, runId: unknown): Promise<Json> {
  return (await jobsClient(url).waitFor(Number(runId), terminated)).json
}

function endingBy(outcomeOf: (task: TaskSpec) => Outcome): Executor {
  const executor = scriptedExecutor()
  return {
    ...executor,
    async start(spec) {
      const running = await executor.start(spec)
      executor.tasks.at(-1)?.end(outcomeOf(spec))
      return running
    },
  }
}
