import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { databricks, databricksRuns, slipway } from '../__tests__/caller'
import type { Platform } from '../__tests__/platform'
import { type Measurement, median } from './measure'

const repetitions = 5
const root = join(__dirname, '..')
const python = join(root, '.venv', 'dev', 'bin', 'python')

/**
 * Runner and optimiser (staging, solving, checking, uploading) against the bare `highs` command on the same model, one
 * thread, interleaved. The part that grows with the model and the part that does not are promised together:
 * 1.02 × bare + 0.8 s.
 */
export async function* optimiserOverhead(platform: Platform, models: readonly string[]): AsyncGenerator<Measurement> {
  for (const model of models) {
    const bare: number[] = []
    const ours: number[] = []
    for (let repetition = 0; repetition < repetitions; repetition++) {
      bare.push(bareSeconds(model, platform.data))
      ours.push(await runSeconds(platform, model))
    }
    const base = median(bare)
    yield {
      what: `runner and optimiser, ${basename(model)}`,
      value: median(ours) - 1.02 * base,
      limit: 0.8,
      unit: 's above 1.02 × bare',
      detail: `bare ${base.toFixed(2)} s, ours ${median(ours).toFixed(2)} s, ratio ${(median(ours) / base).toFixed(3)}`,
    }
  }
}

function bareSeconds(model: string, folder: string): number {
  const options = join(folder, 'highs-options.txt')
  if (!existsSync(options)) writeFileSync(options, 'threads = 1\nrandom_seed = 0\n')
  const start = process.hrtime.bigint()
  const command = highs()
  // The package's command does not find its own library.
  const env = { ...process.env, LD_LIBRARY_PATH: join(dirname(dirname(command)), 'lib') }
  const { status, stderr } = spawnSync(command, ['--options_file', options, model], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`highs ended with ${status}: ${stderr}`)
  return Number(process.hrtime.bigint() - start) / 1e9
}

let highsPath: string | undefined
function highs(): string {
  highsPath ??= spawnSync(python, ['-c', 'import highsbox; print(highsbox.highs_bin_path())'], {
    encoding: 'utf8',
  }).stdout.trim()
  return highsPath
}

/** How long the task of a run took, in seconds, as Databricks tells it. */
export async function runSeconds(platform: Platform, model: string): Promise<number> {
  const { code, stderr } = await slipway(platform, 'submit', model, '--wait', '--option', 'threads=1')
  if (code !== 0) throw new Error(`the run of ${model} ended with ${code}: ${stderr}`)
  const [run] = await databricksRuns(platform)
  const details = await databricks<{ tasks: { execution_duration: number }[] }>(
    platform,
    'GET',
    `/api/2.2/jobs/runs/get?run_id=${run?.run_id}`,
  )
  return (details.tasks[0]?.execution_duration ?? Number.NaN) / 1000
}
