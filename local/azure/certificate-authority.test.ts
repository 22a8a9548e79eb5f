import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import { openCertificateAuthority } from './certificate-authority'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-authority-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Whether a client that trusts `ca` alone accepts the certificate for the host. */
async function isTrusted(host: string, ca: string): Promise<boolean> {
  const authority = await openCertificateAuthority(folder)
  const secureContext = await authority.contextFor(host)
  const server = createServer({ SNICallback: (_name, done) => done(null, secureContext) }, (socket) => socket.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = connect({ host: '127.0.0.1', port, servername: host, ca })
  const trusted = await once(client, 'secureConnect').then(
    () => true,
    () => false,
  )
  client.destroy()
  server.close()
  return trusted
}

test.each(['management.azure.com', `${'a'.repeat(60)}.webhook.we.azure-automation.net`])(
  '%s is trusted by whoever trusts the authority, and by nobody else',
  async (host) => {
    const { caFile } = await openCertificateAuthority(folder)
    const other = mkdtempSync(join(tmpdir(), 'slipway-authority-'))
    const { caFile: otherFile } = await openCertificateAuthority(other)
    expect(await isTrusted(host, readFileSync(caFile, 'utf8'))).toBe(true)
    expect(await isTrusted(host, readFileSync(otherFile, 'utf8'))).toBe(false)
    rmSync(other, { recursive: true, force: true })
  },
)

test('it stays the same, and its key is for its owner’s eyes', async () => {
  const { caFile } = await openCertificateAuthority(folder)
  const before = readFileSync(caFile, 'utf8')
  expect(readFileSync((await openCertificateAuthority(folder)).caFile, 'utf8')).toBe(before)
  expect(statSync(join(folder, 'ca.key')).mode & 0o077).toBe(0)
})

test('it is made anew where its key does not fit, and before it ends', async () => {
  const { caFile } = await openCertificateAuthority(folder)
  const first = readFileSync(caFile, 'utf8')
  writeFileSync(join(folder, 'ca.key'), 'nonsense')
  await openCertificateAuthority(folder)
  const second = readFileSync(caFile, 'utf8')
  expect(second).not.toBe(first)
  jest.useFakeTimers({ now: Date.now() + 340 * 86_400_000, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
  await openCertificateAuthority(folder)
  jest.useRealTimers()
  expect(readFileSync(caFile, 'utf8')).not.toBe(second)
})
