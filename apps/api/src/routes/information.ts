import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { access } from '../auth'
import type { Health } from '../health'
import type { Settings } from '../settings'
import { maxInlineBytes } from '../submission'

/** Version of the API's answers, as `GET /v1` and the OpenAPI document say it. */
export const version = '0.1.0'

const healthSchema = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('degraded'), Type.Literal('unavailable')]),
  causes: Type.Array(Type.String()),
})

/** What the service offers, and whether it can. */
export function informationRoutes(settings: Settings, health: () => Promise<Health>): FastifyPluginAsyncTypebox {
  const information = {
    version,
    algorithms: settings.algorithms.map(({ manifest, jobs }) => {
      const { name, version, title, description, input, result, profile, timeLimitSeconds, options } = manifest
      const profiles = Object.keys(jobs)
      return { name, version, title, description, input, result, profile, profiles, timeLimitSeconds, options }
    }),
    limits: {
      inlineBytes: maxInlineBytes,
      uploadBlockBytes: 4 * 1024 * 1024,
      queuedRuns: settings.maxQueuedRuns,
      runsPerDay: settings.runsPerCallerAndDay,
      retentionDays: settings.retentionDays,
    },
  }
  return async (app) => {
    app.get(
      '/v1',
      {
        config: { access: access.any },
        schema: {
          summary: 'Service information',
          response: {
            200: Type.Object({
              version: Type.String(),
              algorithms: Type.Array(Type.Object({}, { additionalProperties: true })),
              limits: Type.Record(Type.String(), Type.Number()),
            }),
          },
        },
      },
      async () => information,
    )
    app.get(
      '/health/live',
      {
        config: { access: access.public },
        schema: { summary: 'Whether the process answers', response: { 200: healthSchema } },
      },
      async () => ({ status: 'ok' as const, causes: [] }),
    )
    app.get(
      '/health/ready',
      {
        config: { access: access.public },
        schema: { summary: 'Whether runs can be accepted', response: { 200: healthSchema, 503: healthSchema } },
      },
      async (_request, reply) => {
        const state = await health()
        return reply.code(state.status === 'unavailable' ? 503 : 200).send(state)
      },
    )
  }
}
