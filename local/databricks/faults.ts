import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { asCount, asName, asText, optional } from './json-fields'
import { bodyOf, invalid } from './request-fields'
import { ClusterFailure, DatabricksError, type Json, type Workspace } from './workspace'

/** What is to go wrong the next `count` times. */
interface Fault {
  readonly id: string
  readonly sequence: number
  readonly kind: (typeof kinds)[number]
  readonly count: number
  /** Any method where absent. */
  readonly method?: string
  /** The path of the call, `*` standing for any text. Absent for `cluster`. */
  readonly path?: string
  readonly status?: number
  /** Sent as it is, so that it may be a number of seconds, a date or nonsense; no such header where absent. */
  readonly retryAfter?: string
  readonly ms?: number
  readonly code?: string
  readonly message?: string
}

/**
 * status: answer `status`. reset: take the request, then cut the connection. reset-after-effect: do the work, then cut
 * the connection. slow: wait `ms` first. bad-json: do the work, answer half of the JSON. truncated: do the work, cut
 * the connection in the middle of the answer. cluster: the next cluster starts `ms` later, and fails with `code`.
 */
const kinds = ['status', 'reset', 'reset-after-effect', 'slow', 'bad-json', 'truncated', 'cluster'] as const

const errorCodes: Readonly<Record<number, string>> = {
  400: 'INVALID_PARAMETER_VALUE',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'RESOURCE_DOES_NOT_EXIST',
  409: 'ABORTED',
  429: 'REQUEST_LIMIT_EXCEEDED',
  500: 'INTERNAL_ERROR',
  503: 'TEMPORARILY_UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
}

const own = '/__emulator/'
const longestMs = 600_000

/** Switches under `/__emulator/faults` that tests and rehearsals make the workspace fail with. They outlive a restart. */
export function registerFaults(app: FastifyInstance, workspace: Workspace): void {
  const faults = workspace.store.collection<Fault>('faults')
  const struck = new WeakMap<FastifyRequest, Fault>()
  const closing = new AbortController()
  const inOrder = () => faults.values().sort((one, other) => one.sequence - other.sequence)

  /** Takes the oldest fault that matches, once. */
  function take(matches: (fault: Fault) => boolean): Fault | undefined {
    const fault = inOrder().find(matches)
    if (!fault) return undefined
    if (fault.count > 1) faults.put(fault.id, { ...fault, count: fault.count - 1 })
    else faults.delete(fault.id)
    return fault
  }

  app.get(`${own}faults`, () => ({ faults: inOrder() }))

  app.post(`${own}faults`, (request) => {
    // A page in a browser can send other types to this machine without being asked for leave.
    if (!request.headers['content-type']?.startsWith('application/json')) {
      throw new DatabricksError(415, 'MALFORMED_REQUEST', 'The content type must be application/json.')
    }
    const sequence = Math.max(0, ...faults.values().map((fault) => fault.sequence)) + 1
    const fault = { id: workspace.nextUuid(), sequence, ...checked(bodyOf(request)) }
    faults.put(fault.id, fault)
    return fault
  })

  app.delete(`${own}faults`, () => {
    for (const { id } of faults.values()) faults.delete(id)
    return {}
  })

  app.delete<{ Params: { id: string } }>(`${own}faults/:id`, ({ params: { id } }) => {
    if (faults.delete(id)) return {}
    throw new DatabricksError(404, 'RESOURCE_DOES_NOT_EXIST', `Fault ${id} does not exist; it may have been used up.`)
  })

  app.addHook('onRequest', async (request, reply) => {
    const [path = ''] = request.url.split('?')
    if (path.startsWith(own)) return
    const fault = take(
      ({ method, path: pattern }) =>
        pattern !== undefined && (method ?? request.method) === request.method && matches(pattern, path),
    )
    if (!fault) return
    struck.set(request, fault)
    if (fault.kind === 'slow')
      await wait(fault.ms, undefined, { signal: closing.signal }).catch(() => cut(request, reply))
    if (fault.kind === 'reset') cut(request, reply)
    if (fault.kind === 'status') refuse(fault, reply)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = struck.get(request)
    if (fault?.kind === 'reset-after-effect') request.raw.socket.resetAndDestroy()
    if (typeof payload !== 'string') return payload
    const half = payload.slice(0, Math.ceil(payload.length / 2))
    if (fault?.kind === 'bad-json') return half
    if (fault?.kind !== 'truncated') return payload
    reply.header('content-length', Buffer.byteLength(payload))
    return Readable.from(brokenOff(half))
  })

  app.addHook('preClose', async () => closing.abort())

  workspace.faults = {
    clusterStart() {
      const fault = take(({ kind }) => kind === 'cluster')
      if (!fault) return {}
      const message = fault.message ?? `The cluster could not be started: ${fault.code}`
      const type = /^(SPOT_|AZURE_|CLOUD_)/.test(fault.code ?? '') ? 'CLOUD_FAILURE' : 'CLIENT_ERROR'
      return {
        delayMs: fault.ms ?? 0,
        ...(fault.code !== undefined && { failure: new ClusterFailure(fault.code, message, type) }),
      }
    },
  }
}

function cut(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  request.raw.socket.resetAndDestroy()
}

function refuse({ status = 500, retryAfter, message }: Fault, reply: FastifyReply): void {
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
  throw new DatabricksError(status, errorCodes[status] ?? 'UNKNOWN', message ?? 'A fault that was asked for.')
}

async function* brokenOff(text: string) {
  yield text
  throw new Error('a fault that was asked for: the answer breaks off')
}

function matches(pattern: string, path: string): boolean {
  const literal = pattern.split('*').map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${literal.join('.*')}$`).test(path)
}

function checked(body: Json): Omit<Fault, 'id' | 'sequence'> {
  const kind = kinds.find((candidate) => candidate === body.kind)
  if (!kind) throw invalid(`kind must be one of ${kinds.join(', ')}`)
  const count = optional(body.count, 'count', asCount) ?? 1
  if (count < 1) throw invalid('count must be at least 1')
  const method = optional(body.method, 'method', asName)?.toUpperCase()
  const message = optional(body.message, 'message', asText)
  const path = kind === 'cluster' ? undefined : asName(body.path, 'path')
  if (path !== undefined && !path.startsWith('/')) throw invalid('path must begin with /; * stands for any text')
  const ms = kind === 'slow' ? asCount(body.ms, 'ms') : optional(body.ms, 'ms', asCount)
  if (ms !== undefined && ms > longestMs) throw invalid(`ms must be at most ${longestMs}`)
  const status = kind === 'status' ? asCount(body.status, 'status') : undefined
  if (status !== undefined && (status < 400 || status > 599)) throw invalid('status must be between 400 and 599')
  const retryAfter = optional(body.retry_after, 'retry_after', asText)
  if (retryAfter !== undefined && !/^[\x20-\x7e]*$/.test(retryAfter))
    throw invalid('retry_after must be printable ASCII')
  const code = optional(body.code, 'code', asName)
  if (kind === 'cluster' && code === undefined && ms === undefined)
    throw invalid('a fault of kind cluster needs code, ms or both')
  return {
    kind,
    count,
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    ...(status !== undefined && { status }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(ms !== undefined && { ms }),
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
  }
}
