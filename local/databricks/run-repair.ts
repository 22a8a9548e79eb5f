import { asFlag, asInteger, asTextList, optional } from './json-fields'
import { invalid } from './request-fields'
import { currentTasks, type Run } from './run'
import type { RunEngine } from './run-engine'
import { settingsOf } from './task-spec'
import { DatabricksError, type Json, type Workspace } from './workspace'

/**
 * `runs/repair`: runs tasks of an ended run again, as further attempts in the same run.
 * @returns the id of the repair
 * @throws DatabricksError 400 where the run is in progress or the request does not fit it
 */
export function repairRun(run: Run, body: Json, workspace: Workspace, engine: RunEngine): number {
  if (!run.ending) throw new DatabricksError(400, 'INVALID_STATE', `Run ${run.runId} is in progress.`)
  const latest = run.repairs?.at(-1)
  const named = optional(body.latest_repair_id, 'latest_repair_id', asInteger)
  if (named !== latest?.id) {
    throw invalid(
      latest ? `latest_repair_id must be ${latest.id}` : 'latest_repair_id: the run has not been repaired yet',
    )
  }
  const keys = tasksToRun(run, body)
  if (keys.size === 0) throw invalid('There is no task to run again.')
  const startTime = workspace.now()
  const added = currentTasks(run)
    .filter(({ taskKey }) => keys.has(taskKey))
    .map((task) => ({
      runId: workspace.nextId(),
      taskKey: task.taskKey,
      attempt: task.attempt + 1,
      originalRunId: task.originalRunId,
      state: 'BLOCKED' as const,
      startTime,
    }))
  run.tasks.push(...added)
  const id = workspace.nextId()
  run.repairs = [...(run.repairs ?? []), { id, startTime, taskRunIds: added.map(({ runId }) => runId) }]
  engine.reopen(run)
  return id
}

function tasksToRun(run: Run, body: Json): Set<string> {
  const named = optional(body.rerun_tasks, 'rerun_tasks', asTextList)
  const allFailed = optional(body.rerun_all_failed_tasks, 'rerun_all_failed_tasks', asFlag) ?? false
  if ((named !== undefined) === allFailed) {
    throw invalid('Exactly one of rerun_tasks and rerun_all_failed_tasks must be given')
  }
  const current = currentTasks(run)
  const unknown = named?.find((key) => !current.some(({ taskKey }) => taskKey === key))
  if (unknown !== undefined) throw invalid(`rerun_tasks: the run has no task ${unknown}`)
  const failed = current.filter(({ ending }) => ending?.result !== 'SUCCESS' && ending?.result !== 'EXCLUDED')
  const keys = new Set(named ?? failed.map(({ taskKey }) => taskKey))
  if (optional(body.rerun_dependent_tasks, 'rerun_dependent_tasks', asFlag) !== true) return keys
  for (let size = 0; size !== keys.size; ) {
    size = keys.size
    for (const { taskKey } of current) {
      if (settingsOf(run, taskKey).depends_on?.some(({ task_key }) => keys.has(task_key))) keys.add(taskKey)
    }
  }
  return keys
}
