import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment } from '../optimiser-image/contract'
import type { Model } from './mps'

/** What the optimiser says of a model (its `summary.json`). */
export interface Summary {
  readonly status: string
  readonly objective: number | null
  readonly bound: number | null
  readonly seconds: number
}

/** The model as a file's text. */
export function modelText(model: Model): string {
  return `${[...model.lines()].join('\n')}\n`
}

/**
 * Solves a model with the platform's own optimiser, on one thread and to a proof: relative gap 0, absolute gap 1e-6.
 * @param timeLimitSeconds after which the best solution so far is returned.
 * @throws when the environment of the optimiser is missing, or when it ends with an error.
 */
export async function proveOptimum(text: string, timeLimitSeconds: number): Promise<Summary> {
  const python = join(__dirname, '..', '.venv', 'cluster', 'bin', 'python')
  if (!existsSync(python)) throw new Error('the optimiser is not installed: run "npm run setup" first')
  const folder = mkdtempSync(join(tmpdir(), 'slipway-sample-'))
  try {
    const file = (name: string) => join(folder, name)
    writeFileSync(file('model.mps'), text)
    const options = { time_limit: timeLimitSeconds, mip_rel_gap: 0, mip_abs_gap: 1e-6, threads: 1 }
    writeFileSync(file('options.json'), JSON.stringify(options))
    const optimiser = spawn(python, ['-m', 'slipway.optimiser'], {
      env: {
        PATH: process.env.PATH,
        [environment.runId]: 'sample',
        [environment.inputPath]: file('model.mps'),
        [environment.optionsPath]: file('options.json'),
        [environment.outputPath]: file('output'),
        [environment.progressPath]: file('progress.jsonl'),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    optimiser.stderr.setEncoding('utf8').on('data', (part: string) => {
      said += part
    })
    const [code] = await once(optimiser, 'close')
    if (code !== 0) throw new Error(`the optimiser ended with code ${code}: ${said}`)
    return JSON.parse(readFileSync(join(file('output'), 'summary.json'), 'utf8')) as Summary
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
