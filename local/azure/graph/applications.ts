import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Json } from '../../arm/resources'
import { badRequest, GraphError, notFound } from './graph-error'
import { type Application, boundOwners, filtered, type Objects, ownersOf } from './objects'

type Params = { id: string; other: string }

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

export function registerApplications(app: FastifyInstance, objects: Objects): void {
  const { applications, credentials, servicePrincipals, assignments } = objects
  const found = (id: string): Application => {
    const application = applications.get(id)
    if (!application) throw notFound(id)
    return application
  }
  const shown = ({ owners: _, ...application }: Application) => application

  app.get<{ Querystring: { $filter?: string } }>('/applications', async ({ query }) => ({
    value: filtered(applications.values(), query.$filter).map(shown),
  }))
  app.post<{ Body: Json }>('/applications', async ({ body }, reply) => {
    const { 'owners@odata.bind': _, ...given } = body
    const application = checked({
      ...empty,
      ...given,
      id: randomUUID(),
      appId: randomUUID(),
      createdDateTime: new Date().toISOString(),
      owners: boundOwners(body),
    } as unknown as Application)
    applications.put(application.id, application)
    await objects.applicationChanged(application)
    return reply.code(201).send(shown(application))
  })
  app.get<{ Params: Params }>('/applications/:id', async ({ params }) => shown(found(params.id)))
  app.patch<{ Params: Params; Body: Json }>('/applications/:id', async ({ params, body }, reply) => {
    const application = checked(merged(found(params.id), body) as Application)
    applications.put(application.id, application)
    await objects.applicationChanged(application)
    return reply.code(204).send()
  })
  app.delete<{ Params: Params }>('/applications/:id', async ({ params }, reply) => {
    const application = found(params.id)
    for (const principal of servicePrincipals.values().filter(({ appId }) => appId === application.appId)) {
      for (const one of assignments.values()) if (one.resourceId === principal.id) assignments.delete(one.id)
      servicePrincipals.delete(principal.id)
    }
    for (const one of credentials.values()) if (one.applicationId === application.id) credentials.delete(one.id)
    applications.delete(application.id)
    await objects.applicationDeleted(application)
    return reply.code(204).send()
  })

  app.get<{ Params: Params }>('/applications/:id/owners', async ({ params }) => ownersOf(found(params.id)))
  app.post<{ Params: Params; Body: Json }>('/applications/:id/owners/$ref', async ({ params, body }, reply) => {
    const application = found(params.id)
    const owner = String(body['@odata.id']).split('/').at(-1) ?? ''
    applications.put(application.id, { ...application, owners: [...new Set([...application.owners, owner])] })
    return reply.code(204).send()
  })
  app.delete<{ Params: Params }>('/applications/:id/owners/:other/$ref', async ({ params }, reply) => {
    const application = found(params.id)
    applications.put(application.id, {
      ...application,
      owners: application.owners.filter((one) => one !== params.other),
    })
    return reply.code(204).send()
  })

  const credentialsPath = '/applications/:id/federatedIdentityCredentials'
  const credential = ({ id, other }: Params) => {
    const one = credentials.get(other)
    if (!one || one.applicationId !== id) throw notFound(other)
    return one
  }
  app.get<{ Params: Params }>(credentialsPath, async ({ params }) => ({
    value: credentials.values().filter(({ applicationId }) => applicationId === params.id),
  }))
  app.post<{ Params: Params; Body: Json }>(credentialsPath, async ({ params, body }, reply) => {
    const application = found(params.id)
    const others = credentials.values().filter(({ applicationId }) => applicationId === application.id)
    if (others.some((one) => one.name === body.name || (one.issuer === body.issuer && one.subject === body.subject))) {
      throw new GraphError(
        409,
        'Request_MultipleObjectsWithSameKeyValue',
        'FederatedIdentityCredential with this name, or this issuer and subject, already exists.',
      )
    }
    const made = { ...body, id: randomUUID(), applicationId: application.id, name: String(body.name) }
    credentials.put(made.id, made)
    return reply.code(201).send(made)
  })
  app.get<{ Params: Params }>(`${credentialsPath}/:other`, async ({ params }) => credential(params))
  app.patch<{ Params: Params; Body: Json }>(`${credentialsPath}/:other`, async ({ params, body }, reply) => {
    credentials.put(params.other, { ...credential(params), ...body })
    return reply.code(204).send()
  })
  app.delete<{ Params: Params }>(`${credentialsPath}/:other`, async ({ params }, reply) => {
    credentials.delete(credential(params).id)
    return reply.code(204).send()
  })

  /** @throws GraphError 400 where an identifier URI is another application's, or a role is listed twice */
  function checked(application: Application): Application {
    const others = applications.values().filter(({ id }) => id !== application.id)
    const taken = application.identifierUris.find((uri) => others.some((one) => one.identifierUris.includes(uri)))
    if (taken !== undefined) {
      throw badRequest(`Another object with the same value for property identifierUris already exists: ${taken}.`)
    }
    const values = application.appRoles.map(({ value }) => value)
    if (new Set(values).size < values.length) throw badRequest('Property appRoles holds the same value twice.')
    return application
  }
}

/** As Graph patches: objects merge at the first level, lists and everything else are replaced. */
export function merged(before: Json, changed: Json): Json {
  const isObject = (value: unknown): value is Json =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  return Object.fromEntries(
    Object.entries({ ...before, ...changed }).map(([name, value]) => {
      const earlier = before[name]
      return [name, isObject(earlier) && isObject(value) ? { ...earlier, ...value } : value]
    }),
  )
}
