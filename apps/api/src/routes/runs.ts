import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { appRoles } from '../../contract'
import { access, maySeeAll } from '../auth'
import { Problem } from '../problem'
import type { ReadProgress } from '../progress'
import { rerun, rerunSchema } from '../rerun'
import { deleteData } from '../retention'
import { ownRun, seenRun } from '../run-access'
import { canceled, settle } from '../run-end'
import { listPage, listPosition } from '../run-list'
import { hasEnded, type RunRecord } from '../run-record'
import { runEnded } from '../run-trace'
import { etagOf, type RunView, runSchema, viewRun } from '../run-view'
import { matches } from '../send-file'
import { changeOf, changeRun, type Service } from '../service'
import { submissionSchema } from '../submission'
import { type Asked, type Submitter, submit } from '../submit'
import { traceparentOf } from '../telemetry'

const pollMs = 1_000
const statuses = ['queued', 'starting', 'running', 'canceling', 'succeeded', 'failed', 'canceled']

export const idParameter = Type.Object({ id: Type.String() })

export function runRoutes(
  service: Service,
  submitter: Submitter,
  readProgress: ReadProgress,
): FastifyPluginAsyncTypebox {
  const { publicUrl } = service.settings
  const view = async (run: RunRecord) => viewRun(run, publicUrl, await readProgress(run))
  const sendRun = (reply: FastifyReply, shown: RunView) => {
    reply.header('etag', etagOf(shown)).header('cache-control', 'private, no-cache')
    if (shown.pollAfterSeconds > 0) reply.header('retry-after', shown.pollAfterSeconds)
    return shown
  }
  const asked = (request: FastifyRequest, reply: FastifyReply): Asked => ({
    key: idempotencyKey(request),
    traceparent: traceparentOf({ traceId: request.id, spanId: request.spanId }),
    signal: closedSignal(reply),
  })
  const sendAccepted = async (reply: FastifyReply, { run, replayed }: { run: RunRecord; replayed: boolean }) => {
    const shown = await view(run)
    if (replayed) return sendRun(reply.code(200).header('idempotency-replayed', 'true'), shown)
    reply.headers({ location: shown.links.self, 'operation-location': shown.links.self })
    return sendRun(reply.code(202), shown)
  }

  return async (app) => {
    app.post(
      '/v1/runs',
      {
        config: { access: access.submit },
        schema: { summary: 'Submit a run', body: submissionSchema, response: { 200: runSchema, 202: runSchema } },
      },
      async (request, reply) => {
        return sendAccepted(reply, await submit(submitter, request.caller, request.body, asked(request, reply)))
      },
    )

    app.get(
      '/v1/runs',
      {
        config: { access: access.any },
        schema: {
          summary: 'List runs, newest first',
          querystring: Type.Object(
            {
              status: Type.Optional(
                Type.Union([Type.String(), Type.Array(Type.String(), { maxItems: statuses.length })]),
              ),
              maxpagesize: Type.Optional(Type.String()),
              all: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
              after: Type.Optional(Type.String({ maxLength: 200 })),
            },
            { additionalProperties: false },
          ),
          response: { 200: Type.Object({ value: Type.Array(runSchema), nextLink: Type.Optional(Type.String()) }) },
        },
      },
      async (request) => {
        const { status = [], maxpagesize = '50', all = 'false', after } = request.query
        const wanted = Array.isArray(status) ? status : [status]
        const unknown = wanted.find((word) => !statuses.includes(word))
        if (unknown !== undefined) throw new Problem('InvalidRequest', `status must be one of ${statuses.join(', ')}`)
        const size = /^\d{1,3}$/.test(maxpagesize) ? Number(maxpagesize) : 0
        if (size < 1 || size > 100) throw new Problem('InvalidRequest', 'maxpagesize must be a number from 1 to 100')
        if (all === 'true' && !maySeeAll(request.caller)) {
          throw new Problem('Forbidden', `Listing everybody's runs needs the role ${appRoles.readAll}`)
        }
        const owner = all === 'true' ? undefined : request.caller.oid
        const { runs, next } = await listPage(service, owner, wanted, size, listPosition(after))
        const query = new URLSearchParams(wanted.map((word): [string, string] => ['status', word]))
        query.set('maxpagesize', String(size))
        if (all === 'true') query.set('all', 'true')
        if (next !== undefined) query.set('after', next)
        return {
          // A list costs no call per run: progress is only read for a single one.
          value: runs.map((run) => viewRun(run, publicUrl, null)),
          ...(next === undefined ? {} : { nextLink: `${publicUrl}/v1/runs?${query}` }),
        }
      },
    )

    app.get(
      '/v1/runs/:id',
      {
        config: { access: access.any },
        schema: { summary: 'Get a run', params: idParameter, response: { 200: runSchema, 304: Type.Null() } },
      },
      async (request, reply) => {
        const { id } = request.params
        const wait = waitSeconds(request)
        let shown = await view(await seenRun(service, id, request.caller))
        const known = request.headers['if-none-match']
        if (wait > 0) {
          reply.header('preference-applied', `wait=${wait}`)
          const first = etagOf(shown)
          const unchanged = () => (known === undefined ? etagOf(shown) === first : matches(known, etagOf(shown)))
          const closed = closedSignal(reply)
          const deadline = Date.now() + wait * 1000
          while (unchanged() && shown.finishedAt === null && Date.now() < deadline && !closed.aborted) {
            await changeOf(service, id, Math.min(pollMs, deadline - Date.now()), closed)
            shown = await view(await seenRun(service, id, request.caller))
          }
        }
        sendRun(reply, shown)
        if (matches(known, etagOf(shown))) return reply.code(304).send(null)
        return shown
      },
    )

    app.post(
      '/v1/runs/:id/cancel',
      {
        config: { access: access.any },
        schema: { summary: 'Cancel a run', params: idParameter, response: { 200: runSchema, 202: runSchema } },
      },
      async (request, reply) => {
        const { id } = request.params
        const before = await ownRun(service, id, request.caller)
        const stored = await changeRun(service, id, (run) => {
          if (hasEnded(run) || run.cancelRequested) return undefined
          return run.status === 'queued'
            ? canceled(service, run)
            : { ...run, status: 'canceling', cancelRequested: true }
        })
        if (!stored) throw new Problem('RunNotFound', `There is no run ${id}`)
        if (hasEnded(stored.run)) {
          if (!hasEnded(before)) runEnded(service, stored.run)
          await settle(service, stored.run)
        }
        return sendRun(reply.code(hasEnded(before) ? 200 : 202), await view(stored.run))
      },
    )

    app.post(
      '/v1/runs/:id/finish',
      {
        config: { access: access.any },
        schema: {
          summary: 'Stop now and keep the best result so far',
          params: idParameter,
          response: { 200: runSchema, 202: runSchema },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const before = await ownRun(service, id, request.caller)
        const stored = await changeRun(service, id, (run) => {
          if (run.status === 'queued') {
            throw new Problem(
              'RunNotStarted',
              'The run has not started, so there is nothing to keep; cancel it instead',
            )
          }
          return hasEnded(run) || run.finishRequested ? undefined : { ...run, finishRequested: true }
        })
        if (!stored) throw new Problem('RunNotFound', `There is no run ${id}`)
        return sendRun(reply.code(hasEnded(before) ? 200 : 202), await view(stored.run))
      },
    )

    app.post(
      '/v1/runs/:id/rerun',
      {
        config: { access: access.submit },
        schema: {
          summary: 'Run again from the stored input',
          params: idParameter,
          body: rerunSchema,
          response: { 200: runSchema, 202: runSchema },
        },
        // Nothing to change needs no body.
        preValidation: async (request) => {
          request.body ??= {}
        },
      },
      async (request, reply) => {
        const { caller, params, body } = request
        return sendAccepted(reply, await rerun(submitter, caller, params.id, body, asked(request, reply)))
      },
    )

    app.delete(
      '/v1/runs/:id',
      {
        config: { access: access.any },
        schema: { summary: "Delete a run's data", params: idParameter, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        const run = await ownRun(service, request.params.id, request.caller)
        if (!hasEnded(run)) throw notFinished(run)
        await deleteData(service, run.id)
        return reply.code(204).send(null)
      },
    )
  }
}

export function notFinished(run: RunRecord): Problem {
  const headers = { 'retry-after': '5' }
  return new Problem('RunNotFinished', `The run is ${run.status}; wait for its end or cancel it`, { headers })
}

/** Ends when the connection does. */
export function closedSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => controller.abort())
  return controller.signal
}

function waitSeconds(request: FastifyRequest): number {
  const { prefer } = request.headers
  const match = /(?:^|[,;])\s*wait=(\d{1,4})\s*(?:$|[,;])/i.exec(
    Array.isArray(prefer) ? prefer.join(',') : (prefer ?? ''),
  )
  return match ? Math.min(60, Number(match[1])) : 0
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const names = request.raw.rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase())
  const count = names.filter((name) => name === 'idempotency-key').length
  if (count === 0) return undefined
  const key = String(request.headers['idempotency-key'])
  if (count === 1 && /^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new Problem('InvalidRequest', 'Idempotency-Key must be one value of 1 to 255 visible ASCII characters')
}
