import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJsonStore } from './json-store'

const folder = mkdtempSync(join(tmpdir(), 'slipway-store-'))
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['an ordinary id', 'run-1'],
  ['an id that would leave the folder', '../../etc/passwd'],
  ['an id that is longer than a file may be named', `/subscriptions/${'a/'.repeat(200)}`],
])('finds %s again after a restart', (_, id) => {
  openJsonStore(folder).collection<{ text: string }>('things').put(id, { text: id })

  const things = openJsonStore(folder).collection<{ text: string }>('things')

  expect(things.get(id)).toEqual({ text: id })
  expect(things.delete(id)).toBe(true)
  expect(openJsonStore(folder).collection('things').get(id)).toBeUndefined()
})
