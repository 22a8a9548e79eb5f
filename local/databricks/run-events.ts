import { asInteger, asList, asObject, optional } from './json-fields'
import type { Run, TaskRun } from './run'
import { settingsOf } from './task-spec'
import type { RunEvent, RunEventType, Workspace } from './workspace'

/** When the rule RUN_DURATION_SECONDS of the job's `health` warns, in milliseconds since the epoch. */
export function durationThreshold(run: Run): number | undefined {
  const rules = optional(optional(run.settings.health, 'health', asObject)?.rules, 'health.rules', asList) ?? []
  const values = rules.flatMap((value) => {
    const rule = asObject(value, 'health.rules')
    return rule.metric === 'RUN_DURATION_SECONDS' ? [asInteger(rule.value, 'health.rules.value')] : []
  })
  return values.length === 0 || run.begunAt === undefined ? undefined : run.begunAt + Math.min(...values) * 1000
}

export function announceStart(workspace: Workspace, run: Run): void {
  announce(workspace, ofRun(run, 'jobs.on_start'))
}

export function announceDuration(workspace: Workspace, run: Run): void {
  announce(workspace, ofRun(run, 'jobs.on_duration_warning_threshold_exceeded'))
}

export function announceEnd(workspace: Workspace, run: Run): void {
  const result = run.ending?.result ?? 'SKIPPED'
  announce(workspace, { ...ofRun(run, eventOf(result)), resultState: result })
}

export function announceTaskStart(workspace: Workspace, run: Run, task: TaskRun): void {
  announce(workspace, ofTask(run, task, 'jobs.on_start'))
}

/** @param lastAttempt false where another attempt follows */
export function announceTask(workspace: Workspace, run: Run, task: TaskRun, lastAttempt: boolean): void {
  const result = task.ending?.result ?? 'SKIPPED'
  announce(workspace, { ...ofTask(run, task, eventOf(result)), resultState: result, lastAttempt })
}

function eventOf(result: string): RunEventType {
  const fine = result === 'SUCCESS' || result === 'SUCCESS_WITH_FAILURES' || result === 'EXCLUDED'
  return fine ? 'jobs.on_success' : 'jobs.on_failure'
}

function ofRun(run: Run, type: RunEventType): RunEvent {
  return {
    type,
    runId: run.runId,
    jobId: run.jobId,
    jobName: run.name,
    lastAttempt: true,
    webhookNotifications: run.settings.webhook_notifications ?? {},
    notificationSettings: run.settings.notification_settings ?? {},
  }
}

function ofTask(run: Run, task: TaskRun, type: RunEventType): RunEvent {
  const settings = settingsOf(run, task.taskKey)
  return {
    ...ofRun(run, type),
    runId: task.runId,
    task: { taskKey: task.taskKey, parentRunId: run.runId, attempt: task.attempt },
    webhookNotifications: settings.webhook_notifications ?? {},
    notificationSettings: settings.notification_settings ?? {},
  }
}

function announce(workspace: Workspace, event: RunEvent): void {
  workspace.runEvents.emit('event', event)
}
