import { resolveCluster } from './cluster-settings'
import type { TaskSpec } from './executor'
import type { TaskSettings } from './job-settings'
import { asTextList, asTextMap, optional } from './json-fields'
import { fillIn, type References } from './references'
import type { Run, TaskRun } from './run'
import type { Json, Workspace } from './workspace'

/** The settings of a task of the run. */
export function settingsOf(run: Run, taskKey: string): TaskSettings {
  const settings = run.settings.tasks.find(({ task_key }) => task_key === taskKey)
  if (!settings) throw new Error(`run ${run.runId} has no task ${taskKey}`)
  return settings
}

/** `new_cluster` of a task, its own or the shared one; secrets and policy are not applied yet. */
export function clusterOf(run: Run, task: TaskSettings): Json {
  const shared = run.settings.job_clusters?.find(({ job_cluster_key }) => job_cluster_key === task.job_cluster_key)
  return task.new_cluster ?? shared?.new_cluster ?? {}
}

/**
 * The task with every reference and secret in place.
 * @throws ClusterFailure or DatabricksError where its cluster cannot be had
 */
export function taskSpec(run: Run, task: TaskRun, workspace: Workspace): TaskSpec {
  const settings = settingsOf(run, task.taskKey)
  return {
    runId: task.runId,
    jobRunId: run.runId,
    packageName: settings.python_wheel_task.package_name,
    entryPoint: settings.python_wheel_task.entry_point,
    argv: argvOf(run, task, settings),
    cluster: resolveCluster(clusterOf(run, settings), workspace.principalNamed(run.runAs), workspace),
  }
}

/**
 * Positional parameters as they stand; named ones as `--name=value`, with the job's parameters pushed down on top, which
 * Databricks does for wheel tasks with keyword arguments only. `python_params` and `python_named_params` of `run-now`
 * replace the task's.
 */
function argvOf(run: Run, task: TaskRun, settings: TaskSettings): string[] {
  const references = referencesOf(run, task)
  const { parameters, named_parameters: named } = settings.python_wheel_task
  const overriding = run.overridingParameters ?? {}
  const positional = optional(overriding.python_params, 'python_params', asTextList)
  const overridingNamed = optional(overriding.python_named_params, 'python_named_params', asTextMap)
  if (positional) return positional
  if (named || overridingNamed) {
    const filled = Object.entries(named ?? {}).map(([name, value]) => [name, fillIn(value, references)] as const)
    const pushedDown = run.jobParameters.map(({ name, value }) => [name, value] as const)
    const all = { ...Object.fromEntries([...filled, ...pushedDown]), ...overridingNamed }
    return Object.entries(all).map(([name, value]) => `--${name}=${value}`)
  }
  return (parameters ?? []).map((value) => fillIn(value, references))
}

function referencesOf(run: Run, task: TaskRun): References {
  return {
    ...jobReferences(run),
    'task.run_id': task.runId,
    'task.name': task.taskKey,
    'task.execution_count': task.attempt + 1,
    run_id: task.runId,
    parent_run_id: run.runId,
    task_key: task.taskKey,
    task_retry_count: task.attempt,
    ...Object.fromEntries(run.jobParameters.map(({ name, value }) => [`job.parameters.${name}`, value])),
  }
}

/** What the default of a job parameter may refer to. */
export function jobReferences(run: {
  readonly runId: number
  readonly jobId: number
  readonly name: string
  readonly startTime: number
}): References {
  const start = new Date(run.startTime).toISOString()
  return {
    'job.id': run.jobId,
    'job.name': run.name,
    'job.run_id': run.runId,
    'job.repair_count': 0,
    'job.trigger.type': 'one_time',
    'job.start_time.iso_date': start.slice(0, 10),
    'job.start_time.iso_datetime': start,
    'job.start_time.timestamp_ms': run.startTime,
    job_id: run.jobId,
    start_date: start.slice(0, 10),
    start_time: start,
  }
}
