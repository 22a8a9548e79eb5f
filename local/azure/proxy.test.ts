import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { AddressInfo } from 'node:net'
import { proxyAgent } from '../proxy-agent'
import { type AzureUnderTest, group, sendThrough, startAzureUnderTest } from './testing/azure-under-test'

const teamsHost = 'prod-00.westeurope.logic.azure.com'

let azure: AzureUnderTest
let teams: Server
/** What the service behind the proxy does with its next request. */
let answer: Parameters<typeof createServer>[1]

beforeAll(async () => {
  teams = createServer((incoming, outgoing) => answer?.(incoming as never, outgoing as never))
  teams.listen(0, '127.0.0.1')
  await once(teams, 'listening')
  const { port } = teams.address() as AddressInfo
  azure = await startAzureUnderTest({ teams: { url: `http://127.0.0.1:${port}`, host: teamsHost } })
})
afterAll(async () => {
  await azure?.close()
  teams?.close()
})

const refusals = async () => (await azure.control('GET', '/__emulator/refusals')).body.refusals
const through = (proxyUrl: string, url: string) => sendThrough(proxyUrl, azure.azure.caFile, 'GET', url)

describe('who may use the proxy', () => {
  test.each([
    ['without a password', () => azure.proxyUrl('deployer', '')],
    ['with the password of another workload', () => azure.proxyUrl('deployer', 'of-the-caller')],
    ['under an unknown name', () => azure.proxyUrl('stranger')],
  ])('nobody %s', async (_, proxyUrl) => {
    await expect(through(proxyUrl(), 'https://management.azure.com/')).rejects.toThrow(/\(407\)/)
  })

  test('a host that Azure does not have is refused by name, and kept', async () => {
    const url = 'https://registry.npmjs.example/'
    await expect(through(azure.proxyUrl('caller'), url)).rejects.toThrow(/\(502\).*nobody plays registry.npmjs.example/)
    expect(await refusals()).toContainEqual(
      expect.objectContaining({ kind: 'host', caller: 'caller', host: 'registry.npmjs.example', method: 'CONNECT' }),
    )
  })

  test('a host is played on the port of HTTPS alone', async () => {
    await expect(through(azure.proxyUrl(), 'https://management.azure.com:8443/')).rejects.toThrow(/\(502\)/)
  })

  test('a request without TLS is refused and kept, never sent on', async () => {
    const outgoing = request({
      host: '127.0.0.1',
      port: azure.azure.proxyPort,
      path: 'http://management.azure.com/plain',
    }).end()
    const [{ statusCode }] = await once(outgoing, 'response')
    expect(statusCode).toBe(501)
    expect((await refusals()).at(-1)).toMatchObject({ host: 'http://management.azure.com/plain' })
  })
})

describe('connections', () => {
  test('carry many requests', async () => {
    const agent = proxyAgent({ proxyUrl: azure.proxyUrl(), caFile: azure.azure.caFile })
    agent.options.keepAlive = true
    Object.assign(agent, { keepAlive: true, maxSockets: 1 })
    const sockets = new Set()
    for (const path of ['/metadata/endpoints?api-version=1', '//metadata/endpoints?api-version=2']) {
      const outgoing = secureRequest({ host: 'management.azure.com', path, agent })
      outgoing.once('socket', (socket) => sockets.add(socket))
      outgoing.end()
      const [incoming] = await once(outgoing, 'response')
      expect(incoming.statusCode).toBe(200)
      incoming.resume()
      await once(incoming, 'end')
    }
    agent.destroy()
    expect(sockets.size).toBe(1)
  })

  test('are trusted after a restart, which forgets nothing', async () => {
    const { caFile } = azure.azure
    await azure.good('PUT', group, { location: 'westeurope' })
    await azure.restart()
    const { status, body } = await azure.call('GET', group)
    expect({ status, name: body.name, caFile: azure.azure.caFile }).toEqual({ status: 200, name: 'rg-test', caFile })
  })
})

describe('what is passed on to another service', () => {
  test('arrives as it was sent, without the credentials of the proxy', async () => {
    let seen: { url: string | undefined; body: string; headers: string[] } | undefined
    answer = async (incoming, outgoing) => {
      let body = ''
      for await (const chunk of incoming) body += chunk
      seen = { url: incoming.url, body, headers: Object.keys(incoming.headers) }
      outgoing.writeHead(202, { 'x-teams': 'yes' }).end('taken')
    }
    const { status, headers, body } = await azure.call('POST', '/workflows/1?sig=abc', {
      host: teamsHost,
      as: null,
      body: { card: 1 },
    })
    expect({ status, teams: headers['x-teams'], body }).toEqual({ status: 202, teams: 'yes', body: 'taken' })
    expect(seen).toMatchObject({ url: '/workflows/1?sig=abc', body: '{"card":1}' })
    expect(seen?.headers).not.toContain('proxy-authorization')
  })

  test('keeps the caller’s connection, whatever becomes of the one behind', async () => {
    answer = (_incoming, outgoing) => outgoing.writeHead(200, { connection: 'close' }).end()
    const { headers } = await azure.call('GET', '/', {
      host: teamsHost,
      as: null,
      headers: { connection: 'keep-alive' },
    })
    expect(headers.connection).toBe('keep-alive')
    // With a limit, a provider that asks again every five seconds would now and then find it closed.
    expect(headers['keep-alive']).toBeUndefined()
  })

  test('streams: the beginning arrives before the end is there', async () => {
    let finish = () => {}
    answer = (_incoming, outgoing) => {
      outgoing.writeHead(200).write('beginning')
      finish = () => outgoing.end(' and end')
    }
    const agent = proxyAgent({ proxyUrl: azure.proxyUrl(), caFile: azure.azure.caFile })
    const [incoming] = await once(secureRequest({ host: teamsHost, agent }).end(), 'response')
    const [first] = await once(incoming, 'data')
    expect(String(first)).toBe('beginning')
    finish()
    const [second] = await once(incoming, 'data')
    expect(String(second)).toBe(' and end')
  })

  test('an answer that breaks off breaks off for the caller too', async () => {
    answer = (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': '100' }).write('half', () => outgoing.destroy())
    }
    await expect(azure.call('GET', '/', { host: teamsHost, as: null })).rejects.toThrow(/aborted|hang up|terminated/)
  })

  test('a service that is down is 502 with its address', async () => {
    answer = (incoming) => incoming.socket.destroy()
    const { status, body } = await azure.call('GET', '/', { host: teamsHost, as: null })
    expect(status).toBe(502)
    expect(body).toMatch(/^simulator: nothing answers at http:\/\/127\.0\.0\.1:\d+/)
  })
})
