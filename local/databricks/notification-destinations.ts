import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asCount, asList, asName, asObject, asText, optional } from './json-fields'
import { bodyOf, invalid, pick, queryOf } from './request-fields'
import { DatabricksError, type Json, type Workspace } from './workspace'

/** A destination as stored; its fields are secret, only the delivery reads them. */
export interface NotificationDestination {
  readonly id: string
  readonly displayName: string
  readonly kind: string
  readonly config: Json
}

/** Per kind: its name in answers, its input-only fields, and those that a new one must have. */
const kinds: Readonly<Record<string, { type: string; secret: readonly string[]; required: readonly string[] }>> = {
  generic_webhook: { type: 'WEBHOOK', secret: ['url', 'username', 'password'], required: ['url'] },
  microsoft_teams: {
    type: 'MICROSOFT_TEAMS',
    secret: ['url', 'app_id', 'auth_secret', 'channel_url', 'tenant_id'],
    required: [],
  },
  slack: { type: 'SLACK', secret: ['url', 'oauth_token', 'channel_id'], required: [] },
  pagerduty: { type: 'PAGERDUTY', secret: ['integration_key'], required: ['integration_key'] },
  email: { type: 'EMAIL', secret: [], required: ['addresses'] },
}

const defaultPageSize = 20
const maxPageSize = 100

/** Where notifications go. Only admins; what is secret goes in and never comes out, `*_set` tells that it is there. */
export function registerNotificationDestinations(app: FastifyInstance, workspace: Workspace): void {
  const destinations = notificationDestinations(workspace)
  const path = '/api/2.0/notification-destinations'

  function requireAdmin(request: FastifyRequest): void {
    if (workspace.principalOf(request).admin) return
    throw new DatabricksError(403, 'PERMISSION_DENIED', 'Only workspace admins may manage notification destinations.')
  }

  function find(request: FastifyRequest): NotificationDestination {
    requireAdmin(request)
    const { id } = request.params as { id: string }
    const destination = destinations.get(id)
    if (destination) return destination
    throw new DatabricksError(404, 'RESOURCE_DOES_NOT_EXIST', `Notification destination ${id} does not exist.`)
  }

  app.post(path, (request) => {
    requireAdmin(request)
    const body = bodyOf(request)
    const displayName = asName(body.display_name, 'display_name')
    const { kind, config } = configIn(asObject(body.config, 'config'))
    for (const field of kinds[kind]?.required ?? []) {
      if (config[field] === undefined) throw invalid(`config.${kind}.${field} is required`)
    }
    const destination = { id: workspace.nextUuid(), displayName, kind, config }
    destinations.put(destination.id, destination)
    return view(destination)
  })

  app.get(path, (request) => {
    requireAdmin(request)
    const query = queryOf(request)
    const size = Math.min(optional(query.page_size, 'page_size', asCount) || defaultPageSize, maxPageSize)
    const start = optional(query.page_token || undefined, 'page_token', asCount) ?? 0
    const all = destinations.values()
    return {
      results: all.slice(start, start + size).map(({ id, displayName, kind }) => ({
        id,
        display_name: displayName,
        destination_type: kinds[kind]?.type,
      })),
      ...(start + size < all.length && { next_page_token: String(start + size) }),
    }
  })

  app.get(`${path}/:id`, (request) => view(find(request)))

  app.patch(`${path}/:id`, (request) => {
    const destination = find(request)
    const body = bodyOf(request)
    const change = body.config == null ? undefined : configIn(asObject(body.config, 'config'))
    if (change && change.kind !== destination.kind)
      throw invalid('The type of a notification destination cannot be changed')
    const updated = {
      ...destination,
      displayName: optional(body.display_name, 'display_name', asName) ?? destination.displayName,
      config: { ...destination.config, ...change?.config },
    }
    destinations.put(updated.id, updated)
    return view(updated)
  })

  app.delete(`${path}/:id`, (request) => {
    destinations.delete(find(request).id)
    return {}
  })

  workspace.destinations = { exists: (id) => destinations.get(id) !== undefined }
}

/** The destinations by id. What `config` holds is secret: it is for the delivery alone. */
export function notificationDestinations(workspace: Workspace) {
  return workspace.store.collection<NotificationDestination>('notification-destinations')
}

/** Whether the address is this machine's own: the only one that may be reached without TLS, and at all from here. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || /^127(?:\.\d{1,3}){3}$/.test(hostname) || /^\[?::1\]?$/.test(hostname)
}

function configIn(config: Json): Pick<NotificationDestination, 'kind' | 'config'> {
  const [kind, ...others] = Object.keys(config).filter((key) => config[key] != null)
  const known = kind === undefined ? undefined : kinds[kind]
  if (kind === undefined || !known || others.length > 0) {
    throw invalid(`config must have exactly one of ${Object.keys(kinds).join(', ')}`)
  }
  const given = asObject(config[kind], `config.${kind}`)
  for (const field of known.secret) optional(given[field], `config.${kind}.${field}`, asText)
  for (const address of optional(given.addresses, `config.${kind}.addresses`, asList) ?? []) {
    asName(address, `config.${kind}.addresses`)
  }
  if (given.url != null) refuseUrl(asName(given.url, `config.${kind}.url`), `config.${kind}.url`)
  return { kind, config: pick(given, [...known.secret, ...known.required]) }
}

function refuseUrl(text: string, name: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return
  throw invalid(`${name} must be an https URL; http is allowed for this machine only (127.0.0.1, localhost)`)
}

function view({ id, displayName, kind, config }: NotificationDestination): Json {
  const { type, secret } = kinds[kind] ?? { type: kind, secret: [] }
  const flags = secret.filter((field) => config[field] !== undefined).map((field) => [`${field}_set`, true])
  const shown = config.addresses === undefined ? {} : { addresses: config.addresses }
  return {
    id,
    display_name: displayName,
    destination_type: type,
    config: { [kind]: { ...Object.fromEntries(flags), ...shown } },
  }
}
