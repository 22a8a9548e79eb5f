import type { FastifyInstance } from 'fastify'
import { shown } from './applications'
import { badRequest, notFound } from './graph-error'
import type { GraphParts } from './graph-parts'
import type { Application, DeletedItem, ServicePrincipal } from './objects'
import { listed, type ODataQuery } from './odata'

type Params = { id: string }
const base = '/directory/deletedItems'

/** What was deleted stays here, to be had back or deleted for good. */
export function registerDeletedItems(app: FastifyInstance, { objects, mirror }: GraphParts): void {
  const { applications, servicePrincipals, credentials, deleted } = objects
  const found = (id: string): DeletedItem => {
    const item = deleted.get(id)
    if (!item) throw notFound(id)
    return item
  }
  for (const kind of ['application', 'servicePrincipal'] as const) {
    app.get<{ Querystring: ODataQuery }>(`${base}/microsoft.graph.${kind}`, async ({ query }) => {
      const items = deleted.values().filter((item) => item.kind === kind)
      return listed(items.map(shownItem), query)
    })
  }
  app.get<{ Params: Params }>(`${base}/:id`, async ({ params }) => shownItem(found(params.id)))
  app.delete<{ Params: Params }>(`${base}/:id`, async ({ params }, reply) => {
    deleted.delete(found(params.id).id)
    return reply.code(204).send()
  })
  app.post<{ Params: Params }>(`${base}/:id/restore`, async ({ params }) => {
    const item = found(params.id)
    const { appId } = item.object
    if (item.kind === 'application') {
      applications.put(item.id, item.object as Application)
      for (const one of item.credentials) credentials.put(one.id, one)
    } else {
      if (!objects.applicationOf(appId)) throw badRequest(`Restore the application '${appId}' first.`)
      servicePrincipals.put(item.id, item.object as ServicePrincipal)
    }
    deleted.delete(item.id)
    await mirror.applicationChanged(appId)
    return shownItem(item)
  })
}

function shownItem({ kind, object, deletedDateTime }: DeletedItem) {
  return { '@odata.type': `#microsoft.graph.${kind}`, ...shown(object as Application), deletedDateTime }
}
