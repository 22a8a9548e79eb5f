import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureCertificate } from './certificate'

const folder = mkdtempSync(join(tmpdir(), 'slipway-certificate-'))

afterEach(() => jest.useRealTimers())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const serial = (file: string) => new X509Certificate(readFileSync(file)).serialNumber

test('fits the local names and its key, which only the owner reads', async () => {
  const { certFile, keyFile } = await ensureCertificate(folder)
  const certificate = new X509Certificate(readFileSync(certFile))
  expect(certificate.checkHost('localhost')).toBe('localhost')
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(certificate.checkHost('example.com')).toBeUndefined()
  expect(certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile)))).toBe(true)
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
})

test('stays while it is good', async () => {
  const before = serial((await ensureCertificate(folder)).certFile)
  expect(serial((await ensureCertificate(folder)).certFile)).toBe(before)
})

test('is renewed 30 days before its end', async () => {
  const { certFile } = await ensureCertificate(folder)
  const before = serial(certFile)
  const end = Date.parse(new X509Certificate(readFileSync(certFile)).validTo)
  jest.useFakeTimers({ now: end - 31 * 86_400_000, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
  expect(serial((await ensureCertificate(folder)).certFile)).toBe(before)
  jest.setSystemTime(end - 29 * 86_400_000)
  expect(serial((await ensureCertificate(folder)).certFile)).not.toBe(before)
})

test.each(['certFile', 'keyFile'] as const)('is made anew where %s is damaged', async (which) => {
  const files = await ensureCertificate(folder)
  const before = serial(files.certFile)
  writeFileSync(files[which], 'damaged')
  expect(serial((await ensureCertificate(folder)).certFile)).not.toBe(before)
})
