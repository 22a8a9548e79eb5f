import {
  agentPolicy,
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
} from '@azure/core-rest-pipeline'
import { proxyAgent } from '../local/proxy-agent'
import type { Platform, SecretClient, WorkloadName } from './platform'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed where it is JSON, else a text. */
  readonly body: unknown
}

export interface AzureClient {
  /** Sends a request without a token, from where the workload is. */
  send(method: HttpMethods, url: string, headers?: Readonly<Record<string, string>>, body?: unknown): Promise<Answer>
  /** A token for a resource, such as `https://management.azure.com`. @throws Error with Entra's words */
  token(resource: string): Promise<string>
  /**
   * Sends a request with a token for the URL's own origin.
   * @throws Error with the service's words where it does not accept the request; 404 is an answer
   */
  call(method: HttpMethods, url: string, body?: unknown): Promise<Answer>
}

const limitMs = 60_000

/** Calls the simulated Azure by its real host names, as a program of the tenant that runs as this workload. */
export function azureClient(
  platform: Pick<Platform, 'caFile' | 'proxyUrl' | 'tenantId'>,
  workload: WorkloadName,
  { clientId, clientSecret }: SecretClient,
): AzureClient {
  const client = createDefaultHttpClient()
  const pipeline = createEmptyPipeline()
  pipeline.addPolicy(agentPolicy(proxyAgent({ proxyUrl: platform.proxyUrl(workload), caFile: platform.caFile })))
  const tokens = new Map<string, Promise<string>>()

  const send: AzureClient['send'] = async (method, url, headers = {}, body) => {
    const form = body instanceof URLSearchParams
    const contentType = form ? 'application/x-www-form-urlencoded' : 'application/json'
    const request = createPipelineRequest({
      url,
      method,
      timeout: limitMs,
      headers: createHttpHeaders({ ...(body !== undefined && { 'content-type': contentType }), ...headers }),
      ...(body !== undefined && { body: form ? body.toString() : JSON.stringify(body) }),
    })
    const answer = await pipeline.sendRequest(client, request)
    const text = answer.bodyAsText ?? ''
    const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '') && text !== ''
    return { status: answer.status, headers: answer.headers.toJSON(), body: isJson ? JSON.parse(text) : text }
  }
  const requestToken = async (resource: string) => {
    const url = `https://login.microsoftonline.com/${platform.tenantId}/oauth2/v2.0/token`
    const scope = `${resource}/.default`
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope }
    const { status, body } = await send('POST', url, {}, new URLSearchParams(form))
    if (status !== 200) throw new Error(`Entra gave no token for ${resource} (${status}): ${words(body)}`)
    return (body as { access_token: string }).access_token
  }
  const token = (resource: string) => {
    const asked = tokens.get(resource) ?? requestToken(resource)
    tokens.set(resource, asked)
    asked.catch(() => tokens.delete(resource))
    return asked
  }
  return {
    send,
    token,
    async call(method, url, body) {
      const answer = await send(method, url, { authorization: `Bearer ${await token(new URL(url).origin)}` }, body)
      if (answer.status < 400 || answer.status === 404) return answer
      throw new Error(`${method} ${new URL(url).pathname} answered ${answer.status}: ${words(answer.body)}`)
    },
  }
}

/** What an error's body says, in the one of Azure's forms that it has. */
function words(body: unknown): string {
  const { error, error_description: description } = (body ?? {}) as { error?: unknown; error_description?: string }
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  return description ?? (message === undefined ? JSON.stringify(body) : `${code}: ${message}`)
}
