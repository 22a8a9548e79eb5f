import type { FastifyInstance } from 'fastify'
import { ArmError } from '../../arm/resources'
import type { ArmParts } from './arm-parts'
import { groupType, parsePath } from './paths'
import { locations } from './subscription'

/** What belongs to the subscription itself: its providers, groups and lists. */
export function registerSubscription(app: FastifyInstance, parts: ArmParts): void {
  const { subscriptionId, namespaces, resources, operations } = parts
  for (const path of ['/metadata/endpoints', '//metadata/endpoints']) {
    app.get(path, async () => ({
      cloudEndpoint: {
        public: { endpoint: 'management.azure.com', locations: locations.filter((one) => one !== 'global') },
      },
    }))
  }
  app.get<{ Params: { id: string } }>('/operationStatuses/:id', async ({ params }, reply) => {
    const answer = operations.status(params.id)
    if (answer.status === 'InProgress') reply.header('retry-after', '1')
    return answer
  })
  const base = '/subscriptions/:subscription'
  app.addHook('preHandler', async (request) => {
    const [, given] = /^\/subscriptions\/([^/]+)/i.exec(parsePath(request.url).path) ?? []
    if (given !== undefined && given.toLowerCase() !== subscriptionId.toLowerCase()) {
      throw new ArmError(404, 'SubscriptionNotFound', `The subscription '${given}' could not be found.`)
    }
  })
  app.get(base, async () => ({
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    tenantId: parts.tenantId,
    state: 'Enabled',
  }))
  app.get(`${base}/providers`, async () => ({ value: namespaces.list() }))
  app.get(`${base}/providers/:namespace`, async (request) => {
    const { namespace } = request.params as { namespace: string }
    return (
      namespaces.list().find((one) => one.namespace.toLowerCase() === namespace.toLowerCase()) ?? {
        namespace,
        registrationState: 'NotRegistered',
      }
    )
  })
  app.post(`${base}/providers/:namespace/register`, async (request) => {
    const { namespace } = request.params as { namespace: string }
    namespaces.register(namespace)
    return { namespace, registrationState: 'Registered' }
  })
  app.get(`${base}/resourceGroups`, async () => ({ value: resources.ofType(groupType) }))
  app.get<{ Querystring: { $filter?: string } }>(`${base}/resources`, async ({ query }) => {
    const [, type] = /resourceType eq '([^']+)'/.exec(query.$filter ?? '') ?? []
    return { value: type === undefined ? resources.all(/./) : resources.ofType(type) }
  })
}
