import { checkCluster } from './cluster-settings'
import {
  asCount,
  asFlag,
  asInteger,
  asList,
  asName,
  asObject,
  asText,
  asTextList,
  asTextMap,
  optional,
} from './json-fields'
import { invalid } from './request-fields'
import type { Json, Principal, Workspace } from './workspace'

export interface WheelTask {
  readonly package_name: string
  readonly entry_point: string
  readonly parameters?: readonly string[]
  readonly named_parameters?: Readonly<Record<string, string>>
}

/** A task as stored: fields that the emulator does not use are kept as they came. */
export interface TaskSettings {
  readonly task_key: string
  readonly depends_on?: readonly { readonly task_key: string }[]
  readonly run_if?: string
  readonly job_cluster_key?: string
  readonly new_cluster?: Json
  readonly python_wheel_task: WheelTask
  readonly timeout_seconds?: number
  readonly max_retries?: number
  readonly min_retry_interval_millis?: number
  readonly retry_on_timeout?: boolean
  readonly health?: Json
  readonly webhook_notifications?: Json
  readonly notification_settings?: Json
}

/** The settings of a job, or of a run that was submitted without one. */
export interface JobSettings {
  readonly name?: string
  readonly tasks: readonly TaskSettings[]
  readonly job_clusters?: readonly { readonly job_cluster_key: string; readonly new_cluster: Json }[]
  readonly parameters?: readonly { readonly name: string; readonly default: string }[]
  readonly max_concurrent_runs?: number
  readonly timeout_seconds?: number
  readonly queue?: { readonly enabled?: boolean }
  readonly run_as?: { readonly service_principal_name?: string; readonly user_name?: string }
  readonly health?: Json
  readonly webhook_notifications?: Json
  readonly notification_settings?: Json
}

const limits = { tasks: 100, nameBytes: 4096, destinationsPerEvent: 3, maxConcurrentRuns: 2000 }

const notificationEvents = [
  'on_start',
  'on_success',
  'on_failure',
  'on_duration_warning_threshold_exceeded',
  'on_streaming_backlog_exceeded',
]

const runIfValues = [
  'ALL_SUCCESS',
  'ALL_DONE',
  'NONE_FAILED',
  'AT_LEAST_ONE_SUCCESS',
  'ALL_FAILED',
  'AT_LEAST_ONE_FAILED',
]

const unsupportedTasks =
  /^(notebook|spark_jar|spark_python|spark_submit|pipeline|sql|dbt|run_job|for_each|condition|dashboard|power_bi|clean_rooms_notebook|ai_runtime)_task$/

/**
 * Checks what `jobs/create`, `reset`, `update` or `runs/submit` was given.
 * @returns the same object, known to be well-formed
 * @throws DatabricksError 400 naming the field; 403 where a policy or pool is not the caller's to use
 */
export function checkJobSettings(settings: Json, principal: Principal, workspace: Workspace): JobSettings {
  const name = optional(settings.name, 'name', asText)
  if (Buffer.byteLength(name ?? '') > limits.nameBytes) throw invalid(`name must not exceed ${limits.nameBytes} bytes`)
  optional(settings.timeout_seconds, 'timeout_seconds', asCount)
  const concurrent = optional(settings.max_concurrent_runs, 'max_concurrent_runs', asCount) ?? 1
  if (concurrent > limits.maxConcurrentRuns) {
    throw invalid(`max_concurrent_runs must not exceed ${limits.maxConcurrentRuns}, but is ${concurrent}`)
  }
  optional(optional(settings.queue, 'queue', asObject)?.enabled, 'queue.enabled', asFlag)
  checkRunAs(optional(settings.run_as, 'run_as', asObject))
  checkParameters(optional(settings.parameters, 'parameters', asList) ?? [])
  checkNotifications(settings, '', workspace)
  const clusterKeys = checkJobClusters(
    optional(settings.job_clusters, 'job_clusters', asList) ?? [],
    principal,
    workspace,
  )
  const tasks = optional(settings.tasks, 'tasks', asList) ?? []
  if (tasks.length === 0) throw invalid('tasks must hold at least one task')
  if (tasks.length > limits.tasks) {
    throw invalid(`tasks must not hold more than ${limits.tasks} tasks, but holds ${tasks.length}`)
  }
  const dependencies = new Map<string, string[]>()
  for (const [index, value] of tasks.entries()) {
    const task = asObject(value, `tasks[${index}]`)
    const key = checkTask(task, `tasks[${index}]`, clusterKeys, principal, workspace)
    if (dependencies.has(key)) throw invalid(`Duplicate task key ${key}: each task needs a key of its own`)
    dependencies.set(key, dependencyKeys(task, `tasks[${index}]`))
  }
  checkDependencies(dependencies)
  return settings as unknown as JobSettings
}

function checkTask(
  task: Json,
  path: string,
  clusterKeys: ReadonlySet<string>,
  principal: Principal,
  workspace: Workspace,
): string {
  const key = asName(task.task_key, `${path}.task_key`)
  if (!/^[\w-]{1,100}$/.test(key)) {
    throw invalid(`${path}.task_key must be 1 to 100 letters, digits, hyphens and underscores`)
  }
  const other = Object.keys(task).find((field) => unsupportedTasks.test(field) && task[field] !== undefined)
  if (other) throw invalid(`${path}.${other}: this emulator runs only python_wheel_task`)
  const wheel = asObject(task.python_wheel_task, `${path}.python_wheel_task`)
  asName(wheel.package_name, `${path}.python_wheel_task.package_name`)
  asName(wheel.entry_point, `${path}.python_wheel_task.entry_point`)
  const positional = optional(wheel.parameters, `${path}.python_wheel_task.parameters`, asTextList)
  const named = optional(wheel.named_parameters, `${path}.python_wheel_task.named_parameters`, asTextMap)
  if (positional?.length && named && Object.keys(named).length) {
    throw invalid(`${path}.python_wheel_task takes either parameters or named_parameters, not both`)
  }
  checkTaskCluster(task, path, clusterKeys, principal, workspace)
  optional(task.timeout_seconds, `${path}.timeout_seconds`, asCount)
  const retries = optional(task.max_retries, `${path}.max_retries`, asInteger) ?? 0
  if (retries < -1) throw invalid(`${path}.max_retries must be -1 (without end) or at least 0, but is ${retries}`)
  optional(task.min_retry_interval_millis, `${path}.min_retry_interval_millis`, asCount)
  optional(task.retry_on_timeout, `${path}.retry_on_timeout`, asFlag)
  const runIf = optional(task.run_if, `${path}.run_if`, asText)
  if (runIf && !runIfValues.includes(runIf)) {
    throw invalid(`${path}.run_if must be one of ${runIfValues.join(', ')}`)
  }
  checkNotifications(task, `${path}.`, workspace)
  return key
}

function checkTaskCluster(
  task: Json,
  path: string,
  clusterKeys: ReadonlySet<string>,
  principal: Principal,
  workspace: Workspace,
): void {
  if (task.existing_cluster_id) {
    throw invalid(`Cluster ${asText(task.existing_cluster_id, `${path}.existing_cluster_id`)} does not exist`)
  }
  const shared = optional(task.job_cluster_key, `${path}.job_cluster_key`, asName)
  const own = optional(task.new_cluster, `${path}.new_cluster`, asObject)
  if ((shared === undefined) === (own === undefined)) {
    throw invalid(`${path} needs exactly one of job_cluster_key and new_cluster`)
  }
  if (shared !== undefined && !clusterKeys.has(shared)) {
    throw invalid(`${path}.job_cluster_key: there is no cluster ${shared} in job_clusters`)
  }
  if (own) checkCluster(own, `${path}.new_cluster`, principal, workspace)
}

function checkJobClusters(clusters: unknown[], principal: Principal, workspace: Workspace): Set<string> {
  const keys = new Set<string>()
  for (const [index, value] of clusters.entries()) {
    const path = `job_clusters[${index}]`
    const cluster = asObject(value, path)
    const key = asName(cluster.job_cluster_key, `${path}.job_cluster_key`)
    if (keys.has(key)) throw invalid(`${path}.job_cluster_key: ${key} is there twice`)
    keys.add(key)
    checkCluster(asObject(cluster.new_cluster, `${path}.new_cluster`), `${path}.new_cluster`, principal, workspace)
  }
  return keys
}

function checkRunAs(runAs: Json | undefined): void {
  if (!runAs) return
  const names = [runAs.service_principal_name, runAs.user_name].filter((name) => name !== undefined)
  if (names.length !== 1) throw invalid('run_as needs exactly one of service_principal_name and user_name')
  asName(names[0], 'run_as')
}

function checkParameters(parameters: unknown[]): void {
  const names = parameters.map((value, index) => {
    const path = `parameters[${index}]`
    const parameter = asObject(value, path)
    asText(parameter.default, `${path}.default`)
    const name = asName(parameter.name, `${path}.name`)
    if (!/^[\w.-]+$/.test(name)) {
      throw invalid(`${path}.name may hold letters, digits, underscores, hyphens and periods`)
    }
    return name
  })
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw invalid(`Duplicate job parameter ${twice}`)
}

function checkNotifications(settings: Json, path: string, workspace: Workspace): void {
  const webhooks = optional(settings.webhook_notifications, `${path}webhook_notifications`, asObject) ?? {}
  for (const event of notificationEvents) {
    const name = `${path}webhook_notifications.${event}`
    const destinations = optional(webhooks[event], name, asList) ?? []
    if (destinations.length > limits.destinationsPerEvent) {
      throw invalid(`${name} must not hold more than ${limits.destinationsPerEvent} destinations`)
    }
    for (const [index, destination] of destinations.entries()) {
      const id = asName(asObject(destination, `${name}[${index}]`).id, `${name}[${index}].id`)
      if (!workspace.destinations.exists(id)) throw invalid(`Notification destination ${id} does not exist.`)
    }
  }
  const notification = optional(settings.notification_settings, `${path}notification_settings`, asObject) ?? {}
  for (const flag of ['no_alert_for_skipped_runs', 'no_alert_for_canceled_runs', 'alert_on_last_attempt']) {
    optional(notification[flag], `${path}notification_settings.${flag}`, asFlag)
  }
}

function dependencyKeys(task: Json, path: string): string[] {
  const dependsOn = optional(task.depends_on, `${path}.depends_on`, asList) ?? []
  return dependsOn.map((value, index) => {
    const name = `${path}.depends_on[${index}]`
    return asName(asObject(value, name).task_key, `${name}.task_key`)
  })
}

function checkDependencies(dependencies: ReadonlyMap<string, readonly string[]>): void {
  for (const [key, keys] of dependencies) {
    const unknown = keys.find((other) => !dependencies.has(other))
    if (unknown) throw invalid(`Task ${key} depends on ${unknown}, which is not a task of the job`)
  }
  // Takes away, round by round, what depends on nothing that is left; a cycle never becomes free.
  const left = new Map(dependencies)
  for (;;) {
    const free = [...left.keys()].filter((key) => !left.get(key)?.some((other) => left.has(other)))
    if (free.length === 0) break
    for (const key of free) left.delete(key)
  }
  if (left.size > 0) throw invalid(`The tasks ${[...left.keys()].join(', ')} depend on each other in a circle`)
}
