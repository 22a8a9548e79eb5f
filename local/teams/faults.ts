import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What goes wrong with the next `count` requests to the webhook. */
interface Fault {
  /**
   * status: answer `status`. error-text: answer 200 with an error in the text, as older webhooks do. slow: answer `ms`
   * later. reset: cut the connection. reset-after-effect: post the card, then cut the connection.
   */
  readonly kind: (typeof kinds)[number]
  readonly count: number
  readonly status: number
  /** Sent as it is; no such header where absent. */
  readonly retryAfter?: string
  readonly ms: number
}

const kinds = ['status', 'error-text', 'slow', 'reset', 'reset-after-effect'] as const

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    kind: { enum: kinds },
    count: { type: 'integer', minimum: 1, default: 1 },
    status: { type: 'integer', minimum: 400, maximum: 599, default: 503 },
    retryAfter: { type: 'string' },
    ms: { type: 'integer', minimum: 0, maximum: 600_000, default: 60_000 },
  },
} as const

/**
 * Switches under `/__emulator/faults` for tests and rehearsals.
 * @returns a hook for the webhook: false where the request has been answered already.
 */
export function registerFaults(app: FastifyInstance) {
  const faults: Fault[] = []
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())
  app.post<{ Body: Fault }>('/__emulator/faults', { schema: { body } }, async (request, reply) => {
    faults.push(request.body)
    return reply.code(201).send(request.body)
  })
  app.delete('/__emulator/faults', async () => {
    faults.length = 0
    return {}
  })

  return async (request: FastifyRequest, reply: FastifyReply, post: () => void): Promise<boolean> => {
    const fault = take(faults)
    if (!fault) return true
    if (fault.kind === 'reset-after-effect') post()
    if (fault.kind === 'reset' || fault.kind === 'reset-after-effect') return cut(request, reply)
    if (fault.kind === 'slow') {
      const elapsed = await wait(fault.ms, true, { signal: closing.signal }).catch(() => false)
      return elapsed || cut(request, reply)
    }
    if (fault.retryAfter !== undefined) reply.header('retry-after', fault.retryAfter)
    if (fault.kind === 'status') reply.code(fault.status).send({ error: { code: 'Fault', message: 'asked for' } })
    else reply.code(200).type('text/plain').send('Webhook message delivery failed with error: HTTP error 429')
    return false
  }
}

/** Takes the oldest fault, once. */
function take(faults: Fault[]): Fault | undefined {
  const [fault] = faults
  if (!fault) return undefined
  if (fault.count > 1) faults[0] = { ...fault, count: fault.count - 1 }
  else faults.shift()
  return fault
}

function cut(request: FastifyRequest, reply: FastifyReply): false {
  reply.hijack()
  request.raw.socket.resetAndDestroy()
  return false
}
