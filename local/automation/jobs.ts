import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { ArmError, accountOf, bodyOf, type Json, objectIn, pathOf, type Resources, textIn } from '../arm/resources'
import type { Clock } from '../clock'
import type { Collection, JsonStore } from '../json-store'
import { sameText } from '../same-text'
import type { Identities } from './identities'
import { runPython } from './job-process'
import type { Runbooks } from './runbooks'

/** Azure keeps jobs for 30 days; here the last ones are enough. */
const keptJobs = 200
/** How often Azure starts a job whose sandbox was lost. */
const starts = 3

export interface Job {
  readonly id: string
  readonly name: string
  readonly account: string
  readonly runbook: string
  /** In the order in which Python gets them. */
  readonly parameters: Readonly<Record<string, string>>
  readonly status: 'New' | 'Running' | 'Stopping' | 'Completed' | 'Failed' | 'Stopped'
  readonly starts: number
  readonly sequence: number
  readonly createdAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  readonly output: string
  readonly errors: string
  readonly exception: string | null
}

export interface Jobs {
  /** @throws ArmError 404 or 400 where the runbook is not there or not published */
  start(account: string, runbook: string, parameters: Readonly<Record<string, string>>, name?: string): Job
  /** Starts again what was running when the emulator ended. */
  resume(): void
  /** Ends all processes; the next start takes the jobs up again. */
  close(): Promise<void>
}

export interface JobsOptions {
  readonly store: JsonStore
  readonly dataDir: string
  readonly python: string
  readonly jobTimeoutSeconds: number
  readonly extraEnvironment: Readonly<Record<string, string>>
}

export function registerJobs(
  app: FastifyInstance,
  base: string,
  parts: { resources: Resources; runbooks: Runbooks; identities: Identities; clock: Clock; url: () => string },
  options: JobsOptions,
): Jobs {
  const jobs = options.store.collection<Job>('jobs')
  const running = new Map<string, { readonly abort: AbortController; readonly token: string; ended: Promise<void> }>()
  const sandboxes = join(options.dataDir, 'sandboxes')
  let closing = false
  rmSync(sandboxes, { recursive: true, force: true })

  /** The text as it is now; where the runbook was deleted since the job was asked for, one that says so. */
  function contentOf({ account, runbook }: Job): string {
    try {
      return parts.runbooks.published(`${account}/runbooks/${runbook}`)
    } catch {
      return `raise RuntimeError(${JSON.stringify(`the runbook ${runbook} was deleted`)})`
    }
  }

  const variableOf = (job: Job, name: string) => parts.resources.find(`${job.account}/variables/${name}`)

  function launch(job: Job): void {
    const abort = new AbortController()
    const token = randomBytes(32).toString('base64url')
    running.set(job.id, { abort, token, ended: execute(job, token, abort) })
  }

  async function execute(job: Job, token: string, abort: AbortController): Promise<void> {
    const started = { ...job, status: 'Running' as const, starts: job.starts + 1, startedAt: parts.clock.now() }
    jobs.put(job.id, started)
    let evicted = false
    const timer = setTimeout(() => {
      evicted = true
      abort.abort()
    }, options.jobTimeoutSeconds * 1000)
    const { output, errors, how } = await runPython({
      python: options.python,
      folder: join(sandboxes, job.id),
      content: contentOf(job),
      args: Object.values(job.parameters),
      environment: {
        ...options.extraEnvironment,
        ...parts.identities.environmentOf(job.account),
        AUTOMATION_SANDBOX_URL: `${parts.url()}/__sandbox/jobs/${job.id}`,
        AUTOMATION_SANDBOX_TOKEN: token,
      },
      signal: abort.signal,
    })
    clearTimeout(timer)
    running.delete(job.id)
    // Not ended, but interrupted: the next start of the emulator goes on with it.
    if (closing) return
    const status = evicted || jobs.get(job.id)?.status === 'Stopping' ? 'Stopped' : how === 0 ? 'Completed' : 'Failed'
    const exception = evicted
      ? 'The job was evicted and subsequently reached a Stopped state. The job cannot continue running.'
      : status === 'Failed'
        ? errors.trim() || `The runbook ended with ${how}.`
        : null
    jobs.put(job.id, { ...started, status, output, errors, exception, endedAt: parts.clock.now() })
    console.log(`job ${job.id} of ${job.runbook}: ${status}\n${output}${errors}`.trimEnd())
  }

  app.get<{ Params: { id: string; name: string } }>('/__sandbox/jobs/:id/variables/:name', async (request) => {
    const job = jobs.get(request.params.id)
    const token = running.get(request.params.id)?.token
    if (!job || !token || !sameText(request.headers.authorization ?? '', `Bearer ${token}`)) {
      throw new ArmError(401, 'Unauthorized', 'This is for the job itself.')
    }
    const value = variableOf(job, request.params.name)?.properties.value
    if (value === undefined) throw new ArmError(404, 'NotFound', `There is no variable ${request.params.name}.`)
    return { value }
  })

  const find = (path: string): Job => {
    const account = accountOf(path).toLowerCase()
    const name = path.slice(account.length).split('/')[2]?.toLowerCase()
    const job = jobs.values().find((one) => one.account.toLowerCase() === account && one.name.toLowerCase() === name)
    if (!job) throw new ArmError(404, 'NotFound', `The job '${path}' was not found.`)
    return job
  }

  const start: Jobs['start'] = (account, runbook, parameters, name = randomUUID()) => {
    parts.runbooks.published(`${account}/runbooks/${runbook}`)
    const sequence = 1 + Math.max(0, ...jobs.values().map((job) => job.sequence))
    const job: Job = {
      id: randomUUID(),
      name,
      account,
      runbook,
      parameters,
      status: 'New',
      starts: 0,
      sequence,
      createdAt: parts.clock.now(),
      output: '',
      errors: '',
      exception: null,
    }
    jobs.put(job.id, job)
    dropOld(jobs)
    launch(job)
    return job
  }

  app.get(`${base}/jobs`, async (request) => {
    const account = accountOf(pathOf(request)).toLowerCase()
    const own = jobs.values().filter((job) => job.account.toLowerCase() === account)
    return { value: own.sort((one, other) => other.sequence - one.sequence).map(view) }
  })
  app.put<{ Params: { name: string } }>(`${base}/jobs/:name`, async (request, reply) => {
    const properties = objectIn(bodyOf(request).properties, 'properties')
    const runbook = textIn(objectIn(properties.runbook, 'properties.runbook').name, 'properties.runbook.name')
    const parameters = parametersIn(properties.parameters)
    return reply.code(201).send(view(start(accountOf(pathOf(request)), runbook, parameters, request.params.name)))
  })
  app.get(`${base}/jobs/:name`, async (request) => view(find(pathOf(request))))
  app.get(`${base}/jobs/:name/output`, async (request, reply) =>
    reply.type('text/plain; charset=utf-8').send(find(pathOf(request)).output),
  )
  app.get(`${base}/jobs/:name/streams`, async (request) => {
    const job = find(pathOf(request))
    const streams = [
      ['Output', job.output],
      ['Error', job.errors],
    ] as const
    return {
      value: streams.flatMap(([streamType, text]) =>
        text === '' ? [] : [{ properties: { jobStreamId: `${job.id}:${streamType}`, streamType, summary: text } }],
      ),
    }
  })
  app.post(`${base}/jobs/:name/stop`, async (request) => {
    const job = find(pathOf(request))
    const process = running.get(job.id)
    if (!process) throw new ArmError(400, 'BadRequest', `The job is ${job.status} and cannot be stopped.`)
    jobs.put(job.id, { ...job, status: 'Stopping' })
    process.abort.abort()
    return {}
  })

  return {
    start,
    resume() {
      for (const job of jobs.values().sort((one, other) => one.sequence - other.sequence)) {
        if (job.status === 'Stopping') jobs.put(job.id, { ...job, status: 'Stopped', endedAt: parts.clock.now() })
        if (job.status !== 'New' && job.status !== 'Running') continue
        if (job.starts < starts) launch(job)
        else {
          const exception = `The job was tried ${starts} times but it failed.`
          jobs.put(job.id, { ...job, status: 'Failed', exception, endedAt: parts.clock.now() })
        }
      }
    },
    async close() {
      closing = true
      const ended = [...running.values()].map((process) => process.ended)
      for (const { abort } of running.values()) abort.abort()
      await Promise.all(ended)
    },
  }
}

/** Values are handed over as texts. @throws ArmError 400 */
export function parametersIn(value: unknown): Record<string, string> {
  const entries = Object.entries(value == null ? {} : objectIn(value, 'properties.parameters'))
  return Object.fromEntries(entries.map(([name, one]) => [name, String(one)]))
}

function dropOld(jobs: Collection<Job>): void {
  const ended = jobs.values().filter(({ endedAt }) => endedAt !== undefined)
  ended.sort((one, other) => other.sequence - one.sequence)
  for (const { id } of ended.slice(keptJobs)) jobs.delete(id)
}

function view(job: Job): Json {
  const time = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString())
  return {
    id: `${job.account}/jobs/${job.name}`,
    name: job.name,
    type: 'Microsoft.Automation/AutomationAccounts/Jobs',
    properties: {
      jobId: job.id,
      runbook: { name: job.runbook },
      parameters: job.parameters,
      status: job.status,
      provisioningState: job.status === 'Completed' ? 'Succeeded' : job.status === 'Failed' ? 'Failed' : 'Processing',
      creationTime: time(job.createdAt),
      startTime: time(job.startedAt),
      endTime: time(job.endedAt),
      exception: job.exception,
    },
  }
}
