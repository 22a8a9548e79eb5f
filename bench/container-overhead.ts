import { basename } from 'node:path'
import { newPlatform, type Platform } from '../__tests__/platform'
import { whyNoEngine } from '../local/docker/engine-client'
import { type Measurement, median } from './measure'
import { runSeconds } from './optimiser-overhead'

const repetitions = 5

/**
 * The same solve in the job's container against the one in the virtual environment, interleaved; from the task's start
 * to its end, without pull and cold start. Left out, with the reason, where no Docker engine answers.
 */
export async function* containerOverhead(platform: Platform, model: string): AsyncGenerator<Measurement> {
  const why = await whyNoEngine()
  if (why !== undefined) {
    console.log(`left out the container's overhead: ${why}`)
    return
  }
  const containers = await newPlatform(0, ['--executor', 'docker'])
  try {
    await containers.start()
    const outside: number[] = []
    const inside: number[] = []
    for (let repetition = 0; repetition < repetitions; repetition++) {
      outside.push(await runSeconds(platform, model))
      inside.push(await runSeconds(containers, model))
    }
    const base = median(outside)
    yield {
      what: `container, ${basename(model)}`,
      value: median(inside) - 1.05 * base,
      limit: 1,
      unit: 's above 1.05 × outside',
      detail: `outside ${base.toFixed(2)} s, in the container ${median(inside).toFixed(2)} s`,
    }
  } finally {
    await containers.remove()
  }
}
