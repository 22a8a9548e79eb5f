import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Resources } from '../arm/resources'
import { sameText } from '../same-text'
import { connectionOf, type Workload } from './callers'
import type { CertificateAuthority } from './certificate-authority'

const host = '127.0.0.1'

export interface ProxyOptions {
  /** 0: the system chooses. */
  readonly port: number
  readonly workloads: readonly Workload[]
  readonly authority: CertificateAuthority
  readonly resources: Resources
  /** The server that plays this host; undefined where nobody does. */
  serverFor(host: string): Server | undefined
  /** Told of every connection that was refused. */
  onRefused(caller: string, host: string, why: string): void
}

/**
 * The way of all programs to Azure's host names. It dials nothing: every connection ends in this process, at the server
 * that plays the host, so no request can leave the machine.
 * @throws where the port is taken
 */
export async function startProxy(options: ProxyOptions): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<Socket>()
  const server = createServer((request, response) => {
    options.onRefused('unknown', request.url ?? '', 'plain HTTP')
    response.writeHead(501, { 'content-type': 'text/plain' })
    response.end(`simulator: plain HTTP is not used by Azure: ${request.method} ${request.url}\n`)
  })
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    track(socket)
    const [name = '', port] = (request.url ?? '').toLowerCase().split(':')
    const workload = workloadOf(request, options.workloads)
    const refuse = (status: string, why: string, header = '') => {
      options.onRefused(workload?.name ?? 'unknown', name, why)
      socket.end(`HTTP/1.1 ${status}\r\n${header}content-type: text/plain\r\nconnection: close\r\n\r\n${why}\n`)
    }
    if (!workload) {
      return refuse(
        '407 Proxy Authentication Required',
        'simulator: the proxy takes only its workloads',
        'proxy-authenticate: Basic realm="slipway"\r\n',
      )
    }
    const target = port === '443' ? options.serverFor(name) : undefined
    if (!target) return refuse('502 Bad Gateway', `simulator: nobody plays ${name}:${port}`)
    void answer(target, name, workload, socket, head)
  })

  function track(socket: Socket): void {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
  }

  async function answer(target: Server, name: string, workload: Workload, socket: Socket, head: Buffer): Promise<void> {
    const secureContext = await options.authority.contextFor(name)
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    const secure = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] })
    track(secure)
    connectionOf(secure, workload, options.resources)
    target.emit('connection', secure)
  }

  server.listen(options.port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      const ended = [...open].map((socket) => new Promise((done) => socket.once('close', done).destroy()))
      // Requests that were cut off are only over, and told of, when their connections are.
      await Promise.all([closed, ...ended])
    },
  }
}

function workloadOf({ headers }: IncomingMessage, workloads: readonly Workload[]): Workload | undefined {
  const [, basic = ''] = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(headers['proxy-authorization'] ?? '') ?? []
  const [, name, password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? []
  return workloads.find((one) => one.name === name && sameText(password, one.password))
}
