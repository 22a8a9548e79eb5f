import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { Model } from './mps'

/** Models of one kind by the names of their sizes. */
export type Sizes = Readonly<Record<string, (seed: number) => Model>>

/**
 * The command line of a generator: `--size NAME`, `--seed N` (default 1, which the documented optima are for) and
 * `--out FILE` (default: stdout). Sets the exit code 2 on anything else.
 */
export async function generateCommand(sizes: Sizes): Promise<void> {
  try {
    const { values } = parseArgs({
      options: { size: { type: 'string' }, seed: { type: 'string', default: '1' }, out: { type: 'string' } },
    })
    const build = values.size !== undefined && Object.hasOwn(sizes, values.size) ? sizes[values.size] : undefined
    if (!build) throw new Error(`--size is one of ${Object.keys(sizes).join(', ')}`)
    if (!/^\d{1,9}$/.test(values.seed)) throw new Error('--seed is a whole number from 0 to 999999999')
    const model = build(Number(values.seed))
    const target = values.out === undefined ? process.stdout : createWriteStream(values.out)
    await pipeline(Readable.from(chunks(model)), target)
    const { rows, columns, integers, entries } = model.size
    console.error(`${rows} rows, ${columns} columns (${integers} integer), ${entries} coefficients`)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    // "generate | head" closes the pipe.
    if (code === 'EPIPE') return
    console.error(message)
    process.exitCode = 2
  }
}

/** Many lines at once: a write for each would take longer than making the model. */
function* chunks(model: Model): Generator<string> {
  let chunk: string[] = []
  for (const line of model.lines()) {
    chunk.push(line)
    if (chunk.length === 1000) {
      yield `${chunk.join('\n')}\n`
      chunk = []
    }
  }
  if (chunk.length > 0) yield `${chunk.join('\n')}\n`
}
