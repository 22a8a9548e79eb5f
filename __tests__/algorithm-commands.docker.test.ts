import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWithDocker } from '../local/docker/testing/with-docker'

const bin = join(__dirname, '..', 'apps', 'cli', 'bin', 'slipway.mjs')

/** Ends only when it is asked to. */
const patient = `
import { writeFileSync } from 'node:fs'
const waiting: NodeJS.Timeout = setInterval(() => {}, 1000)
process.on('SIGTERM', () => {
  writeFileSync(process.env.OUTPUT_PATH + '/result.json', '{}')
  clearInterval(waiting)
})
`

describeWithDocker('an own algorithm in its image', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'own-algorithm-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('runs under the contract from an empty folder on, and finishes when it is asked to', () => {
    const slipway = (...args: string[]) =>
      spawnSync(process.execPath, [bin, 'algorithm', ...args], { cwd: folder, encoding: 'utf8' })
    expect(slipway('new', 'demo').status).toBe(0)
    const whole = slipway('test', 'demo', 'demo/example.json')
    expect(whole.stdout).toContain('Building image algorithm-demo')
    expect(whole.stdout).toContain('A run would have succeeded.')
    // A minute's work at least, so that it is still at it when it is asked.
    const values = Array.from({ length: 10_000 }, (_, index) => index)
    writeFileSync(join(folder, 'long.json'), JSON.stringify({ values }))
    writeFileSync(join(folder, 'demo', 'src', 'main.ts'), patient)
    const finished = slipway('test', 'demo', 'demo/example.json', '--finish-after', '3')
    expect(finished.stdout).toMatch(/✓ ended with exit code 0 after [\d.]+ s, asked to finish/)
    expect(finished.status).toBe(0)
  }, 300_000)
})
