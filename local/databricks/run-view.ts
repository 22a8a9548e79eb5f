import { currentTasks, type Ending, type LifeCycleState, type Run, type TaskRun } from './run'
import { settingsOf } from './task-spec'
import type { Json, Workspace } from './workspace'

/** A run as `runs/get` answers. @param history whether earlier attempts of tasks are listed too */
export function viewOfRun(run: Run, workspace: Workspace, history = false): Json {
  const tasks = history ? run.tasks : currentTasks(run)
  const end = run.endTime
  return {
    job_id: run.jobId,
    run_id: run.runId,
    job_run_id: run.runId,
    number_in_job: run.runId,
    original_attempt_run_id: run.runId,
    attempt_number: 0,
    creator_user_name: run.creator,
    run_as_user_name: run.runAs,
    run_name: run.name,
    run_type: run.type,
    run_page_url: pageUrl(workspace, run.runId),
    trigger: 'ONE_TIME',
    format: 'MULTI_TASK',
    start_time: run.startTime,
    end_time: end ?? 0,
    // Databricks counts these per task only.
    setup_duration: 0,
    execution_duration: 0,
    cleanup_duration: 0,
    run_duration: (end ?? workspace.now()) - (run.begunAt ?? run.startTime),
    queue_duration: (run.begunAt ?? end ?? workspace.now()) - run.startTime,
    ...statesOf(run.state, run.ending, run.state === 'QUEUED' ? run : undefined),
    tasks: tasks.map((task) => viewOfTask(run, task, workspace)),
    ...(run.settings.job_clusters && { job_clusters: run.settings.job_clusters }),
    ...(run.jobParameters.length > 0 && { job_parameters: run.jobParameters }),
    ...(run.overridingParameters && { overriding_parameters: run.overridingParameters }),
    ...(run.repairs && { repair_history: repairHistory(run) }),
  }
}

/** A task run as an element of `tasks`. */
export function viewOfTask(run: Run, task: TaskRun, workspace: Workspace): Json {
  const end = task.endTime
  return {
    run_if: 'ALL_SUCCESS',
    ...settingsOf(run, task.taskKey),
    run_id: task.runId,
    task_key: task.taskKey,
    attempt_number: task.attempt,
    run_page_url: pageUrl(workspace, task.runId),
    start_time: task.startTime,
    end_time: end ?? 0,
    setup_duration: task.runningSince === undefined ? 0 : task.runningSince - task.startTime,
    execution_duration: task.runningSince === undefined ? 0 : (end ?? workspace.now()) - task.runningSince,
    cleanup_duration: 0,
    run_duration: (end ?? workspace.now()) - task.startTime,
    ...clusterInstance(task),
    ...statesOf(task.state, task.ending),
  }
}

/** What `runs/get` answers for the id of a task run. */
export function viewOfTaskRun(run: Run, task: TaskRun, workspace: Workspace): Json {
  const { tasks: _, state: __, status: ___, ...whole } = viewOfRun(run, workspace)
  const view = viewOfTask(run, task, workspace)
  return {
    ...whole,
    ...view,
    run_name: task.taskKey,
    number_in_job: task.runId,
    original_attempt_run_id: task.originalRunId,
    tasks: [view],
  }
}

function clusterInstance(task: TaskRun): Json {
  if (task.clusterId === undefined) return {}
  const context = task.runningSince === undefined ? {} : { spark_context_id: String(task.runId) }
  return { cluster_instance: { cluster_id: task.clusterId, ...context } }
}

function repairHistory(run: Run): Json[] {
  const original = run.tasks.filter(({ runId }) => !run.repairs?.some(({ taskRunIds }) => taskRunIds.includes(runId)))
  return [
    { type: 'ORIGINAL', start_time: run.startTime, task_run_ids: original.map(({ runId }) => runId) },
    ...(run.repairs ?? []).map(({ id, startTime, taskRunIds }) => ({
      type: 'REPAIR',
      id,
      start_time: startTime,
      task_run_ids: taskRunIds,
    })),
  ]
}

/** The older `state` and the newer `status`; `status` knows neither SKIPPED nor INTERNAL_ERROR. */
function statesOf(state: LifeCycleState, ending: Ending | undefined, queued?: Run): Json {
  const reason = queued && 'Queued due to reaching maximum concurrent runs in a job.'
  return {
    state: {
      life_cycle_state: state,
      ...(ending?.result && { result_state: ending.result }),
      state_message: ending?.message ?? '',
      user_cancelled_or_timedout: ending?.result === 'CANCELED' || ending?.result === 'TIMEDOUT',
      ...(reason && { queue_reason: reason }),
    },
    status: {
      state: ending ? 'TERMINATED' : state === 'WAITING_FOR_RETRY' ? 'WAITING' : state,
      ...(ending && { termination_details: { code: ending.code, type: ending.type, message: ending.message } }),
      ...(reason && { queue_details: { code: 'MAX_CONCURRENT_RUNS_REACHED', message: reason } }),
    },
  }
}

function pageUrl(workspace: Workspace, runId: number): string {
  return `${workspace.url}/runs/${runId}`
}
