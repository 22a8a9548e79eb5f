import type { FastifyInstance } from 'fastify'
import { asInteger } from './json-fields'
import { invalid } from './request-fields'
import { clusterError } from './run'
import type { RunEngine } from './run-engine'
import type { RunStore } from './run-store'

/**
 * `POST /__emulator/runs/{run_id}/evict`: takes the spot machine away from a run or one task of it, as Azure does, at
 * once and without a signal that could be caught. Tasks that have no machine yet are not touched.
 */
export function registerEviction(app: FastifyInstance, runs: RunStore, engine: RunEngine): void {
  app.post<{ Params: { runId: string } }>('/__emulator/runs/:runId/evict', async (request) => {
    const runId = asInteger(request.params.runId, 'run_id')
    const found = runs.find(runId)
    if (!found) throw invalid(`Run ${runId} does not exist.`)
    const meant = found.task ? [found.task] : found.run.tasks
    const evicted = meant.filter(
      ({ ending, clusterId, state }) => !ending && clusterId && state !== 'WAITING_FOR_RETRY',
    )
    for (const task of evicted) {
      const message = `SPOT_INSTANCE_TERMINATION: Cluster ${task.clusterId} was terminated: its spot instance was evicted by the cloud provider.`
      engine.stop(found.run, clusterError(message, 'CLOUD_FAILURE'), task)
    }
    return { evicted: evicted.map(({ runId: id }) => id) }
  })
}
