import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { HttpMethods, PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline'
import type { TokenSource } from './access-token'
import { printUrl } from './api-url'
import { exitCodes, Failure, refusal } from './failure'
import { createSend, type HttpRequest } from './http'

export interface CallOptions extends Pick<HttpRequest, 'headers' | 'timeoutSeconds'> {
  /** Sent as JSON, or as it is when it is bytes. */
  readonly body?: unknown
  /** Statuses that are answers besides 2xx; everything else is thrown as `Refused`. */
  readonly accept?: readonly number[]
}

export interface Answer {
  readonly status: number
  header(name: string): string | undefined
  /** The JSON of the body; undefined without one. */
  readonly body: unknown
}

/** The API as the commands use it; `path` is below the API's address and already encoded. */
export interface ApiClient {
  readonly url: string
  /**
   * The path of a link in an answer. Only its path and query are used, so that a token goes to no other host, whatever
   * the link names.
   */
  pathOf(link: unknown): string | undefined
  call(method: HttpMethods, path: string, options?: CallOptions): Promise<Answer>
  download(path: string, options?: CallOptions): Promise<Omit<Answer, 'body'> & { readonly body: Readable | undefined }>
}

/**
 * What one client asks for is one trace, which the API goes on with into the run.
 * @throws (from its calls) `Unreachable` when there is no connection after some tries, `Refused` on an error answer.
 */
export function createApiClient(api: URL, token: TokenSource): ApiClient {
  const send = createSend(api, bearer(token))
  // W3C Trace Context, version 00, sampled.
  const traceparent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`
  const at = (path: string) => new URL(printUrl(api) + path)

  return {
    url: printUrl(api),
    pathOf(link) {
      if (typeof link !== 'string' || !URL.canParse(link, api.href)) return undefined
      const { pathname, search } = new URL(link, api.href)
      const prefix = api.pathname.replace(/\/$/, '')
      return (pathname.startsWith(prefix) ? pathname.slice(prefix.length) : pathname) + search
    },
    async call(method, path, options = {}) {
      const response = await send({ method, url: at(path), ...content(options, traceparent) })
      checkStatus(response, options)
      return { ...facts(response), body: parse(response) }
    },
    async download(path, options = {}) {
      const response = await send({ method: 'GET', url: at(path), stream: true, ...content(options, traceparent) })
      checkStatus(response, options)
      return { ...facts(response), body: response.readableStreamBody as Readable | undefined }
    },
  }
}

/** A token may be revoked before its end, or its issuer replaced: one 401 asks for a new one. */
function bearer(token: TokenSource): PipelinePolicy {
  return {
    name: 'bearer',
    async sendRequest(request, next) {
      request.headers.set('Authorization', `Bearer ${await token(false)}`)
      const response = await next(request)
      if (response.status !== 401) return response
      request.headers.set('Authorization', `Bearer ${await token(true)}`)
      return next(request)
    },
  }
}

function content({ headers: further, body, timeoutSeconds }: CallOptions, traceparent: string): Partial<HttpRequest> {
  const headers = { traceparent, ...further }
  const time = timeoutSeconds === undefined ? {} : { timeoutSeconds }
  if (body === undefined) return { headers, ...time }
  if (Buffer.isBuffer(body))
    return { headers: { ...headers, 'Content-Type': 'application/octet-stream' }, body, ...time }
  return { headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body), ...time }
}

function checkStatus(response: PipelineResponse, { accept = [] }: CallOptions): void {
  const { status } = response
  if ((status >= 200 && status < 300) || accept.includes(status)) return
  throw refusal(status, response.bodyAsText ?? '')
}

function facts(response: PipelineResponse) {
  return { status: response.status, header: (name: string) => response.headers.get(name) }
}

function parse(response: PipelineResponse): unknown {
  if (!response.bodyAsText) return undefined
  try {
    return JSON.parse(response.bodyAsText)
  } catch {
    const { origin } = new URL(response.request.url)
    throw new Failure(`${origin} does not answer in JSON: is it the address of a Slipway API?`, exitCodes.unavailable)
  }
}
