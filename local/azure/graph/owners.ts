import type { FastifyInstance } from 'fastify'
import type { Json } from '../../arm/resources'
import { badRequest, notFound } from './graph-error'

interface Owned {
  readonly owners: readonly string[]
}

/** Who owns an application or a service principal: `GET …/owners`, and references put and deleted one by one. */
export function ownerRoutes<T extends Owned>(
  app: FastifyInstance,
  base: string,
  found: (id: string) => T,
  keep: (owned: T) => void,
): void {
  type Params = { id: string; owner: string }
  app.get<{ Params: Params }>(`${base}/:id/owners`, async ({ params }) => ({
    value: found(params.id).owners.map((id) => ({ '@odata.type': '#microsoft.graph.servicePrincipal', id })),
  }))
  app.post<{ Params: Params; Body: Json }>(`${base}/:id/owners/$ref`, async ({ params, body }, reply) => {
    const owned = found(params.id)
    const owner = idIn(body['@odata.id'])
    if (owned.owners.includes(owner)) {
      throw badRequest(
        "One or more added object references already exist for the following modified properties: 'owners'.",
      )
    }
    keep({ ...owned, owners: [...owned.owners, owner] })
    return reply.code(204).send()
  })
  app.delete<{ Params: Params }>(`${base}/:id/owners/:owner/$ref`, async ({ params }, reply) => {
    const owned = found(params.id)
    if (!owned.owners.includes(params.owner)) throw notFound(params.owner)
    keep({ ...owned, owners: owned.owners.filter((one) => one !== params.owner) })
    return reply.code(204).send()
  })
}

/** Object ids in `owners@odata.bind`. */
export function boundOwners(body: Json): string[] {
  const bound = body['owners@odata.bind']
  return Array.isArray(bound) ? bound.map(idIn) : []
}

/** `https://graph.microsoft.com/v1.0/directoryObjects/<id>` */
function idIn(url: unknown): string {
  return String(url).split('/').at(-1) ?? ''
}
