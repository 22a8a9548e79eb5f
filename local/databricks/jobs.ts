import type { FastifyInstance } from 'fastify'
import type { Collection } from '../json-store'
import { checkJobSettings, type JobSettings } from './job-settings'
import { asCount, asFlag, asInteger, asName, asObject, asTextList, optional } from './json-fields'
import { capArrays, pageOf } from './paging'
import { bodyOf, invalid, queryOf } from './request-fields'
import type { Json, Principal, Workspace } from './workspace'

/** A job as stored. */
export interface Job {
  readonly jobId: number
  readonly sequence: number
  /** Milliseconds since the epoch. */
  readonly createdTime: number
  readonly creator: string
  readonly settings: JobSettings
  /** Whether runs queue when the settings do not say; the Jobs API 2.2 changed the default to true. */
  readonly queueByDefault: boolean
}

const cappedFields = ['tasks', 'parameters', 'job_clusters', 'environments']
const listLimit = { default: 20, max: 100 }

export function jobsOf(workspace: Workspace): Collection<Job> {
  return workspace.store.collection<Job>('jobs')
}

/** `jobs/create`, `reset`, `update`, `get`, `list`, `delete` in one version of the API. */
export function registerJobs(
  app: FastifyInstance,
  workspace: Workspace,
  jobs: Collection<Job>,
  version: '2.1' | '2.2',
): void {
  const path = `/api/${version}/jobs`
  const require = (principal: Principal, id: unknown, level: string) => {
    const job = findJob(jobs, asInteger(id, 'job_id'))
    workspace.permissions.require(principal, 'jobs', String(job.jobId), level)
    return job
  }

  app.post(`${path}/create`, async (request) => {
    const principal = workspace.principalOf(request)
    const { access_control_list: acl, ...given } = bodyOf(request)
    const job: Job = {
      jobId: workspace.nextId(),
      sequence: nextSequence(jobs.values()),
      createdTime: workspace.now(),
      creator: principal.name,
      settings: withDefaults(checkJobSettings(given, principal, workspace)),
      queueByDefault: version === '2.2',
    }
    workspace.permissions.created('jobs', String(job.jobId), principal, acl)
    jobs.put(String(job.jobId), job)
    return { job_id: job.jobId }
  })

  app.post(`${path}/reset`, async (request) => {
    const principal = workspace.principalOf(request)
    const body = bodyOf(request)
    const job = require(principal, body.job_id, 'CAN_MANAGE')
    const { access_control_list: _, ...given } = asObject(body.new_settings, 'new_settings')
    const settings = withDefaults(checkJobSettings(given, principal, workspace))
    jobs.put(String(job.jobId), { ...job, settings, queueByDefault: version === '2.2' })
    return {}
  })

  app.post(`${path}/update`, async (request) => {
    const principal = workspace.principalOf(request)
    const body = bodyOf(request)
    const job = require(principal, body.job_id, 'CAN_MANAGE')
    const changes = optional(body.new_settings, 'new_settings', asObject) ?? {}
    const removed = optional(body.fields_to_remove, 'fields_to_remove', asTextList) ?? []
    const merged = merge(job.settings as unknown as Json, changes, removed)
    jobs.put(String(job.jobId), { ...job, settings: withDefaults(checkJobSettings(merged, principal, workspace)) })
    return {}
  })

  app.get(`${path}/get`, async (request) => {
    const query = queryOf(request)
    const job = require(workspace.principalOf(request), query.job_id, 'CAN_VIEW')
    const view = { ...viewOfJob(job), settings: job.settings }
    if (version === '2.1') return view
    const token = optional(query.page_token, 'page_token', asName)
    const { next_page_token, ...settings } = capArrays(job.settings as unknown as Json, cappedFields, token)
    return { ...view, settings, ...(next_page_token !== undefined && { next_page_token }) }
  })

  app.get(`${path}/list`, async (request) => {
    const principal = workspace.principalOf(request)
    const query = queryOf(request)
    const limit = optional(query.limit, 'limit', asCount) || listLimit.default
    if (limit > listLimit.max) throw invalid(`limit must not exceed ${listLimit.max}, but is ${limit}`)
    const name = optional(query.name, 'name', asName)?.toLowerCase()
    const expand = optional(query.expand_tasks, 'expand_tasks', asFlag) ?? false
    const visible = jobs
      .values()
      .filter((job) => name === undefined || job.settings.name?.toLowerCase() === name)
      .filter((job) => workspace.permissions.allows(principal, 'jobs', String(job.jobId), 'CAN_VIEW'))
      .sort((a, b) => b.sequence - a.sequence)
    const page = pageOf(
      visible,
      limit,
      optional(query.page_token, 'page_token', asName),
      optional(query.offset, 'offset', asCount),
    )
    return {
      ...(page.items.length > 0 && { jobs: page.items.map((job) => viewInList(job, expand)) }),
      ...(page.next && { next_page_token: page.next }),
      ...(page.previous && { prev_page_token: page.previous }),
      ...(version === '2.1' && { has_more: page.next !== undefined }),
    }
  })

  app.post(`${path}/delete`, async (request) => {
    const job = require(workspace.principalOf(request), bodyOf(request).job_id, 'CAN_MANAGE')
    jobs.delete(String(job.jobId))
    workspace.permissions.deleted('jobs', String(job.jobId))
    return {}
  })
}

/** @throws DatabricksError 400 with the text by which the SDKs know a missing job */
export function findJob(jobs: Collection<Job>, jobId: number): Job {
  const job = jobs.get(String(jobId))
  if (!job) throw invalid(`Job ${jobId} does not exist.`)
  return job
}

/** Whose rights the runs of the job have: `run_as`, or who created the job. */
export function runAsOf(settings: JobSettings, creator: string): string {
  return settings.run_as?.service_principal_name ?? settings.run_as?.user_name ?? creator
}

export function nextSequence(objects: readonly { readonly sequence: number }[]): number {
  return objects.reduce((highest, { sequence }) => Math.max(highest, sequence), 0) + 1
}

function viewOfJob(job: Job): Json {
  return {
    job_id: job.jobId,
    created_time: job.createdTime,
    creator_user_name: job.creator,
    run_as_user_name: runAsOf(job.settings, job.creator),
  }
}

function viewInList(job: Job, expand: boolean): Json {
  if (expand) return { ...viewOfJob(job), settings: capArrays(job.settings as unknown as Json, cappedFields) }
  const { tasks: _, job_clusters: __, parameters: ___, ...settings } = job.settings
  return { ...viewOfJob(job), settings }
}

// What the service fills in and a later jobs/get shows.
function withDefaults(settings: JobSettings): JobSettings {
  return Object.assign(
    {
      name: 'Untitled',
      email_notifications: {},
      webhook_notifications: {},
      timeout_seconds: 0,
      max_concurrent_runs: 1,
      format: 'MULTI_TASK',
    },
    settings,
    { tasks: settings.tasks.map((task) => ({ run_if: 'ALL_SUCCESS', timeout_seconds: 0, ...task })) },
  )
}

/** `update` replaces top-level fields whole, except that tasks and clusters are merged by their keys. */
function merge(settings: Json, changes: Json, removed: readonly string[]): Json {
  const merged: Json = { ...settings, ...changes }
  for (const [field, key] of [
    ['tasks', 'task_key'],
    ['job_clusters', 'job_cluster_key'],
  ] as const) {
    const before = asObjects(settings[field])
    const after = asObjects(changes[field])
    if (after.length === 0) continue
    const kept = before.map((one) => after.find((other) => other[key] === one[key]) ?? one)
    merged[field] = [...kept, ...after.filter((one) => !before.some((other) => other[key] === one[key]))]
  }
  for (const field of removed) {
    const [name = '', element] = field.split('/')
    if (element === undefined) delete merged[name]
    else
      merged[name] = asObjects(merged[name]).filter(
        (one) => one.task_key !== element && one.job_cluster_key !== element,
      )
  }
  return merged
}

function asObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value : []
}
