import { lookup } from 'node:dns'
import { request as httpRequest, type RequestOptions } from 'node:http'
import { type Agent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type ProxyRoute, proxyAgent } from '../proxy-agent'
import { isLoopback, notificationDestinations } from './notification-destinations'
import type { RunEvent, Workspace } from './workspace'

/** Databricks documents no time-out; this one only bounds how long a slow receiver is waited for, in milliseconds. */
const timeoutMs = 10_000
const destinationsPerEvent = 3

/**
 * Posts run events to the generic webhooks that the job or task names, once, without a signature. What a receiver
 * answers, or that it does not, never changes the run. Nothing is sent off this machine: where there is a proxy, all
 * HTTPS goes to it.
 */
export function registerWebhookDelivery(app: FastifyInstance, workspace: Workspace, proxy?: ProxyRoute): void {
  const destinations = notificationDestinations(workspace)
  const underWay = new Map<AbortController, Promise<void>>()

  async function deliver(destinationId: string, event: RunEvent, abort: AbortController): Promise<void> {
    const destination = destinations.get(destinationId)
    const warn = (text: string) => console.warn(`${event.type} of run ${event.runId} to ${destinationId}: ${text}`)
    if (destination?.kind !== 'generic_webhook') {
      warn('not sent, only generic webhooks are delivered here')
      return
    }
    const { url, username, password } = destination.config
    const timer = setTimeout(() => abort.abort(new Error('no answer in time')), timeoutMs)
    try {
      const agent = proxy && proxyAgent(proxy)
      const status = await post(new URL(String(url)), webhookBody(event, workspace), abort.signal, agent, {
        ...(username !== undefined && { auth: `${username}:${password ?? ''}` }),
      })
      if (status >= 300) warn(`the receiver answered ${status}`)
    } catch (error) {
      // The error's code only: its message may repeat the URL, which is a secret.
      const code = error instanceof Error && 'code' in error ? error.code : 'failed'
      warn(`could not be delivered (${code})`)
    } finally {
      clearTimeout(timer)
      underWay.delete(abort)
    }
  }

  const onEvent = (event: RunEvent) => {
    for (const id of recipientsOf(event)) {
      const abort = new AbortController()
      underWay.set(abort, deliver(id, event, abort))
    }
  }
  workspace.runEvents.on('event', onEvent)
  app.addHook('onClose', async () => {
    workspace.runEvents.off('event', onEvent)
    const deliveries = [...underWay.values()]
    for (const abort of underWay.keys()) abort.abort()
    await Promise.all(deliveries)
  })
}

/** The ids of the destinations that hear of an event, by the rules of `notification_settings`; at most three. */
export function recipientsOf(event: RunEvent): string[] {
  const { notificationSettings: settings, resultState, task } = event
  if (resultState === 'CANCELED' && settings.no_alert_for_canceled_runs === true) return []
  if (resultState === 'SKIPPED' && settings.no_alert_for_skipped_runs === true) return []
  if (settings.alert_on_last_attempt === true) {
    if (event.type === 'jobs.on_start' && task && task.attempt > 0) return []
    if (event.type === 'jobs.on_failure' && !event.lastAttempt) return []
  }
  const listed = event.webhookNotifications[event.type.replace('jobs.', '')]
  if (!Array.isArray(listed)) return []
  const ids = listed.flatMap((item: unknown) =>
    typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' ? [item.id] : [],
  )
  return [...new Set(ids)].slice(0, destinationsPerEvent)
}

/**
 * The body of a generic webhook: ids only, no state, error or URL. Ids are texts as in Databricks' documentation;
 * receivers have also seen numbers, which the workspace's `numericWebhookIds` switches to.
 */
export function webhookBody(event: RunEvent, workspace: Pick<Workspace, 'id' | 'numericWebhookIds'>): string {
  const id = (value: number) => (workspace.numericWebhookIds ? value : String(value))
  return JSON.stringify({
    event_type: event.type,
    workspace_id: id(Number(workspace.id)),
    ...(event.task && { task: { task_key: event.task.taskKey } }),
    run: { run_id: id(event.runId), ...(event.task && { parent_run_id: id(event.task.parentRunId) }) },
    job: { job_id: id(event.jobId), name: event.jobName },
  })
}

/**
 * @param throughProxy connections for HTTPS; without it, and for plain HTTP, only this machine is reached.
 * @returns the status of the answer; redirects are not followed.
 */
function post(
  url: URL,
  body: string,
  signal: AbortSignal,
  throughProxy: Agent | undefined,
  options: RequestOptions,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:'
    const agent = secure && throughProxy
    if (!agent && isIP(url.hostname.replace(/[[\]]/g, '')) && !isLoopback(url.hostname)) throw refusal()
    const send = secure ? httpsRequest : httpRequest
    const request = send(url, {
      ...options,
      method: 'POST',
      ...(agent ? { agent } : { agent: false, lookup: lookupLoopback }),
      signal,
      // As captured from Databricks (johschmidt42/databricks-python-wheel-job-run).
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        connection: 'Keep-Alive',
        'user-agent': 'Apache-HttpClient/4.5.13',
        'accept-encoding': 'gzip',
      },
    })
    request.on('error', reject)
    request.on('response', (response) => {
      response.on('error', reject)
      response.on('end', () => resolve(response.statusCode ?? 0))
      response.resume()
    })
    request.end(body)
  })
}

// Asked when the connection is made, so that a name cannot resolve to another address than the one that was checked.
const lookupLoopback: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = (addresses ?? []).filter(({ address }) => isLoopback(address))
    if (error || !first) return done(error ?? refusal(), '', 0)
    if (options.all) return done(null, [first])
    done(null, first.address, first.family)
  })
}

function refusal(): NodeJS.ErrnoException {
  return Object.assign(new Error('nothing is sent off this machine'), { code: 'NOT_LOOPBACK' })
}
