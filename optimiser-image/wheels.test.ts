import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWheel, collectWheels } from './wheels'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wheels-'))
  mkdirSync(join(folder, 'cache'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lines = (file: string) =>
  readFileSync(join(__dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

test('the lock holds exactly the packages and versions of requirements.txt, each with its hashes', () => {
  expect(lines('requirements.lock').map((line) => line.replace(/( --hash=sha256:[0-9a-f]{64})+$/, ''))).toEqual(
    lines('requirements.txt'),
  )
})

test('the same sources build the same wheel', () => {
  const [first, second] = ['first', 'second'].map((name) => {
    buildWheel(__dirname, join(folder, name))
    const [wheel = ''] = readdirSync(join(folder, name))
    return [wheel, readFileSync(join(folder, name, wheel)).toString('base64')]
  })
  expect(first?.[0]).toMatch(/^slipway_optimiser-.+-py3-none-any\.whl$/)
  expect(second).toEqual(first)
})

test('only wheels that the lock names go into the image, whatever else the cache holds', () => {
  lock('locked content')
  writeFileSync(join(folder, 'cache', 'locked.whl'), 'locked content')
  writeFileSync(join(folder, 'cache', 'older.whl'), 'other content')
  collectWheels(folder, { cache: join(folder, 'cache'), into: join(folder, 'into') })
  expect(readdirSync(join(folder, 'into'))).toEqual(['locked.whl'])
})

test('a wheel that was changed in the cache is not taken', () => {
  lock('locked content')
  writeFileSync(join(folder, 'cache', 'locked.whl'), 'changed content')
  expect(() => collectWheels(folder, { cache: join(folder, 'cache'), into: join(folder, 'into') })).toThrow(
    'no-such-package',
  )
  expect(existsSync(join(folder, 'into'))).toBe(false)
})

/** A lock that pip can satisfy from the cache alone: it looks for the package in an empty folder, not in an index. */
function lock(content: string): void {
  const hash = createHash('sha256').update(content).digest('hex')
  mkdirSync(join(folder, 'index'))
  writeFileSync(
    join(folder, 'requirements.lock'),
    `--no-index\n--find-links ${join(folder, 'index')}\nno-such-package==1.0 --hash=sha256:${hash}\n`,
  )
}
