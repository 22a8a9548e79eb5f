import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openResources } from './arm/resources'
import { callerOf } from './azure/callers'
import { openCertificateAuthority } from './azure/certificate-authority'
import { startProxy } from './azure/proxy'
import { openJsonStore } from './json-store'
import { type ProxyRoute, proxyAgent } from './proxy-agent'

let folder: string
let proxy: Awaited<ReturnType<typeof startProxy>>
let caFile: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-proxy-'))
  const authority = await openCertificateAuthority(folder)
  caFile = authority.caFile
  const server: Server = createServer((incoming, outgoing) => {
    outgoing.end(`${callerOf(incoming).name} ${incoming.method} ${incoming.headers.host}${incoming.url}`)
  })
  proxy = await startProxy({
    port: 0,
    workloads: [{ name: 'worker', password: 'a-password', address: '192.0.2.1' }],
    authority,
    resources: openResources(openJsonStore(folder).collection('resources')),
    serverFor: (host) => (host === 'one.example' ? server : undefined),
    onRefused() {},
  })
})
afterAll(async () => {
  await proxy.close()
  rmSync(folder, { recursive: true })
})

const route = (password = 'a-password'): ProxyRoute => ({
  proxyUrl: `http://worker:${password}@127.0.0.1:${proxy.port}`,
  caFile,
})

function get(url: string, through: ProxyRoute): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { agent: proxyAgent(through) }, (answer) => text(answer).then(resolve, reject))
      .on('error', reject)
      .end()
  })
}

test('a host is reached by its own name, and knows by the credentials who calls', async () => {
  expect(await get('https://one.example/path?query=1', route())).toBe('worker GET one.example/path?query=1')
})

test('a host that the proxy does not serve fails with the proxy’s words', async () => {
  await expect(get('https://two.example/', route())).rejects.toThrow(
    /the proxy refused two\.example:443 \(502\) .*nobody plays two\.example/,
  )
})

test('whoever shows other credentials is refused before the host hears of it', async () => {
  await expect(get('https://one.example/', route('another'))).rejects.toThrow(/\(407\)/)
})

test('a certificate of another authority is not trusted', async () => {
  const other = await openCertificateAuthority(join(folder, 'other'))
  await expect(get('https://one.example/', { ...route(), caFile: other.caFile })).rejects.toThrow(/certificate/)
})

test('a proxy that is not there fails with the reason', async () => {
  const closed = { proxyUrl: 'http://worker:a-password@127.0.0.1:9', caFile }
  await expect(get('https://one.example/', closed)).rejects.toThrow(/ECONNREFUSED/)
})
