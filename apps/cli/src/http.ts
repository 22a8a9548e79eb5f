import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
  isRestError,
  type PipelinePolicy,
  type PipelineResponse,
  proxyPolicy,
  type RetryStrategy,
  retryPolicy,
  userAgentPolicy,
} from '@azure/core-rest-pipeline'
import { isLoopback } from './api-url'
import { Unreachable } from './failure'

/** A request that may be sent again: everything the CLI sends is a read, repeatable, or carries an idempotency key. */
export interface HttpRequest {
  readonly method: HttpMethods
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Seconds until the answer has to be there; default 60. For a streamed body only until it begins. */
  readonly timeoutSeconds?: number
  /** Leaves the body of a 200 or 206 as a stream. */
  readonly stream?: boolean
}

export type Send = (request: HttpRequest) => Promise<PipelineResponse>

const maxRetries = 3
/** A server that asks for a longer pause is reported instead of waited for. */
const longestPauseMs = 30_000

const patience: RetryStrategy = {
  name: 'slipway',
  retry({ retryCount, response, responseError }) {
    const pause = 300 * 2 ** retryCount
    if (!response) return responseError ? { retryAfterInMs: pause } : { skipStrategy: true }
    if (response.status === 429 || response.status === 503) {
      const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
      const asked = Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : pause
      return asked <= longestPauseMs ? { retryAfterInMs: asked } : { skipStrategy: true }
    }
    return [408, 500, 502, 504].includes(response.status) ? { retryAfterInMs: pause } : { skipStrategy: true }
  },
}

/**
 * Sends requests to one host: through the proxy of the environment, and again after a broken connection, 429 and 5xx
 * (three times, within some seconds unless `Retry-After` asks for up to 30 s each). Redirects are not followed, so that
 * no token travels elsewhere.
 * @param sign adds what each attempt needs, like a token.
 */
export function createSend(host: URL, sign?: PipelinePolicy): Send {
  const client = createDefaultHttpClient()
  const pipeline = createEmptyPipeline()
  // A proxy could read what is meant for this machine only.
  if (!isLoopback(host)) pipeline.addPolicy(proxyPolicy())
  pipeline.addPolicy(userAgentPolicy({ userAgentPrefix: 'slipway-cli' }))
  pipeline.addPolicy(retryPolicy([patience], { maxRetries }), { phase: 'Retry' })
  if (sign) pipeline.addPolicy(sign, { phase: 'Sign' })
  pipeline.addPolicy(
    { name: 'timeout', sendRequest: (request, next) => withinTime(host, request.timeout, request, next) },
    { afterPhase: 'Sign' },
  )

  return async ({ method, url, headers = {}, body, timeoutSeconds = 60, stream = false }) => {
    const request = createPipelineRequest({
      url: url.href,
      method,
      headers: createHttpHeaders(headers),
      timeout: timeoutSeconds * 1000,
      allowInsecureConnection: isLoopback(host),
      ...(body !== undefined && { body }),
      ...(stream && { streamResponseStatusCodes: new Set([200, 206]) }),
    })
    try {
      return await pipeline.sendRequest(client, request)
    } catch (error) {
      if (!isRestError(error)) throw error
      throw new Unreachable(`cannot reach ${host.origin}: ${reason(error.code, error.message)}`, { cause: error })
    }
  }
}

/** The client's own time limit ends before the body of an answer, so a body that stalls would be waited for without end. */
async function withinTime(
  host: URL,
  ms: number,
  request: Parameters<PipelinePolicy['sendRequest']>[0],
  next: Parameters<PipelinePolicy['sendRequest']>[1],
): Promise<PipelineResponse> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), ms)
  request.timeout = 0
  request.abortSignal = controller.signal
  try {
    return await next(request)
  } catch (error) {
    if (controller.signal.aborted) throw new Unreachable(`${host.origin} did not answer within ${ms / 1000} s`)
    throw error
  } finally {
    clearTimeout(timer)
    request.timeout = ms
    delete request.abortSignal
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ETIMEDOUT: 'it does not answer',
}

function reason(code: string | undefined, message: string): string {
  return (code && reasons[code]) ?? message
}
