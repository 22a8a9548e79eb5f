import type { FastifyInstance } from 'fastify'
import type { Collection } from '../json-store'
import type { Executor } from './executor'
import { checkJobSettings } from './job-settings'
import { findJob, type Job, runAsOf } from './jobs'
import { asCount, asFlag, asInteger, asName, asObject, asText, asTextMap, optional } from './json-fields'
import { capArrays, pageOf } from './paging'
import { bodyOf, invalid, queryOf } from './request-fields'
import { canceledBy, type Run, type TaskRun } from './run'
import type { RunEngine } from './run-engine'
import { idempotencyToken, jobParameters, overridingParameters } from './run-now-request'
import { repairRun } from './run-repair'
import type { RunStore } from './run-store'
import { viewOfRun, viewOfTaskRun } from './run-view'
import { DatabricksError, type Json, type Principal, type Workspace } from './workspace'

/** Of stdout and stderr in `runs/get-output`, in bytes. */
const outputLogBytes = 5 * 1024 * 1024
const listLimit = { default: 20, max: 25 }
const nameBytes = 4096
interface RunParts {
  readonly workspace: Workspace
  readonly jobs: Collection<Job>
  readonly runs: RunStore
  readonly engine: RunEngine
  readonly executor: Executor
}

/** `jobs/run-now` and `jobs/runs/…` in one version of the API. */
export function registerRuns(app: FastifyInstance, parts: RunParts, version: '2.1' | '2.2'): void {
  const { workspace, jobs, runs, engine, executor } = parts
  const path = `/api/${version}/jobs`

  const allowed = (principal: Principal, run: Run, level: string) =>
    workspace.permissions.allows(principal, 'jobs', String(run.jobId), level)

  /** The run of that id, or the task run and the run it belongs to, where the principal has the level. */
  const find = (principal: Principal, id: unknown, level: string): { run: Run; task?: TaskRun } => {
    const found = runs.find(asInteger(id, 'run_id'))
    if (!found) throw invalid(`Run ${asInteger(id, 'run_id')} does not exist.`)
    // The permissions of a deleted job are gone; whoever started its run may still see and end it.
    const own = !jobs.get(String(found.run.jobId)) && found.run.creator === principal.name
    if (!own) workspace.permissions.require(principal, 'jobs', String(found.run.jobId), level)
    return found
  }

  app.post(`${path}/run-now`, async (request) => {
    const principal = workspace.principalOf(request)
    const body = bodyOf(request)
    const job = findJob(jobs, asInteger(body.job_id, 'job_id'))
    workspace.permissions.require(principal, 'jobs', String(job.jobId), 'CAN_MANAGE_RUN')
    const token = idempotencyToken(body)
    const existing = token && runs.withToken(token)
    if (existing) return { run_id: existing, number_in_job: existing }
    const overriding = overridingParameters(body)
    const given = optional(body.job_parameters, 'job_parameters', asTextMap) ?? {}
    if (Object.keys(given).length > 0 && Object.keys(overriding).length > 0) {
      throw invalid(`${Object.keys(overriding)[0]} cannot be used together with job_parameters`)
    }
    const queue = optional(body.queue, 'queue', asObject) ?? job.settings.queue
    const identity = {
      runId: workspace.nextId(),
      jobId: job.jobId,
      name: job.settings.name ?? 'Untitled',
      startTime: workspace.now(),
    }
    engine.submit({
      ...identity,
      type: 'JOB_RUN',
      creator: principal.name,
      runAs: runAsOf(job.settings, job.creator),
      sequence: runs.nextSequence(),
      settings: job.settings,
      queueEnabled: optional(queue?.enabled, 'queue.enabled', asFlag) ?? job.queueByDefault,
      jobParameters: jobParameters(job, given, identity),
      state: 'QUEUED',
      clusters: {},
      tasks: [],
      ...(token && { idempotencyToken: token }),
      ...(Object.keys(overriding).length > 0 && { overridingParameters: overriding }),
    })
    return { run_id: identity.runId, number_in_job: identity.runId }
  })

  app.post(`${path}/runs/submit`, async (request) => {
    const principal = workspace.principalOf(request)
    const { access_control_list: acl, idempotency_token: _, run_name: runName, ...given } = bodyOf(request)
    const token = idempotencyToken(bodyOf(request))
    const existing = token && runs.withToken(token)
    if (existing) return { run_id: existing }
    const name = optional(runName, 'run_name', asText) ?? 'Untitled'
    if (Buffer.byteLength(name) > nameBytes) throw invalid(`run_name must not exceed ${nameBytes} bytes`)
    for (const field of ['job_clusters', 'parameters', 'tags', 'max_concurrent_runs']) {
      if (given[field] !== undefined) throw invalid(`${field} is not a field of runs/submit`)
    }
    const settings = checkJobSettings(given, principal, workspace)
    const runId = workspace.nextId()
    const jobId = workspace.nextId()
    workspace.permissions.created('jobs', String(jobId), principal, acl)
    engine.submit({
      runId,
      jobId,
      type: 'SUBMIT_RUN',
      name,
      creator: principal.name,
      runAs: runAsOf(settings, principal.name),
      sequence: runs.nextSequence(),
      settings,
      queueEnabled: false,
      jobParameters: [],
      startTime: workspace.now(),
      state: 'QUEUED',
      clusters: {},
      tasks: [],
      ...(token && { idempotencyToken: token }),
    })
    return { run_id: runId }
  })

  app.get(`${path}/runs/get`, async (request) => {
    const query = queryOf(request)
    const { run, task } = find(workspace.principalOf(request), query.run_id, 'CAN_VIEW')
    if (task) return viewOfTaskRun(run, task, workspace)
    const history = optional(query.include_history, 'include_history', asFlag) ?? false
    const view = viewOfRun(run, workspace, history)
    if (version === '2.1') return view
    return capArrays(
      view,
      ['tasks', 'job_parameters', 'job_clusters'],
      optional(query.page_token, 'page_token', asName),
    )
  })

  app.get(`${path}/runs/list`, async (request) => {
    const principal = workspace.principalOf(request)
    const query = queryOf(request)
    // 0 stands for the most there is, as the field's documentation says.
    const limit = optional(query.limit, 'limit', asCount) ?? listLimit.default
    if (limit > listLimit.max) throw invalid(`limit must not exceed ${listLimit.max}, but is ${limit}`)
    const visible = matchingRuns(runs.all(), query)
      .filter((run) => run.creator === principal.name || allowed(principal, run, 'CAN_VIEW'))
      .sort((a, b) => b.sequence - a.sequence)
    const page = pageOf(
      visible,
      limit || listLimit.max,
      optional(query.page_token, 'page_token', asName),
      optional(query.offset, 'offset', asCount),
    )
    const expand = optional(query.expand_tasks, 'expand_tasks', asFlag) ?? false
    const views = page.items.map((run) => {
      const view = viewOfRun(run, workspace)
      const { tasks: _, job_clusters: __, ...short } = view
      return expand ? capArrays(view, ['tasks', 'job_parameters', 'job_clusters']) : short
    })
    return {
      ...(views.length > 0 && { runs: views }),
      ...(page.next && { next_page_token: page.next }),
      ...(page.previous && { prev_page_token: page.previous }),
      ...(version === '2.1' && { has_more: page.next !== undefined }),
    }
  })

  app.get(`${path}/runs/get-output`, async (request) => {
    const { run, task } = find(workspace.principalOf(request), queryOf(request).run_id, 'CAN_VIEW')
    if (!task) {
      throw invalid(
        'Retrieving the output of runs with multiple tasks is not supported. Please retrieve the output of each individual task run instead.',
      )
    }
    const { text, truncated } = executor.logs(task.runId, outputLogBytes)
    return {
      metadata: viewOfTaskRun(run, task, workspace),
      logs: text,
      logs_truncated: truncated,
      ...(task.error !== undefined && { error: task.error }),
      ...(task.errorTrace && { error_trace: task.errorTrace }),
    }
  })

  app.get(`${path}/runs/export`, async (request) => {
    find(workspace.principalOf(request), queryOf(request).run_id, 'CAN_VIEW')
    throw invalid('Only runs of notebook tasks can be exported.')
  })

  app.post(`${path}/runs/cancel`, async (request) => {
    const principal = workspace.principalOf(request)
    const { run, task } = find(principal, bodyOf(request).run_id, 'CAN_MANAGE_RUN')
    engine.stop(run, canceledBy(principal.name), task)
    return {}
  })

  app.post(`${path}/runs/cancel-all`, async (request) => {
    const principal = workspace.principalOf(request)
    const body = bodyOf(request)
    const jobId = optional(body.job_id, 'job_id', asInteger)
    const queuedOnly = optional(body.all_queued_runs, 'all_queued_runs', asFlag) ?? false
    if (jobId === undefined && !queuedOnly) throw invalid('job_id is required unless all_queued_runs is true')
    if (jobId !== undefined) {
      findJob(jobs, jobId)
      workspace.permissions.require(principal, 'jobs', String(jobId), 'CAN_MANAGE_RUN')
    }
    for (const run of engine.unfinished()) {
      const meant = jobId === undefined || run.jobId === jobId
      if (!meant || (queuedOnly && run.state !== 'QUEUED')) continue
      if (allowed(principal, run, 'CAN_MANAGE_RUN')) engine.stop(run, canceledBy(principal.name))
    }
    return {}
  })

  app.post(`${path}/runs/delete`, async (request) => {
    const { run, task } = find(workspace.principalOf(request), bodyOf(request).run_id, 'CAN_MANAGE')
    if (task) throw invalid(`Run ${task.runId} is a task run: delete run ${run.runId} instead.`)
    if (!run.ending) {
      throw new DatabricksError(
        400,
        'INVALID_STATE',
        `Run ${run.runId} is active and cannot be deleted; cancel it first.`,
      )
    }
    runs.remove(run)
    for (const { runId } of run.tasks) executor.remove(runId)
    return {}
  })

  app.post(`${path}/runs/repair`, async (request) => {
    const body = bodyOf(request)
    const { run, task } = find(workspace.principalOf(request), body.run_id, 'CAN_MANAGE_RUN')
    if (task) throw invalid(`Run ${task.runId} is a task run: repair run ${run.runId} instead.`)
    return { repair_id: repairRun(run, body, workspace, engine) }
  })
}

function matchingRuns(all: readonly Run[], query: Json): Run[] {
  const jobId = optional(query.job_id, 'job_id', asInteger)
  const active = optional(query.active_only, 'active_only', asFlag) ?? false
  const completed = optional(query.completed_only, 'completed_only', asFlag) ?? false
  if (active && completed) throw invalid('active_only and completed_only cannot both be true')
  const type = optional(query.run_type, 'run_type', asName)
  const from = optional(query.start_time_from, 'start_time_from', asInteger) ?? 0
  const to = optional(query.start_time_to, 'start_time_to', asInteger) ?? Number.MAX_SAFE_INTEGER
  return all.filter(
    (run) =>
      (jobId === undefined || run.jobId === jobId) &&
      (!active || !run.ending) &&
      (!completed || run.ending !== undefined) &&
      (type === undefined || run.type === type) &&
      run.startTime >= from &&
      run.startTime <= to,
  )
}
