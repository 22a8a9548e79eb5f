import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const bin = join(__dirname, '..', 'apps', 'cli', 'bin', 'slipway.mjs')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-algorithm-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Without a Docker engine, so that the algorithm runs as a process. */
function slipway(...args: string[]) {
  const env = { ...process.env, DOCKER_HOST: 'unix:///nowhere/docker.sock' }
  return spawnSync(process.execPath, [bin, 'algorithm', ...args], { cwd: folder, encoding: 'utf8', env })
}

test('from an empty folder to an algorithm that runs under the contract', () => {
  expect(slipway('new', 'demo')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('npx slipway algorithm test demo demo/example.json'),
  })
  const { status, stdout } = slipway('test', 'demo', 'demo/example.json', '--option', 'rounds=2', '--out', 'results')
  expect(stdout).toContain('✓ wrote the result result.json')
  expect(stdout).toContain('! runs as a process of this machine: no Docker engine answers at unix:///nowhere')
  expect(status).toBe(0)
  const result = JSON.parse(readFileSync(join(folder, 'results', 'result.json'), 'utf8'))
  expect(result).toMatchObject({ mean: expect.closeTo(10.9, 5), samples: 2000 })
}, 60_000)

test('what a run would fail of is said, with exit code 1', () => {
  slipway('new', 'demo')
  writeFileSync(join(folder, 'wrong.json'), '{"values": []}')
  const { status, stdout } = slipway('test', 'demo', 'wrong.json')
  expect(stdout).toContain('✗ the algorithm ended with exit code 1; last log line: the input must have "values"')
  expect(status).toBe(1)
}, 60_000)

test.each([
  ['an input of another format', ['test', 'demo', 'demo/Dockerfile'], "✗ The input's name must end with one of .json"],
  ['an option out of range', ['test', 'demo', 'demo/example.json', '--option', 'rounds=0'], 'a whole number from 1'],
  ['an input that is not there', ['test', 'demo', 'none.json'], 'none.json does not exist'],
  ['a folder that exists', ['new', 'demo'], 'demo exists already'],
  ['a name that no image can have', ['new', 'Demo_1'], '"Demo_1" cannot be an algorithm\'s name'],
])(
  '%s is refused before anything starts',
  (_, args, words) => {
    slipway('new', 'demo')
    const { status, stderr } = slipway(...args)
    expect(stderr).toContain(words)
    expect(status).toBe(2)
  },
  60_000,
)

test('a mistake in algorithm.yaml is named with its key', () => {
  slipway('new', 'demo')
  const manifest = join(folder, 'demo', 'algorithm.yaml')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('profile:', 'profil:'))
  const { status, stderr } = slipway('test', 'demo', 'demo/example.json')
  expect(stderr).toContain('profil is unknown')
  expect(status).toBe(2)
  expect(existsSync(join(folder, 'results'))).toBe(false)
}, 60_000)
