import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Json } from '../../arm/resources'
import { badRequest, conflict, notFound } from './graph-error'
import type { GraphParts } from './graph-parts'
import type { Application, FederatedCredential } from './objects'
import { patched } from './odata'

type Params = { id: string; credential: string }
const base = '/applications/:id/federatedIdentityCredentials'
const most = 20

/** Whose tokens an application trusts in place of a secret. */
export function registerFederatedCredentials(app: FastifyInstance, { objects, mirror }: GraphParts): void {
  const { credentials } = objects
  const applicationOf = ({ id }: Pick<Params, 'id'>): Application => {
    const application = objects.applications.get(id)
    if (!application) throw notFound(id)
    return application
  }
  const found = (params: Params): FederatedCredential => {
    const all = objects.credentialsOf(applicationOf(params).id)
    const credential = all.find(({ id, name }) => id === params.credential || name === params.credential)
    if (!credential) throw notFound(params.credential)
    return credential
  }
  const keep = async (credential: FederatedCredential, { id, appId }: Application) => {
    check(
      credential,
      objects.credentialsOf(id).filter((one) => one.id !== credential.id),
    )
    credentials.put(credential.id, credential)
    await mirror.applicationChanged(appId)
  }

  app.get<{ Params: Params }>(base, async ({ params }) => ({
    value: objects.credentialsOf(applicationOf(params).id).map(shown),
  }))
  app.post<{ Params: Params; Body: Json }>(base, async ({ params, body }, reply) => {
    const application = applicationOf(params)
    const credential = { ...body, id: randomUUID(), applicationId: application.id } as unknown as FederatedCredential
    await keep(credential, application)
    return reply.code(201).send(shown(credential))
  })
  app.get<{ Params: Params }>(`${base}/:credential`, async ({ params }) => shown(found(params)))
  app.patch<{ Params: Params; Body: Json }>(`${base}/:credential`, async ({ params, body }, reply) => {
    const before = found(params)
    if (body.name !== undefined && body.name !== before.name) throw badRequest("Property 'name' cannot be changed.")
    await keep(patched(before, body), applicationOf(params))
    return reply.code(204).send()
  })
  app.delete<{ Params: Params }>(`${base}/:credential`, async ({ params }, reply) => {
    credentials.delete(found(params).id)
    await mirror.applicationChanged(applicationOf(params).appId)
    return reply.code(204).send()
  })
}

function shown({ applicationId: _, ...credential }: FederatedCredential): Json {
  return credential
}

/** Source: https://learn.microsoft.com/graph/api/resources/federatedidentitycredentials-overview */
function check(credential: FederatedCredential, others: readonly FederatedCredential[]): void {
  const { name, issuer, subject, audiences } = credential
  for (const [property, value] of Object.entries({ name, issuer, subject })) {
    if (typeof value !== 'string' || value === '') {
      throw badRequest(`A value is required for property '${property}' of resource 'FederatedIdentityCredential'.`)
    }
    if (value !== value.trim()) throw badRequest(`Property '${property}' has white space at its start or end.`)
  }
  if (!/^[A-Za-z0-9][-\w]{2,119}$/.test(name)) {
    throw badRequest(`The name '${name}' must be 3 to 120 letters, digits, hyphens and underscores.`)
  }
  if (!URL.canParse(issuer) || new URL(issuer).protocol !== 'https:') {
    throw badRequest(`The issuer '${issuer}' must be a URL with https.`)
  }
  if (!Array.isArray(audiences) || audiences.length !== 1) throw badRequest('Property audiences must hold one value.')
  if (others.length >= most) throw badRequest(`An application can have at most ${most} federated credentials.`)
  if (others.some((one) => one.name === name)) {
    throw conflict(`FederatedIdentityCredential with name ${name} already exists.`)
  }
  if (others.some((one) => one.issuer === issuer && one.subject === subject)) {
    throw conflict('FederatedIdentityCredential with this issuer and subject already exists.')
  }
}
