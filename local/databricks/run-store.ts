import { nextSequence } from './jobs'
import { invalid } from './request-fields'
import type { Run, TaskRun } from './run'
import type { Workspace } from './workspace'

/** Runs by the ids and tokens that callers know. */
export interface RunStore {
  all(): Run[]
  /** The run of that id, or the task run with the run it belongs to. */
  find(runId: number): { run: Run; task?: TaskRun } | undefined
  /**
   * The run that was started with the token.
   * @throws DatabricksError 400 where that run has been deleted
   */
  withToken(token: string): number | undefined
  nextSequence(): number
  remove(run: Run): void
}

export function openRunStore(workspace: Workspace): RunStore {
  const runs = workspace.store.collection<Run>('runs')
  // A token launches one run for good, also when that run is gone.
  const usedTokens = workspace.store.collection<{ runId: number }>('deleted-run-tokens')
  return {
    all: () => runs.values(),
    find(runId) {
      const run = runs.get(String(runId))
      if (run) return { run }
      for (const candidate of runs.values()) {
        const task = candidate.tasks.find((one) => one.runId === runId)
        if (task) return { run: candidate, task }
      }
      return undefined
    },
    withToken(token) {
      const deleted = usedTokens.get(token)
      if (deleted) {
        throw invalid(`Run ${deleted.runId}, which was started with this idempotency_token, has been deleted.`)
      }
      return runs.values().find(({ idempotencyToken }) => idempotencyToken === token)?.runId
    },
    nextSequence: () => nextSequence(runs.values()),
    remove(run) {
      if (run.idempotencyToken) usedTokens.put(run.idempotencyToken, { runId: run.runId })
      runs.delete(String(run.runId))
    },
  }
}
