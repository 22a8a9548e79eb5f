import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { newPlatform, type Platform } from '../__tests__/platform'
import { idle, memoryAfterManyRuns, memoryOfLargeFiles, submitLatency } from './api-load'
import { containerOverhead } from './container-overhead'
import type { Measurement } from './measure'
import { optimiserOverhead } from './optimiser-overhead'
import { simulator } from './simulator'
import { snapshotTime, synthTime } from './synth'

/** Models that take ten seconds or more on one thread, each from its generator. */
const models = [
  ['unit-commitment', 'medium'],
  ['facility-location', 'medium'],
  ['lot-sizing', 'medium'],
] as const

async function main(): Promise<void> {
  const platform = await newPlatform()
  let kept = true
  try {
    await platform.start()
    for await (const { what, value, limit, unit, detail } of measurements(platform)) {
      const verdict = value <= limit ? 'kept' : 'BROKEN'
      console.log(`${verdict.padEnd(7)} ${what.padEnd(48)} ${value.toFixed(2)} ${unit} (at most ${limit}; ${detail})`)
      kept &&= value <= limit
    }
  } finally {
    await platform.remove()
  }
  process.exitCode = kept ? 0 : 1
}

async function* measurements(platform: Platform): AsyncGenerator<Measurement> {
  yield* synthTime()
  yield snapshotTime()
  yield* await simulator()
  for (const measure of [submitLatency, memoryAfterManyRuns, memoryOfLargeFiles]) {
    yield* [await measure(platform)].flat()
    await idle(platform)
  }
  const files = models.map(([sample, size]) => {
    const path = join(platform.data, `${sample}.mps`)
    const generator = join(__dirname, '..', 'samples', sample, 'generate.ts')
    execFileSync(process.execPath, ['--import', 'tsx', generator, '--size', size, '--out', path])
    return path
  })
  yield* optimiserOverhead(platform, files)
  for (const file of files.slice(0, 1)) yield* containerOverhead(platform, file)
}

void main()
