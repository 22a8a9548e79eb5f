import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentHash, pinFiles } from './build-context'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'context-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n')
  writeFileSync(join(folder, 'src', 'a.py'), 'print(1)\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

const changes: readonly [string, () => void][] = [
  ['a content', () => writeFileSync(join(folder, 'src', 'a.py'), 'print(2)\n')],
  ['a name', () => renameSync(join(folder, 'src', 'a.py'), join(folder, 'src', 'b.py'))],
  ['a folder', () => renameSync(join(folder, 'src'), join(folder, 'lib'))],
  ['a further file', () => writeFileSync(join(folder, 'src', 'empty'), '')],
  ['the right to execute', () => chmodSync(join(folder, 'src', 'a.py'), 0o755)],
]

test.each(changes)('%s changes the hash', (_what, change) => {
  const before = contentHash(folder)
  change()
  expect(contentHash(folder)).not.toBe(before)
})

test('times, rights of others and what is excepted do not change the hash', () => {
  const before = contentHash(folder)
  utimesSync(join(folder, 'Dockerfile'), 1, 1)
  chmodSync(join(folder, 'Dockerfile'), 0o640)
  mkdirSync(join(folder, 'wheels'))
  writeFileSync(join(folder, 'wheels', 'x.whl'), 'x')
  expect(contentHash(folder, ['wheels'])).toBe(before)
})

test('pinned files carry the same time and one of two modes', () => {
  chmodSync(join(folder, 'src', 'a.py'), 0o700)
  chmodSync(join(folder, 'Dockerfile'), 0o600)
  pinFiles(folder)
  const seen = ['.', 'src', 'src/a.py', 'Dockerfile'].map((name) => {
    const { mode, mtimeMs } = statSync(join(folder, name))
    return [name, (mode & 0o777).toString(8), mtimeMs]
  })
  const time = Date.UTC(1980, 0, 1)
  expect(seen).toEqual([
    ['.', '755', time],
    ['src', '755', time],
    ['src/a.py', '755', time],
    ['Dockerfile', '644', time],
  ])
})
