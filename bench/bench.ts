import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { newPlatform, type Platform } from '../__tests__/platform'
import { idle, memoryAfterManyRuns, memoryOfLargeFiles, submitLatency } from './api-load'
import { containerOverhead } from './container-overhead'
import type { Measurement } from './measure'
import { optimiserOverhead } from './optimiser-overhead'
import { rehearsal } from './rehearsal'
import { simulator } from './simulator'
import { snapshotTime, synthTime } from './synth'

/** Models that take ten seconds or more on one thread, each from its generator. */
const models = [
  ['unit-commitment', 'medium'],
  ['facility-location', 'medium'],
  ['lot-sizing', 'medium'],
] as const

type Measurements = (platform: Platform) => AsyncIterable<Measurement> | Iterable<Measurement>

/** What can be measured alone: `npm run bench -- simulator api`. The rehearsal comes last, because it takes longest. */
const groups: Readonly<Record<string, Measurements>> = {
  async *synth() {
    yield* synthTime()
    yield snapshotTime()
  },
  async *simulator() {
    yield* await simulator()
  },
  async *api(platform) {
    for (const measure of [submitLatency, memoryAfterManyRuns, memoryOfLargeFiles]) {
      yield* [await measure(platform)].flat()
      await idle(platform)
    }
  },
  optimiser: (platform) => optimiserOverhead(platform, generated(platform, models)),
  async *container(platform) {
    for (const model of generated(platform, models.slice(0, 1))) yield* containerOverhead(platform, model)
  },
  rehearsal,
}

async function main(): Promise<void> {
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !(name in groups))
  if (unknown.length > 0) {
    throw new Error(`there is nothing to measure by the name ${unknown.join(', ')}: ${Object.keys(groups).join(', ')}`)
  }
  const platform = await newPlatform()
  let kept = true
  try {
    await platform.start()
    for (const [name, measurements] of Object.entries(groups)) {
      if (names.length > 0 && !names.includes(name)) continue
      for await (const { what, value, limit, unit, detail } of measurements(platform)) {
        const verdict = value <= limit ? 'kept' : 'BROKEN'
        console.log(`${verdict.padEnd(7)} ${what.padEnd(48)} ${value.toFixed(2)} ${unit} (at most ${limit}; ${detail})`)
        kept &&= value <= limit
      }
    }
  } finally {
    await platform.remove()
  }
  process.exitCode = kept ? 0 : 1
}

function generated(platform: Platform, chosen: readonly (typeof models)[number][]): string[] {
  return chosen.map(([sample, size]) => {
    const path = join(platform.data, `${sample}.mps`)
    const generator = join(__dirname, '..', 'samples', sample, 'generate.ts')
    execFileSync(process.execPath, ['--import', 'tsx', generator, '--size', size, '--out', path])
    return path
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
