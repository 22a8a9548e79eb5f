import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { failures } from '../../../../optimiser-image/contract'
import { access } from '../auth'
import { acknowledgeNotification, claimNotification } from '../notifications'
import { Problem } from '../problem'
import type { RunRecord } from '../run-record'
import { named } from '../run-trace'
import { iso, nullable } from '../run-view'
import type { Service } from '../service'
import { closedSignal } from './runs'

const claimSchema = Type.Object({
  claim: Type.String(),
  run: Type.Object({
    id: Type.String(),
    name: Type.String(),
    createdBy: Type.String(),
    algorithm: Type.String(),
    profile: Type.String(),
    status: Type.String(),
    attempt: Type.Integer(),
    startedAt: nullable(Type.String()),
    finishedAt: nullable(Type.String()),
    durationSeconds: nullable(Type.Number()),
    error: nullable(
      Type.Object({
        code: Type.String(),
        origin: Type.String(),
        retryable: Type.Boolean(),
        message: Type.String(),
      }),
    ),
  }),
  logTail: Type.Array(Type.String()),
  costEur: nullable(Type.Number()),
  links: Type.Object({ run: Type.String(), logs: Type.String(), rerun: Type.String() }),
})

/** For whoever tells people of failed runs: exactly one delivery gets to tell of each. */
export function notificationRoutes(service: Service): FastifyPluginAsyncTypebox {
  const { publicUrl } = service.settings
  return async (app) => {
    app.post(
      '/v1/notifications/claim',
      {
        config: { access: access.notify },
        schema: {
          summary: 'Claim the notification of a failed run',
          body: Type.Object(
            { databricksRunId: Type.Union([Type.String({ maxLength: 20 }), Type.Integer()]) },
            { additionalProperties: false },
          ),
          response: { 200: claimSchema },
        },
      },
      async (request, reply) => {
        const databricksRunId = computeId(request.body.databricksRunId)
        const { claim, run, logTail } = await claimNotification(service, databricksRunId, closedSignal(reply))
        service.log.info(named(run), 'notification claimed')
        return {
          claim,
          run: summaryOf(run),
          logTail,
          costEur: run.costEur ?? null,
          links: linksOf(run.id, publicUrl),
        }
      },
    )

    app.post(
      '/v1/notifications/acknowledge',
      {
        config: { access: access.notify },
        schema: {
          summary: 'Acknowledge that a claimed notification was delivered',
          body: Type.Object({ claim: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await acknowledgeNotification(service, request.body.claim)
        return reply.code(204).send(null)
      },
    )
  }
}

/** For browsers: once a person has signed in, the front door hands their token on. */
function linksOf(id: string, publicUrl: string) {
  const run = `${publicUrl}/v1/runs/${id}`
  return { run, logs: `${run}/logs`, rerun: `${publicUrl}/runs/${id}/rerun` }
}

/** Databricks' webhooks write ids as numbers or as texts of digits. */
function computeId(given: string | number): string {
  const digits = String(given)
  if (/^[1-9]\d{0,18}$/.test(digits)) return digits
  throw new Problem('InvalidRequest', 'databricksRunId must be a positive whole number of at most 19 digits')
}

function summaryOf(run: RunRecord) {
  const { id, name, callerName, algorithm, profile, status, attempt, startedAt, finishedAt, error } = run
  return {
    id,
    name,
    createdBy: callerName,
    algorithm,
    profile,
    status,
    attempt,
    startedAt: startedAt === undefined ? null : iso(startedAt),
    finishedAt: finishedAt === undefined ? null : iso(finishedAt),
    durationSeconds: startedAt === undefined || finishedAt === undefined ? null : (finishedAt - startedAt) / 1000,
    error: error ? { code: error.code, ...failures[error.code], message: error.message } : null,
  }
}
