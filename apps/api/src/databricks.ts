import type { AccessToken, TokenCredential } from '@azure/core-auth'
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpMethods,
  type PipelineResponse,
} from '@azure/core-rest-pipeline'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { ComputeState } from './outcome'

/** Application id of Azure Databricks, the same in every tenant. */
const scope = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default'
const timeoutMs = 30_000
/** The output of a task holds up to 5 MB of logs (https://docs.databricks.com/api/azure/workspace/jobs/getrunoutput). */
const maxAnswerBytes = 8 * 1024 * 1024
const maxRetryAfterSeconds = 600

/**
 * A call that did not end with a usable answer.
 *
 * `unknown`: it may or may not have had its effect (reset, time-out, 5xx, nonsense) and is to be repeated;
 * `throttled`: refused for now (429, 503), nothing happened; `denied`: 401 or 403; `gone`: no such run or job;
 * `refused`: any other 4xx, which a repetition would meet again.
 */
export class DatabricksError extends Error {
  constructor(
    readonly kind: 'unknown' | 'throttled' | 'denied' | 'gone' | 'refused',
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message)
  }
}

export interface DatabricksRun {
  readonly jobId: number
  readonly taskRunId: number | undefined
  /** When the cluster was asked for and when the task began on it; milliseconds since 1970, undefined before. */
  readonly requestedAt: number | undefined
  readonly startedAt: number | undefined
  /** From the request of the cluster to the end of its task, cleaning up included; what has ended so far. */
  readonly computeSeconds: number
  readonly state: ComputeState
}

/** The Jobs API 2.2, as far as this service needs it. Every method throws `DatabricksError`. */
export interface Databricks {
  /** Starts a run of the job or finds the one that the token started before. @returns the run id. */
  runNow(jobId: number, token: string, parameters: Readonly<Record<string, string>>): Promise<number>
  getRun(runId: number): Promise<DatabricksRun>
  /** Asks for the end; the run ends later. */
  cancel(runId: number): Promise<void>
  /** `error` of the task's output, or an empty text. */
  taskError(taskRunId: number): Promise<string>
  /** What the last call of a kind met, or undefined where all were fine. */
  trouble(): string | undefined
}

const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const runNowAnswer = Type.Object({ run_id: id })
const runAnswer = Type.Object({
  job_id: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  run_id: id,
  state: Type.Object({
    life_cycle_state: Type.String(),
    result_state: Type.Optional(Type.String()),
    state_message: Type.Optional(Type.String()),
  }),
  status: Type.Optional(
    Type.Object({
      termination_details: Type.Optional(
        Type.Object({
          code: Type.Optional(Type.String()),
          type: Type.Optional(Type.String()),
          message: Type.Optional(Type.String()),
        }),
      ),
    }),
  ),
  tasks: Type.Optional(
    Type.Array(
      Type.Object({
        run_id: id,
        start_time: Type.Optional(Type.Integer({ minimum: 0 })),
        setup_duration: Type.Optional(Type.Integer({ minimum: 0 })),
        execution_duration: Type.Optional(Type.Integer({ minimum: 0 })),
        cleanup_duration: Type.Optional(Type.Integer({ minimum: 0 })),
        state: Type.Optional(Type.Object({ state_message: Type.Optional(Type.String()) })),
      }),
    ),
  ),
})
const outputAnswer = Type.Object({ error: Type.Optional(Type.String()) })

export function openDatabricks(url: string, credential: TokenCredential): Databricks {
  const client = createDefaultHttpClient()
  // No retries in the pipeline: whoever calls repeats by itself, and one layer of retries is enough.
  const pipeline = createPipelineFromOptions({
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'slipway-api' },
  })
  const tokens = tokenCache(credential)
  // By call: the reading of runs going well says nothing about the starting of them.
  const troubles = new Map<string, string>()

  const send = async (method: HttpMethods, path: string, body?: object): Promise<PipelineResponse> => {
    const request = createPipelineRequest({
      url: `${url}/api/2.2/jobs/${path}`,
      method,
      // Its `timeout` would end with the headers, and leave a timer behind a request that fails.
      abortSignal: AbortSignal.timeout(timeoutMs),
      // TLS is required by the settings, except for a loopback address.
      allowInsecureConnection: url.startsWith('http:'),
      headers: createHttpHeaders({ accept: 'application/json', authorization: `Bearer ${await tokens.get()}` }),
      streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (body) request.headers.set('content-type', 'application/json')
    return pipeline.sendRequest(client, request)
  }

  const call = async <S extends TSchema>(
    schema: S,
    method: HttpMethods,
    path: string,
    body?: object,
  ): Promise<Static<S>> => {
    const operation = path.split('?')[0] ?? path
    try {
      let response = await send(method, path, body)
      if (response.status === 401 || response.status === 403) {
        // The token may have been revoked or issued before a permission was granted: once more with a new one.
        await readText(response)
        tokens.forget()
        response = await send(method, path, body)
      }
      const text = await readText(response)
      if (response.status !== 200) throw refusal(response, text)
      const value: unknown = JSON.parse(text)
      if (!Value.Check(schema, value)) throw new DatabricksError('unknown', 'Databricks answered in another form')
      troubles.delete(operation)
      return value
    } catch (error) {
      const known = error instanceof DatabricksError ? error : unknownOutcome(error)
      if (known.kind === 'gone' || known.kind === 'refused') troubles.delete(operation)
      else troubles.set(operation, known.message)
      throw known
    }
  }

  return {
    async runNow(jobId, token, parameters) {
      const body = { job_id: jobId, idempotency_token: token, job_parameters: parameters }
      return (await call(runNowAnswer, 'POST', 'run-now', body)).run_id
    },
    async getRun(runId) {
      const run = await call(runAnswer, 'GET', `runs/get?run_id=${runId}`)
      if (run.run_id !== runId) throw new DatabricksError('unknown', 'Databricks answered about another run')
      const task = run.tasks?.[0]
      const details = run.status?.termination_details
      const messages = [run.state.state_message, details?.message, task?.state?.state_message]
      return {
        jobId: run.job_id ?? 0,
        taskRunId: task?.run_id,
        requestedAt: task?.start_time || undefined,
        startedAt: task?.start_time ? task.start_time + (task.setup_duration ?? 0) : undefined,
        computeSeconds:
          ((task?.setup_duration ?? 0) + (task?.execution_duration ?? 0) + (task?.cleanup_duration ?? 0)) / 1000,
        state: {
          lifeCycle: run.state.life_cycle_state,
          message: messages.filter((message) => message).join(' '),
          ...(run.state.result_state === undefined ? {} : { result: run.state.result_state }),
          ...(details?.code === undefined ? {} : { terminationCode: details.code }),
          ...(details?.type === undefined ? {} : { terminationType: details.type }),
        },
      }
    },
    async cancel(runId) {
      await call(Type.Object({}), 'POST', 'runs/cancel', { run_id: runId })
    },
    async taskError(taskRunId) {
      return (await call(outputAnswer, 'GET', `runs/get-output?run_id=${taskRunId}`)).error ?? ''
    },
    trouble: () => [...troubles.values()][0],
  }
}

/**
 * Tokens for Databricks: one request at a time, kept until 5 minutes before they end. The SDK's bearer policy cannot be
 * used, because it refuses loopback addresses without TLS.
 */
function tokenCache(credential: TokenCredential) {
  let token: AccessToken | undefined
  let pending: Promise<AccessToken | null> | undefined
  return {
    async get(): Promise<string> {
      if (token && token.expiresOnTimestamp - Date.now() > 5 * 60_000) return token.token
      pending ??= credential.getToken(scope).finally(() => {
        pending = undefined
      })
      token = (await pending) ?? undefined
      if (!token) throw new DatabricksError('denied', 'No token for Databricks was granted')
      return token.token
    },
    forget() {
      token = undefined
    },
  }
}

async function readText(response: PipelineResponse): Promise<string> {
  const body = response.readableStreamBody
  if (!body) return response.bodyAsText ?? ''
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    const buffer = Buffer.from(chunk)
    bytes += buffer.length
    if (bytes > maxAnswerBytes) throw new DatabricksError('unknown', 'Databricks answered with too much')
    chunks.push(buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function refusal(response: PipelineResponse, text: string): DatabricksError {
  const { status } = response
  const retryAfter = retryAfterSeconds(response.headers.get('retry-after'))
  if (status === 429 || status === 503) {
    return new DatabricksError('throttled', `Databricks refuses calls for now (${status})`, retryAfter)
  }
  if (status === 401 || status === 403) return new DatabricksError('denied', `Databricks denies access (${status})`)
  if (status === 404 || (status === 400 && /does(?: not|n't) exist/.test(text))) {
    return new DatabricksError('gone', 'Databricks knows no such job or run')
  }
  if (status >= 400 && status < 500 && status !== 408) {
    return new DatabricksError('refused', `Databricks refused the request (${status})`)
  }
  return new DatabricksError('unknown', `Databricks failed (${status})`, retryAfter)
}

function unknownOutcome(error: unknown): DatabricksError {
  if (error instanceof SyntaxError) return new DatabricksError('unknown', 'Databricks answered with broken JSON')
  const name = error instanceof Error ? error.name : ''
  // Names the kind only: messages of the identity library may quote what it received.
  if (/Credential|Authentication/.test(name))
    return new DatabricksError('denied', 'No token for Databricks was granted')
  return new DatabricksError('unknown', 'Databricks cannot be reached')
}

/** Seconds to wait by a `Retry-After` header, as number or date; undefined where it is neither. */
export function retryAfterSeconds(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(0, Math.ceil(seconds)), maxRetryAfterSeconds) : undefined
}
