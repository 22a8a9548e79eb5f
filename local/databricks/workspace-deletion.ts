import type { FastifyInstance } from 'fastify'
import type { RunEngine } from './run-engine'
import type { Workspace } from './workspace'

/** What is not the workspace's own: its number, and what tests have switched on. */
const kept = ['workspace', 'faults']

/**
 * `DELETE /__emulator/workspace`: all that was made in the workspace is gone, and its runs lose their machines, as with
 * the deletion of its resource in Azure. What stands here afterwards is a new, empty workspace.
 */
export function registerWorkspaceDeletion(app: FastifyInstance, { store }: Workspace, engine: RunEngine): void {
  app.delete('/__emulator/workspace', async () => {
    await engine.abandon()
    store.clear(kept)
    return {}
  })
}
