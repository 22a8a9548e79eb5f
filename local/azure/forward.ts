import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream'

/** Less than any server keeps an idle connection: one that is about to be closed must not be used again. */
const idle = { keepAlive: true, timeout: 2000 }
const httpAgent = new HttpAgent(idle)
const httpsAgent = new HttpsAgent(idle)

export interface ForwardOptions {
  /** Whose certificate is trusted, PEM. Default: no HTTPS. */
  readonly ca?: string
  /** In place of the request's own. */
  readonly path?: string
  readonly socketPath?: string
  /** Changes the headers that go on. */
  readonly headers?: (headers: IncomingMessage['headers']) => IncomingMessage['headers']
  /** Changes the headers that come back. */
  readonly answerHeaders?: (headers: IncomingMessage['headers']) => IncomingMessage['headers']
}

/** Passes a request on and its answer back, both as streams. Where nothing answers the caller gets 502. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: string,
  options: ForwardOptions = {},
): void {
  const url = new URL(upstream)
  const secure = url.protocol === 'https:'
  const send = secure ? httpsRequest : httpRequest
  const own = withoutHop(request.headers)
  const outgoing = send({
    ...(options.socketPath === undefined ? { host: url.hostname, port: url.port } : { socketPath: options.socketPath }),
    agent: secure ? httpsAgent : httpAgent,
    method: request.method,
    path: options.path ?? request.url,
    headers: options.headers ? options.headers(own) : own,
    ...(options.ca !== undefined && { ca: options.ca, servername: 'localhost' }),
  })
  outgoing.once('response', (incoming) => {
    if (response.headersSent || response.destroyed) return void incoming.destroy()
    const answered = withoutHop(incoming.headers)
    const headers = options.answerHeaders ? options.answerHeaders(answered) : answered
    response.writeHead(incoming.statusCode ?? 502, headers)
    // An answer that breaks off must break off for the caller too, never look complete.
    pipeline(incoming, response, () => {})
  })
  outgoing.on('error', (error) => {
    if (response.headersSent) return void response.destroy()
    response.writeHead(502, { 'content-type': 'text/plain', connection: 'close' })
    response.end(`simulator: nothing answers at ${url.origin}: ${error.message}\n`)
  })
  response.once('close', () => outgoing.destroy())
  // Not a pipeline: who answers before it has read the body has its answer delivered.
  request.pipe(outgoing)
}

/** What is said about one connection does not hold for the next (RFC 9110 7.6.1). */
function withoutHop(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const { connection: _, 'keep-alive': __, 'proxy-authorization': ___, 'proxy-connection': ____, ...rest } = headers
  return rest
}
