import type { FastifyInstance } from 'fastify'
import { ArmError } from '../../arm/resources'
import type { JsonStore } from '../../json-store'
import type { ArmParts } from './arm'
import { groupType, parsePath } from './paths'
import type { ResourceType } from './resource-type'

/** Which resource providers the subscription has registered, and where it may make resources. */
export interface Namespaces {
  /** @throws ArmError 409 where the namespace of the type is not registered */
  requireRegistered(type: string): void
  /** @throws ArmError 400 where Azure has no such region */
  requireLocation(location: unknown): void
  register(namespace: string): void
  list(): { readonly namespace: string; readonly registrationState: 'Registered' | 'NotRegistered' }[]
}

const locations = ['westeurope', 'northeurope', 'germanywestcentral', 'swedencentral', 'francecentral', 'global']
/** Registered in every subscription. */
const always = ['Microsoft.Authorization', 'Microsoft.Resources', 'Microsoft.Consumption']

export function openNamespaces(store: JsonStore, types: readonly ResourceType[]): Namespaces {
  const registered = store.collection<true>('namespaces')
  const known = [
    ...new Set([
      ...types.map(({ type }) => type.split('/')[0] ?? ''),
      'Microsoft.Automation',
      'Microsoft.Compute',
      'Microsoft.AlertsManagement',
    ]),
  ]
  const isRegistered = (namespace: string) =>
    always.some((one) => one.toLowerCase() === namespace.toLowerCase()) ||
    registered.get(namespace.toLowerCase()) === true
  return {
    requireRegistered(type) {
      const namespace = type.split('/')[0] ?? ''
      if (isRegistered(namespace)) return
      throw new ArmError(
        409,
        'MissingSubscriptionRegistration',
        `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
      )
    },
    requireLocation(location) {
      if (locations.includes(String(location).toLowerCase().replaceAll(' ', ''))) return
      throw new ArmError(
        400,
        'LocationNotAvailableForResourceType',
        `The provided location '${location}' is not available. List of available regions is '${locations.join(',')}'.`,
      )
    },
    register: (namespace) => registered.put(namespace.toLowerCase(), true),
    list: () =>
      [...always, ...known].map((namespace) => ({
        namespace,
        registrationState: isRegistered(namespace) ? 'Registered' : 'NotRegistered',
      })),
  }
}

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
