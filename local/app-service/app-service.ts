import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import { type EasyAuthOptions, easyAuth } from './easy-auth'
import { tokenCheck } from './entra-tokens'
import { isReserved } from './principal'
import { openSessions } from './sessions'
import { type SignInOptions, signInPaths } from './sign-in'
import { upstreamAgent } from './upstream-agent'

const host = '127.0.0.1'
// https://learn.microsoft.com/troubleshoot/azure/app-service/web-apps-performance-faqs: not configurable there.
const defaultRequestTimeoutMs = 230_000

export interface AppServiceOptions extends EasyAuthOptions {
  /** 0: the operating system chooses. */
  readonly port: number
  /** Where the app listens, e.g. `http://127.0.0.1:8081`. */
  readonly upstream: string
  /** Milliseconds until a request is cut, whatever it is doing. Default 230,000. */
  readonly requestTimeoutMs?: number
  /** How people sign in by a browser. Default: they cannot, and there is nothing under `/.auth`. */
  readonly signIn?: SignInOptions
}

export interface AppService {
  readonly url: string
  close(): Promise<void>
}

/**
 * The front end of App Service with its authentication: answers what the app must not see, tells the app who calls, and
 * streams everything else both ways. The app may be down or restart: its callers get 503 meanwhile.
 * @throws where the port is taken.
 */
export async function startAppService(options: AppServiceOptions): Promise<AppService> {
  const upstream = new URL(options.upstream)
  const requestTimeoutMs = options.requestTimeoutMs ?? defaultRequestTimeoutMs
  const check = tokenCheck(options)
  const browser = options.signIn && openBrowserSessions(options.signIn)
  const decide = easyAuth(options, check, browser)
  const paths = options.signIn && browser && signInPaths({ ...options, ...options.signIn }, check, browser.sessions)
  const agent = upstreamAgent()

  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, (request, response) => {
    const cut = setTimeout(() => answer(response, 504, 'The request timed out.'), requestTimeoutMs)
    response.once('close', () => clearTimeout(cut))
    handle(request, response).catch((error) => {
      console.error(error)
      answer(response, 500, 'The service is unavailable.')
    })
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // App Service's own paths: sign-in and token store. The app never sees them.
    if (/^\/\.auth(\/|$|\?)/i.test(request.url ?? '')) {
      const { status, body, headers } = (await paths?.(request)) ?? { status: 404, body: 'Not Found' }
      return answer(response, status, body, headers)
    }
    const decision = await decide(request)
    if ('status' in decision) return answer(response, decision.status, decision.body, decision.headers)
    forward(request, response, { ...forwardedHeaders(request), ...decision.headers })
  }

  function forward(request: IncomingMessage, response: ServerResponse, headers: NodeJS.Dict<string | string[]>): void {
    if (response.destroyed) return
    const { method = 'GET', url: path = '/' } = request
    const outgoing = httpRequest({ host: upstream.hostname, port: upstream.port, method, path, headers, agent })
    outgoing.once('response', (incoming) => {
      if (response.headersSent || response.destroyed) return void incoming.destroy()
      response.writeHead(incoming.statusCode ?? 502, withoutHopByHop(incoming.headers))
      // A body that breaks off must break off for the caller too, never look complete; pipeline destroys both.
      pipeline(incoming, response, () => {})
    })
    // Not a pipeline: an app that answers before it has read the body has its answer delivered.
    request.pipe(outgoing)
    outgoing.on('error', () => answer(response, 503, 'The service is unavailable.'))
    response.once('close', () => outgoing.destroy())
  }

  const listening = once(server, 'listening')
  server.listen(options.port, host)
  await listening
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  return {
    url: `http://${host}:${address.port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
}

function openBrowserSessions({ publicUrl, dataDir, tokenStore }: SignInOptions) {
  const { origin, protocol } = new URL(publicUrl)
  return { origin, tokenStore, sessions: openSessions(dataDir, protocol === 'https:') }
}

/** Ends the request, by default with plain text; where an answer has begun, nothing but cutting it off is left. */
function answer(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string | string[]>> = {},
): void {
  if (response.destroyed || response.writableEnded) return
  if (response.headersSent) {
    response.destroy()
    return
  }
  // The rest of the request's body is not read.
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers, connection: 'close' })
  response.end(`${body}\n`)
}

/** https://learn.microsoft.com/azure/app-service/overview-inbound-outbound-ips and the front end's observed headers. */
function forwardedHeaders(request: IncomingMessage): NodeJS.Dict<string | string[]> {
  const headers = withoutHopByHop(request.headers)
  for (const name of Object.keys(headers)) if (isReserved(name)) delete headers[name]
  const client = `${request.socket.remoteAddress}:${request.socket.remotePort}`
  const before = request.headers['x-forwarded-for']
  const hasBody = request.headers['transfer-encoding'] !== undefined || request.headers['content-length'] !== undefined
  return {
    ...headers,
    // Node would announce a chunked body for a POST that has none.
    ...(!hasBody && !['GET', 'HEAD'].includes(request.method ?? '') && { 'content-length': '0' }),
    ...(request.headers['transfer-encoding'] !== undefined && { 'transfer-encoding': 'chunked' }),
    'x-forwarded-for': before ? `${before}, ${client}` : client,
    'x-forwarded-proto': 'http',
    'x-forwarded-host': request.headers.host ?? '',
    'x-appservice-proto': 'http',
    'x-arr-log-id': randomUUID(),
  }
}

const hopByHop =
  'connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade expect'

/** RFC 9110, 7.6.1: these, and those that `Connection` names, concern one connection only. */
function withoutHopByHop(headers: NodeJS.Dict<string | string[]>): NodeJS.Dict<string | string[]> {
  const named = String(headers.connection ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
  const dropped = new Set([...hopByHop.split(' '), ...named])
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)))
}
