import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { Agent } from 'node:https'
import type { Socket } from 'node:net'
import { connect } from 'node:tls'

/** The one way out for what must not leave the machine by itself. */
export interface ProxyRoute {
  /** `http://<workload>:<password>@127.0.0.1:<port>`. */
  readonly proxyUrl: string
  /** Whose certificates are trusted behind it, PEM. */
  readonly caFile: string
}

/**
 * Connections over HTTPS that all go through the proxy (CONNECT, RFC 9110 9.3.6).
 * A host that the proxy refuses fails with the proxy's own words.
 */
export function proxyAgent({ proxyUrl, caFile }: ProxyRoute): Agent {
  const proxy = new URL(proxyUrl)
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
  const ca = readFileSync(caFile)
  const agent = new Agent({ keepAlive: false })
  agent.createConnection = ({ host, port }, done) => {
    const target = `${host}:${port}`
    const fail = (error: Error) => done?.(error, undefined as never)
    request({
      host: proxy.hostname,
      port: proxy.port,
      method: 'CONNECT',
      path: target,
      headers: { host: target, 'proxy-authorization': authorization },
    })
      .once('connect', ({ statusCode }, socket: Socket, head: Buffer) => {
        if (statusCode === 200) return done?.(null, connect({ socket, ca, servername: host ?? '' }))
        socket.destroy()
        fail(new Error(`the proxy refused ${target} (${statusCode}) ${head.toString('utf8').trim()}`))
      })
      .once('error', fail)
      .end()
    // The connection is handed over when the proxy has opened it.
    return undefined as never
  }
  return agent
}
