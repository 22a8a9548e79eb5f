import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fakeContexts } from '../constructs/testing/fake-contexts'
import { dev } from '../environments/dev'
import { prod } from '../environments/prod'
import { synthesise } from '../main'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synth-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('two synths in two folders are the same, byte for byte and second for second', async () => {
  const [first, second] = [join(folder, 'a'), join(folder, 'somewhere-else')]
  for (const outdir of [first, second])
    await synthesise(prod, { build: async (...args) => fakeContexts(...args), outdir })
  expect(filesOf(first)).toEqual(filesOf(second))
  expect(Object.keys(filesOf(first)).filter((name) => name.endsWith('cdk.tf.json'))).toHaveLength(6)
})

test('one command builds all that is deployed, and twice the same', () => {
  const [first, second] = ['a', 'b'].map((name) => {
    const outdir = join(folder, name)
    const { status, stderr } = spawnSync('npx', ['ts-node', '--transpile-only', 'main.ts'], {
      cwd: join(__dirname, '..'),
      env: { ...process.env, SLIPWAY_ENVIRONMENT: 'dev', CDKTF_OUTDIR: outdir },
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return filesOf(outdir)
  })
  expect(Object.keys(first ?? {})).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^stacks\/images\/assets\/api_context_.+\/api\.js$/),
      expect.stringMatching(/^stacks\/images\/assets\/algorithm-highs_context_.+\/dist\/slipway_optimiser-.+\.whl$/),
    ]),
  )
  expect(second).toEqual(first)
}, 120_000)

test('an environment with a mistake is refused before anything is built', async () => {
  const build = jest.fn()
  await expect(synthesise({ ...dev, location: 'atlantis' }, { build, outdir: folder })).rejects.toThrow('atlantis')
  expect(build).not.toHaveBeenCalled()
  expect(readdirSync(folder)).toEqual([])
})

test('an unknown environment is told in one sentence', () => {
  const { status, stderr } = spawnSync('npx', ['ts-node', '--transpile-only', 'main.ts'], {
    cwd: join(__dirname, '..'),
    env: { ...process.env, SLIPWAY_ENVIRONMENT: 'staging', CDKTF_OUTDIR: folder },
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'SLIPWAY_ENVIRONMENT is "staging"; it must be one of dev, prod, hardened, rehearsal\n',
  })
})

/** SHA-256 of each file, and the time of each asset: Docker's layers hold it. */
function filesOf(outdir: string): Record<string, string> {
  const names = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(outdir, name)).isFile(),
  )
  return Object.fromEntries(
    names.sort().map((name) => {
      const digest = createHash('sha256')
        .update(readFileSync(join(outdir, name)))
        .digest('hex')
      const { mtimeMs, mode } = statSync(join(outdir, name))
      return [name, name.includes('/assets/') ? `${digest} ${mtimeMs} ${mode}` : digest]
    }),
  )
}
