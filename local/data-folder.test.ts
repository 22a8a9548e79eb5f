import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimDataFolder, identities, openDataFolder, ports, write } from './data-folder'

let folder: string

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'slipway-')), 'data')
  openDataFolder(folder)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a second claim names the living holder, and a released folder can be claimed again', () => {
  const release = claimDataFolder(folder)
  expect(() => claimDataFolder(folder)).toThrow(`process ${process.pid} is already running a platform on ${folder}`)
  release()
  claimDataFolder(folder)()
})

test('the claim of a dead process is taken over', async () => {
  const child = spawn('true')
  await once(child, 'exit')
  writeFileSync(join(folder, 'claim.json'), JSON.stringify({ pid: child.pid, started: '1' }))
  claimDataFolder(folder)()
})

test('the claim of a process whose number was used again is taken over', () => {
  writeFileSync(join(folder, 'claim.json'), JSON.stringify({ pid: process.pid, started: '1' }))
  claimDataFolder(folder)()
})

test('identities are made once, differ between folders, and are the owner’s alone', () => {
  const first = identities(folder)
  expect(identities(folder)).toEqual(first)
  const other = join(folder, 'other')
  openDataFolder(other)
  expect(identities(other).tenantId).not.toBe(first.tenantId)
  expect(statSync(join(folder, 'identities.json')).mode & 0o777).toBe(0o600)
  expect(Buffer.from(first.grantKeys, 'base64')).toHaveLength(32)
})

test('a folder of an older release keeps its identities and gets those that are new', () => {
  const { runbookIdentity, ...older } = identities(folder)
  write(join(folder, 'identities.json'), older)
  const now = identities(folder)
  expect(now).toMatchObject(older)
  expect(now.runbookIdentity).toEqual({
    clientId: expect.any(String),
    principalId: expect.any(String),
    header: expect.any(String),
  })
  expect(now.runbookIdentity).not.toEqual(runbookIdentity)
  expect(identities(folder)).toEqual(now)
})

test('ports stay the same over restarts, except one that somebody else has taken', async () => {
  const first = await ports(folder, ['a', 'b'])
  expect(await ports(folder, ['a', 'b'])).toEqual(first)
  const squatter = createServer().listen(first.a, '127.0.0.1')
  await once(squatter, 'listening')
  const second = await ports(folder, ['a', 'b'])
  squatter.close()
  expect(second.a).not.toBe(first.a)
  expect(second.b).toBe(first.b)
})
