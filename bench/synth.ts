import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareApp } from './bare-app'
import { type Measurement, median } from './measure'

const root = join(__dirname, '..')
const tsNode = join(root, 'node_modules', '.bin', 'ts-node')

/** What our constructs, checks and policies cost on top of CDKTF itself: whole processes, interleaved. */
export function synthTime(): Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-'))
  try {
    for (const name of ['node_modules', 'tsconfig.json']) symlinkSync(join(root, name), join(folder, name))
    mkdirSync(join(folder, 'bare'))
    const bare = join(folder, 'bare', 'main.ts')
    synthesise(join(root, 'bench', 'synth-once.ts'), join(folder, 'ours'))
    writeFileSync(bare, bareApp(join(folder, 'ours', 'stacks')))
    const times = { ours: [] as number[], bare: [] as number[], imports: [] as number[] }
    for (let repetition = 0; repetition < 5; repetition++) {
      const { seconds, output } = synthesise(join(root, 'bench', 'synth-once.ts'), join(folder, 'ours'))
      times.ours.push(seconds)
      times.imports.push(Number(output))
      times.bare.push(synthesise(bare, join(folder, 'theirs')).seconds)
    }
    const [ours, theirs] = [median(times.ours), median(times.bare)]
    const detail = `ours ${ours.toFixed(2)} s, bare ${theirs.toFixed(2)} s`
    return [
      { what: 'synth against a bare app', value: ours / theirs, limit: 1.4, unit: '×', detail },
      { what: 'first import', value: median(times.imports), limit: 1, unit: 's', detail: 'all that main.ts imports' },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** How long a reviewer's snapshots take. */
export function snapshotTime(): Measurement {
  const jest = join(root, 'node_modules', '.bin', 'jest')
  const start = process.hrtime.bigint()
  execFileSync(jest, ['--ci', '__tests__/stacks.test.ts'], { cwd: root, stdio: 'ignore' })
  const value = Number(process.hrtime.bigint() - start) / 1e9
  return { what: 'snapshot suite', value, limit: 15, unit: 's', detail: 'one run, jest included' }
}

function synthesise(program: string, outdir: string): { seconds: number; output: string } {
  const start = process.hrtime.bigint()
  const output = execFileSync(tsNode, ['--cwd', root, program, outdir], { encoding: 'utf8', cwd: root })
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, output }
}
