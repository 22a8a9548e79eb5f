import type { Outcome } from './executor'
import { clusterError, type Ending, succeeded, type TaskRun, workloadFailed } from './run'
import { ClusterFailure } from './workspace'

/** How a task ended whose process ended. */
export function endingOfOutcome(task: TaskRun, outcome: Outcome): Ending {
  switch (outcome.kind) {
    case 'succeeded':
      return succeeded
    case 'failed':
      return workloadFailed(outcome.wheelMissing ? outcome.error : 'Workload failed, see run output for details')
    case 'lost':
      return clusterError(
        `Could not reach driver of cluster ${task.clusterId}: the driver was lost before the task had ended.`,
        'CLOUD_FAILURE',
      )
  }
}

/** How a task ended that could not be started. */
export function endingOf(error: unknown): Ending {
  if (error instanceof ClusterFailure) return clusterError(`${error.code}: ${error.message}`, error.type)
  const message = error instanceof Error ? error.message : String(error)
  return { ...clusterError(message, 'CLIENT_ERROR'), code: 'INVALID_CLUSTER_REQUEST' }
}
