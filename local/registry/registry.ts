import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { ensureCertificate } from '../certificate'
import { startImageStore } from './image-store'
import { permits, type RegistryToken, tokenOf } from './registry-token'

export interface RegistryOptions {
  /** Keeps the images and the certificate. */
  readonly dataDir: string
  /** Default 0: the system chooses. */
  readonly port?: number
  readonly tokens: readonly RegistryToken[]
}

export interface Registry {
  readonly url: string
  /** `127.0.0.1:<port>`: the first part of the images' names. Docker asks no certificate of a loopback registry. */
  readonly loginServer: string
  /** What other clients have to trust. */
  readonly caFile: string
  close(): Promise<void>
}

/** First byte of a TLS connection (RFC 8446, 5.1). */
const tlsHandshake = 0x16

/**
 * A registry of images on 127.0.0.1 as Azure Container Registry is one: HTTPS, and a user name and password that open
 * some repositories to pulls or pushes. Debian's `docker-registry` keeps the images behind it.
 * @throws where that program is missing or the port is used.
 */
export async function startRegistry({ dataDir, port = 0, tokens }: RegistryOptions): Promise<Registry> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const { certFile, keyFile } = await ensureCertificate(dataDir)
  const { socketPath, ...store } = await startImageStore(dataDir)
  const front = bothProtocols({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (incoming, outgoing) => {
    void answer(incoming, outgoing, socketPath, tokens)
  })
  const close = async () => {
    front.close()
    await store.close()
  }
  try {
    front.listener.listen(port, '127.0.0.1')
    await once(front.listener, 'listening')
  } catch (error) {
    await close()
    throw error
  }
  const loginServer = `127.0.0.1:${(front.listener.address() as AddressInfo).port}`
  return { url: `https://${loginServer}`, loginServer, caFile: certFile, close }
}

/**
 * Serves HTTPS, and plain HTTP on the same port: Docker asks a loopback registry in both ways and reports how the second
 * one failed.
 */
function bothProtocols(
  tls: { readonly cert: Buffer; readonly key: Buffer },
  handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): { readonly listener: Server; readonly close: () => void } {
  const https = createHttpsServer(tls, handle)
  const http = createHttpServer(handle)
  // A push takes as long as it takes.
  for (const server of [https, http]) server.requestTimeout = 0
  const open = new Set<Socket>()
  const listener = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
    socket.once('data', (start) => {
      socket.pause()
      socket.unshift(start)
      const server = start[0] === tlsHandshake ? https : http
      server.emit('connection', socket)
      process.nextTick(() => socket.resume())
    })
  })
  const close = () => {
    listener.close()
    for (const socket of open) socket.destroy()
  }
  return { listener, close }
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  socketPath: string,
  tokens: readonly RegistryToken[],
): Promise<void> {
  const token = tokenOf(incoming.headers.authorization, tokens)
  if (!token) {
    outgoing.setHeader('www-authenticate', 'Basic realm="registry"')
    return refuse(outgoing, 401, 'UNAUTHORIZED', 'authentication required')
  }
  if (!permits([token], incoming.method ?? '', incoming.url ?? '')) {
    return refuse(outgoing, 403, 'DENIED', 'requested access to the resource is denied')
  }
  const { authorization: _, ...headers } = incoming.headers
  try {
    const inner = request({ socketPath, method: incoming.method, path: incoming.url, headers })
    const answered = once(inner, 'response') as Promise<[IncomingMessage]>
    answered.catch(() => {})
    await pipeline(incoming, inner)
    const [response] = await answered
    outgoing.writeHead(response.statusCode ?? 502, response.headers)
    await pipeline(response, outgoing)
  } catch {
    if (outgoing.headersSent) outgoing.destroy()
    else refuse(outgoing, 503, 'UNAVAILABLE', 'the registry does not answer')
  }
}

/** The form of errors that the registry protocol demands (distribution specification). */
function refuse(outgoing: ServerResponse, status: number, code: string, message: string): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', 'docker-distribution-api-version': 'registry/2.0' })
  outgoing.end(JSON.stringify({ errors: [{ code, message, detail: null }] }))
}
