import fastify, { type FastifyInstance } from 'fastify'
import { userAssignedIdentity } from './arm/resource-types/user-assigned-identity'
import type { Fault, Lags } from './faults'
import type { Parts } from './parts'
import type { Sites } from './sites'

const host = '127.0.0.1'
const count = { type: 'integer', minimum: 0 }
const text = { type: 'string', minLength: 1 }
const seconds = { type: 'number', minimum: 0 }
/** What each switch takes; anything else is refused with the name of what is wrong. */
const bodies = {
  fault: object(['match'], {
    method: { enum: ['GET', 'PUT', 'PATCH', 'POST', 'DELETE', 'HEAD'] },
    match: { ...text, format: 'regex' },
    times: { ...count, minimum: 1 },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    code: text,
    message: text,
    retryAfterSeconds: seconds,
    lostAnswer: { type: 'boolean' },
  }),
  lags: object([], { principalNotFound: count, lateRolesSeconds: seconds, slowOperationsSeconds: seconds }),
  clock: object(['now'], { now: { type: 'string', format: 'date-time' } }),
  site: object([], { url: { type: 'string', format: 'uri' } }),
}

/** What Azure has not: the door for tests and for the rehearsal, on loopback. */
export async function startControl(
  parts: Parts,
  sites: Sites,
  port: number,
): Promise<{ url: string; close(): Promise<void> }> {
  // A misspelt switch must be refused, not left out.
  const ajv = { customOptions: { removeAdditional: false, coerceTypes: false } } as const
  const app = fastify({ forceCloseConnections: true, ajv })
  app.addHook('onRequest', async (request, reply) => {
    // Only browsers send these, and no page may read or change anything here.
    if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) {
      return reply.code(403).send({ message: 'This is not for web pages.' })
    }
  })
  registerFaults(app, parts)
  registerFacts(app, parts)
  app.put<{ Params: { name: string }; Body: { url?: string } }>(
    '/__emulator/sites/:name',
    bodies.site,
    async ({ params, body }) => {
      sites.set(params.name, body.url)
      return {}
    },
  )
  const url = await app.listen({ host, port })
  return { url, close: () => app.close() }
}

function registerFaults(app: FastifyInstance, { faults, clock, upstream }: Parts): void {
  app.post<{ Body: Fault }>('/__emulator/faults', bodies.fault, async ({ body }) => {
    faults.add(body)
    return {}
  })
  app.get('/__emulator/faults', async () => ({ pending: faults.pending(), lags: faults.lags }))
  app.delete('/__emulator/faults', async () => {
    faults.clear()
    return {}
  })
  app.put<{ Body: Partial<Lags> }>('/__emulator/lags', bodies.lags, async ({ body }) => {
    faults.setLags(body)
    return faults.lags
  })
  app.get('/__emulator/clock', async () => ({ now: new Date(clock.now()).toISOString() }))
  app.put<{ Body: { now: string } }>('/__emulator/clock', bodies.clock, async ({ body }) => {
    clock.set(Date.parse(body.now))
    if (upstream.automation !== undefined) {
      await fetch(new URL('/__emulator/clock', upstream.automation), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    }
    return { now: new Date(clock.now()).toISOString() }
  })
}

function registerFacts(app: FastifyInstance, { refusals, resources }: Parts): void {
  app.get<{ Querystring: { since?: string } }>('/__emulator/refusals', async ({ query }) =>
    refusals.since(Number(query.since ?? 0)),
  )
  app.get('/__emulator/resources', async () => ({
    value: resources.all(/./).map(({ id, type }) => ({ id, type })),
  }))
  app.get<{ Params: { clientId: string } }>('/__emulator/identities/:clientId', async ({ params }, reply) => {
    const found = resources.ofType(userAssignedIdentity.type).find((one) => one.properties.clientId === params.clientId)
    if (!found) return reply.code(404).send({ message: `There is no identity ${params.clientId}.` })
    const { clientId, principalId, header } = found.properties
    return { id: found.id, clientId, principalId, header }
  })
}

function object(required: readonly string[], properties: Readonly<Record<string, object>>) {
  return { schema: { body: { type: 'object', additionalProperties: false, required, properties } } }
}
