import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import {
  accountOf,
  bodyOf,
  finished,
  invalid,
  type Json,
  objectIn,
  pathOf,
  type Resources,
  textIn,
} from '../arm/resources'
import type { Clock } from '../clock'
import type { JsonStore } from '../json-store'
import type { Jobs } from './jobs'
import { webhookData } from './webhook-data'

const longestYears = 10

/** What a URL starts. The token itself is not kept, as Azure shows it once only. */
interface Issued {
  readonly account: string
  /** Path of the webhook that took the URL. */
  readonly webhook?: string
}

/** The webhooks of an account: resources with a URL that is shown once, and the URL, which starts a job. */
export function registerWebhooks(
  app: FastifyInstance,
  base: string,
  parts: {
    store: JsonStore
    resources: Resources
    jobs: Jobs
    clock: Clock
    armUrl: () => string
    webhookUrl: () => string
  },
): void {
  const issued = parts.store.collection<Issued>('webhook-tokens')
  const { resources, clock } = parts

  app.post(`${base}/webHooks/generateUri`, async (request, reply) => {
    const token = randomBytes(32).toString('base64')
    issued.put(digest(token), { account: accountOf(pathOf(request)) })
    const url = `${parts.webhookUrl()}/webhooks?token=${encodeURIComponent(token)}`
    return finished(reply, parts.armUrl()).type('application/json').send(JSON.stringify(url))
  })

  app.put(`${base}/webHooks/:name`, async (request, reply) => {
    const path = pathOf(request)
    const before = resources.find(path)
    const { uri, ...given } = objectIn(bodyOf(request).properties, 'properties')
    const properties: Json = { isEnabled: true, ...before?.properties, ...given }
    const runbook = textIn(objectIn(properties.runbook, 'properties.runbook').name, 'properties.runbook.name')
    resources.get(`${accountOf(path)}/runbooks/${runbook}`)
    const expiry = Date.parse(String(properties.expiryTime))
    if (!before && !(expiry > clock.now() && expiry < clock.now() + longestYears * 366 * 86_400_000)) {
      throw invalid(`expiryTime must lie in the future and at most ${longestYears} years ahead`)
    }
    if (uri !== undefined) take(textIn(uri, 'properties.uri'), path)
    else if (!before) throw invalid('properties.uri must be an address from generateUri')
    const resource = {
      id: before?.id ?? path,
      name: before?.name ?? path.split('/').at(-1) ?? '',
      type: 'Microsoft.Automation/AutomationAccounts/Webhooks',
      properties: { ...properties, lastInvokedTime: null, lastModifiedTime: new Date(clock.now()).toISOString() },
    }
    return finished(reply, parts.armUrl()).send(resources.put(path, resource))
  })

  function take(uri: string, path: string): void {
    const token = tokenIn(uri)
    const known = token === undefined ? undefined : issued.get(digest(token))
    if (!token || !known || known.account.toLowerCase() !== accountOf(path).toLowerCase()) {
      throw invalid('properties.uri must be an address from generateUri of this account')
    }
    if (known.webhook !== undefined && known.webhook.toLowerCase() !== path.toLowerCase()) {
      throw invalid('another webhook has this address')
    }
    issued.put(digest(token), { ...known, webhook: path })
  }

  app.post<{ Querystring: { token?: string | string[] } }>('/webhooks', async (request, reply) => {
    const { token } = request.query
    const path = typeof token === 'string' ? issued.get(digest(token))?.webhook : undefined
    const webhook = path === undefined ? undefined : resources.find(path)
    // One answer for all, so that nobody learns which it was.
    const refused = () =>
      reply.code(400).send({ message: 'The webhook is expired, disabled, or its token is invalid.' })
    if (!webhook || !path) return refused()
    const { isEnabled, expiryTime, runbook, parameters } = webhook.properties
    if (isEnabled !== true || Date.parse(String(expiryTime)) <= clock.now()) return refused()
    const account = accountOf(path)
    const name = String((runbook as Json).name)
    if (!resources.find(`${account}/runbooks/${name}`)) return reply.code(404).send({ message: 'Runbook not found.' })
    const body = typeof request.body === 'string' ? request.body : JSON.stringify(request.body ?? '')
    const data = webhookData(webhook.name, body, request.headers, randomUUID())
    const job = parts.jobs.start(account, name, { ...(parameters as Record<string, string>), WebhookData: data })
    const lastInvokedTime = new Date(clock.now()).toISOString()
    resources.put(path, { ...webhook, properties: { ...webhook.properties, lastInvokedTime } })
    return reply.code(202).send({ JobIds: [job.id] })
  })
}

function tokenIn(uri: string): string | undefined {
  try {
    return new URL(uri).searchParams.get('token') ?? undefined
  } catch {
    return undefined
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
