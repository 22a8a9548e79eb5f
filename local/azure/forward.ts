import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream'

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
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const { 'proxy-authorization': _, ...own } = request.headers
  const outgoing = send({
    ...(options.socketPath === undefined ? { host: url.hostname, port: url.port } : { socketPath: options.socketPath }),
    method: request.method,
    path: options.path ?? request.url,
    headers: options.headers ? options.headers(own) : own,
    ...(options.ca !== undefined && { ca: options.ca, servername: 'localhost' }),
  })
  outgoing.once('response', (incoming) => {
    if (response.headersSent || response.destroyed) return void incoming.destroy()
    const headers = options.answerHeaders ? options.answerHeaders(incoming.headers) : incoming.headers
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
