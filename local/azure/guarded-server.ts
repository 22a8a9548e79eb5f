import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { callerOf } from './callers'
import type { Fault, Faults } from './faults'
import type { Transcript } from './transcript'

/**
 * Puts what all services of the simulator share in front of one: the transcript and the faults that tests switch on.
 * @param server has exactly one listener of requests
 */
export function guarded(server: Server, { faults, transcript }: { faults: Faults; transcript: Transcript }): Server {
  const [handle, ...others] = server.listeners('request')
  if (!handle || others.length > 0) throw new Error('a service has exactly one request listener')
  server.removeAllListeners('request')
  // An upload takes as long as it takes.
  server.requestTimeout = 0
  // Providers ask again every five or ten seconds. A connection that is closed just then costs them a PUT, which they
  // do not repeat.
  server.keepAliveTimeout = 0
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const started = performance.now()
    const host = (request.headers.host ?? '').replace(/:443$/, '').toLowerCase()
    const { method = 'GET', url: path = '/' } = request
    response.once('close', () => {
      transcript.write({
        caller: callerOf(request).name,
        host,
        method,
        path,
        status: response.statusCode,
        ms: Number((performance.now() - started).toFixed(1)),
        ...transcript.noted(request),
      })
    })
    const fault = faults.take(method, `${host}${path}`)
    if (fault?.status !== undefined) return refuse(response, fault, fault.status)
    if (fault?.lostAnswer) loseAnswer(response)
    handle.call(server, request, response)
  })
  return server
}

function refuse(response: ServerResponse, { code, message, retryAfterSeconds }: Fault, status: number): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  })
  response.end(
    JSON.stringify({ error: { code: code ?? 'Fault', message: message ?? 'A fault that was switched on.' } }),
  )
}

/** What the handler did stays done; its first byte of an answer cuts the connection. */
function loseAnswer(response: ServerResponse): void {
  const cut = () => {
    response.socket?.destroy()
    return response
  }
  Object.assign(response, { writeHead: cut, write: () => false, end: cut })
}
