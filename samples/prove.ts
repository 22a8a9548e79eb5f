import { dimensions, documentedSeed, fingerprint, samples } from './catalogue'
import { modelText, proveOptimum } from './solve'

const timeLimitSeconds = 3300

/** `npx tsx samples/prove.ts SAMPLE SIZE`: proves an optimum and prints its row for the sample's README.md. */
async function main([sample = '', size = '']: readonly string[]): Promise<void> {
  const sizes = Object.hasOwn(samples, sample) ? samples[sample] : undefined
  const build = sizes && Object.hasOwn(sizes, size) ? sizes[size] : undefined
  if (!build) {
    const known = Object.entries(samples).map(([name, all]) => `  ${name} ${Object.keys(all).join('|')}`)
    console.error(`usage: npx tsx samples/prove.ts SAMPLE SIZE\n${known.join('\n')}`)
    process.exitCode = 2
    return
  }
  const model = build(documentedSeed)
  const { status, objective, bound, seconds } = await proveOptimum(modelText(model), timeLimitSeconds)
  if (status !== 'optimal' || objective === null) {
    console.error(`not proved: ${status}, objective ${objective}, bound ${bound} after ${seconds} s`)
    process.exitCode = 1
    return
  }
  const optimum = objective.toLocaleString('en-US', { maximumFractionDigits: 6 })
  console.log(`| \`${size}\` | ${dimensions(model)} | ${optimum} | ${seconds.toFixed(1)} | \`${fingerprint(model)}\` |`)
}

void main(process.argv.slice(2))
