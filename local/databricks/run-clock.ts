import { currentTasks, type Run, timedOut } from './run'
import { durationThreshold } from './run-events'
import { settingsOf } from './task-spec'

/** Asks a run, or tasks of it, to end whose time is over at `now` (milliseconds since the epoch). */
export function applyTimeouts(run: Run, now: number): void {
  const limit = run.settings.timeout_seconds ?? 0
  if (limit > 0 && !run.stop && now >= (run.begunAt ?? now) + limit * 1000) run.stop = timedOut(limit)
  for (const task of currentTasks(run)) {
    const seconds = settingsOf(run, task.taskKey).timeout_seconds ?? 0
    if (seconds === 0 || task.ending || task.stop || task.state === 'BLOCKED') continue
    if (task.state !== 'WAITING_FOR_RETRY' && now >= task.startTime + seconds * 1000) task.stop = timedOut(seconds)
  }
}

/** When something is to be done for the run that nothing else announces, in milliseconds since the epoch. */
export function dueTimes(run: Run): number[] {
  const due: number[] = []
  const limit = run.settings.timeout_seconds ?? 0
  if (limit > 0 && !run.stop && run.begunAt !== undefined) due.push(run.begunAt + limit * 1000)
  const threshold = durationThreshold(run)
  if (threshold !== undefined && !run.announcedDuration) due.push(threshold)
  for (const task of currentTasks(run)) {
    if (task.ending || task.stop) continue
    if (task.state === 'WAITING_FOR_RETRY') due.push(task.retryAt ?? 0)
    const cluster = task.clusterKey === undefined ? undefined : run.clusters[task.clusterKey]
    if (task.state === 'PENDING' && !task.launched && cluster) due.push(cluster.readyAt)
    const seconds = settingsOf(run, task.taskKey).timeout_seconds ?? 0
    if (seconds > 0 && (task.state === 'PENDING' || task.state === 'RUNNING')) {
      due.push(task.startTime + seconds * 1000)
    }
  }
  return due
}
