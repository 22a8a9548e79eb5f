import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as othersTurn } from 'node:timers/promises'
import { findParticles, marked, otsuThreshold, type Particle } from './particles.ts'
import { encodePng, netpbmVersion, readPicture } from './picture.ts'

/** `OPTIONS_PATH` holds exactly what algorithm.yaml describes, completed with its defaults. */
interface Options {
  readonly foreground: 'bright' | 'dark'
  readonly threshold?: number
  readonly min_area: number
}

const reportEveryMs = 1000

async function main(): Promise<void> {
  // SIGTERM asks for the best there is so far; it is heard whenever the search lets others have their turn.
  let stopping = false
  process.on('SIGTERM', () => {
    stopping = true
  })
  const options: Options = JSON.parse(readFileSync(setting('OPTIONS_PATH'), 'utf8'))
  report({ phase: 'read', percent: 0 })
  const picture = readPicture(setting('INPUT_PATH'))
  const threshold = options.threshold ?? otsuThreshold(picture)
  console.log(`${picture.width} × ${picture.height} pixels, ${options.foreground} beyond grey ${threshold}`)

  const particles: Particle[] = []
  let rows = 0
  let reported = Date.now()
  const search = { threshold, foreground: options.foreground, minArea: options.min_area }
  for (const found of findParticles(picture, search)) {
    particles.push(...found)
    rows += 1
    await othersTurn()
    if (stopping) break
    if (Date.now() - reported < reportEveryMs) continue
    reported = Date.now()
    report({ phase: 'search', percent: (100 * rows) / picture.height, message: `${particles.length} particles` })
  }

  const complete = rows === picture.height
  report({ phase: 'write', percent: 100, message: `${particles.length} particles` })
  console.log(`${particles.length} particles${complete ? '' : ` in the first ${rows} rows`}`)
  const { width, height } = picture
  save('particles.json', JSON.stringify({ complete, rows, width, height, threshold, particles }, null, 2))
  save('particles.png', encodePng(marked(picture, particles)))
  const versions = { node: process.versions.node, netpbm: netpbmVersion() }
  save(
    'summary.json',
    JSON.stringify({ status: complete ? 'complete' : 'stopped', particles: particles.length, versions }),
  )
}

function report(progress: { readonly phase: string; readonly percent: number; readonly message?: string }): void {
  appendFileSync(setting('PROGRESS_PATH'), `${JSON.stringify(progress)}\n`)
}

function save(name: string, content: string | Buffer): void {
  writeFileSync(join(setting('OUTPUT_PATH'), name), content)
}

function setting(name: 'INPUT_PATH' | 'OPTIONS_PATH' | 'OUTPUT_PATH' | 'PROGRESS_PATH'): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: the runner starts this program (docs/container-contract.md)`)
  return value
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
