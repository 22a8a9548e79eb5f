import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { Faults } from '../faults'

const arm = 'https://management.azure.com'

/** Long-running operations: done at once, or after as long as `lags.slowOperationsSeconds` says. */
export interface Operations {
  /** Marks an answer as a started operation; without it Azure's Go clients wait ten seconds before they ask again. */
  finished(reply: FastifyReply): FastifyReply
  status(id: string): { readonly status: 'InProgress' | 'Succeeded' }
}

export function createOperations(faults: Faults): Operations {
  const readyAt = new Map<string, number>()
  return {
    finished(reply) {
      const id = randomUUID()
      const seconds = faults.lags.slowOperationsSeconds
      if (seconds > 0) readyAt.set(id, Date.now() + seconds * 1000)
      return reply.header('azure-asyncoperation', `${arm}/operationStatuses/${id}`).header('retry-after', '0')
    },
    status: (id) => ({ status: (readyAt.get(id) ?? 0) > Date.now() ? 'InProgress' : 'Succeeded' }),
  }
}
