import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Json } from '../../arm/resources'
import { checkApplication } from './application-rules'
import { notFound } from './graph-error'
import type { GraphParts } from './graph-parts'
import type { Application } from './objects'
import { listed, type ODataQuery, patched, selected } from './odata'
import { boundOwners, ownerRoutes } from './owners'
import { removeApplication } from './removal'

type Params = { id: string }

/** What an application has without anybody having set it. */
const empty = {
  addIns: [],
  identifierUris: [],
  appRoles: [],
  tags: [],
  keyCredentials: [],
  passwordCredentials: [],
  requiredResourceAccess: [],
  publisherDomain: 'slipway.example',
}

export function registerApplications(app: FastifyInstance, parts: GraphParts): void {
  const { objects, mirror, clock, tenantId } = parts
  const { applications } = objects
  const found = (id: string): Application => {
    const application = applications.get(id)
    if (!application) throw notFound(id)
    return application
  }
  const keep = async (application: Application, before?: Application) => {
    const others = applications.values().filter(({ id }) => id !== application.id)
    checkApplication(application, { others, tenantId, before })
    applications.put(application.id, application)
    await mirror.applicationChanged(application.appId)
  }

  app.get<{ Querystring: ODataQuery }>('/applications', async ({ query }) =>
    listed(applications.values().map(shown), query),
  )
  app.post<{ Body: Json }>('/applications', async ({ body }, reply) => {
    const { 'owners@odata.bind': _, ...given } = body
    const application = {
      ...empty,
      ...given,
      id: randomUUID(),
      appId: randomUUID(),
      createdDateTime: new Date(clock.now()).toISOString(),
      owners: boundOwners(body),
    } as unknown as Application
    await keep(application)
    return reply.code(201).send(shown(application))
  })
  app.get<{ Params: Params; Querystring: ODataQuery }>('/applications/:id', async ({ params, query }) =>
    selected(shown(found(params.id)), query.$select),
  )
  app.patch<{ Params: Params; Body: Json }>('/applications/:id', async ({ params, body }, reply) => {
    const before = found(params.id)
    await keep(patched(before, body), before)
    return reply.code(204).send()
  })
  app.delete<{ Params: Params }>('/applications/:id', async ({ params }, reply) => {
    await removeApplication(found(params.id), parts)
    return reply.code(204).send()
  })
  ownerRoutes(app, '/applications', found, (application) => applications.put(application.id, application))
}

export function shown({ owners: _, ...application }: Application): Json {
  return application
}
