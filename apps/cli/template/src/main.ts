// Node.js runs this file as it is. It estimates a mean and its 95 % interval by resampling; put your own work here.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as othersTurn } from 'node:timers/promises'

async function main(): Promise<void> {
  // Slipway asks with SIGTERM to finish now with the best there is; it is heard while `othersTurn` is awaited.
  let finishing = false
  process.on('SIGTERM', () => {
    finishing = true
  })
  const { rounds }: { rounds: number } = JSON.parse(readFileSync(setting('OPTIONS_PATH'), 'utf8'))
  const { values } = JSON.parse(readFileSync(setting('INPUT_PATH'), 'utf8'))
  if (!Array.isArray(values) || values.length === 0 || !values.every(Number.isFinite)) {
    // An exit code other than 0 is a failed run; the last line of the log is its message.
    throw new Error('the input must have "values", a list of at least one number')
  }

  const means: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    for (let sample = 0; sample < 1000; sample += 1) means.push(mean(resampled(values)))
    const progress = { percent: (100 * round) / rounds, phase: 'resample' }
    appendFileSync(setting('PROGRESS_PATH'), `${JSON.stringify(progress)}\n`)
    await othersTurn()
    if (finishing) break
  }

  means.sort((one, other) => one - other)
  const quantile = (part: number) => means[Math.floor(part * (means.length - 1))]
  const result = { mean: mean(values), from: quantile(0.025), to: quantile(0.975), samples: means.length }
  writeFileSync(join(setting('OUTPUT_PATH'), 'result.json'), JSON.stringify(result, null, 2))
  // Optional: what a list of runs shows of this one.
  const summary = { status: finishing ? 'stopped' : 'complete', objective: result.mean }
  writeFileSync(join(setting('OUTPUT_PATH'), 'summary.json'), JSON.stringify(summary))
  console.log(`mean ${result.mean.toFixed(3)} of ${values.length} values`)
}

function resampled(values: readonly number[]): number[] {
  return values.map(() => values[Math.floor(Math.random() * values.length)] ?? Number.NaN)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function setting(name: 'INPUT_PATH' | 'OPTIONS_PATH' | 'OUTPUT_PATH' | 'PROGRESS_PATH'): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: start this program with "npx slipway algorithm test"`)
  return value
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
