import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { checkBuffer } from '../apps/api/src/input-check/input-check'
import { compileOptions } from '../apps/api/src/options'
import { readOptionValues } from '../apps/cli/src/option-values'
import { type Algorithm, loadAlgorithms } from '../environments/algorithms'
import { whyNoEngine } from '../local/docker/engine-client'
import { tryAsProcess, tryInImage } from './algorithm-trial'
import { verdict } from './algorithm-verdict'

const root = dirname(__dirname)

/** What `slipway algorithm test` asks for; paths are absolute. */
interface Request {
  readonly folder: string
  readonly input: string
  /** `key=value` */
  readonly options: readonly string[]
  readonly out?: string
  readonly finishAfter?: number
}

/** Checks everything as the API would, runs the algorithm as the job would and says what came of it. */
async function main(): Promise<void> {
  const request: Request = JSON.parse(process.argv[2] ?? '')
  let algorithm: Algorithm
  let options: Readonly<Record<string, unknown>>
  try {
    algorithm = load(request.folder)
    options = await accepted(algorithm, request)
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : error}`)
    process.exitCode = 2
    return
  }
  const work = mkdtempSync(join(tmpdir(), 'slipway-trial-'))
  try {
    const file = join(work, 'options.json')
    writeFileSync(file, JSON.stringify(options))
    const out = join(work, 'out')
    mkdirSync(out)
    const finishAfter = request.finishAfter
    await judge(algorithm, {
      input: request.input,
      options: file,
      out,
      ...(finishAfter !== undefined && { finishAfter }),
    })
    if (request.out !== undefined) cpSync(join(out, 'files'), request.out, { recursive: true })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function load(folder: string): Algorithm {
  const [algorithm] = loadAlgorithms(root, [relative(root, folder)])
  if (!algorithm) throw new Error(`${folder} holds no algorithm`)
  return algorithm
}

/** @returns the options with their defaults. @throws as the API refuses. */
async function accepted(
  { manifest }: Algorithm,
  { input, options }: Request,
): Promise<Readonly<Record<string, unknown>>> {
  const complete = compileOptions([{ manifest, jobs: {} }]).get(manifest.name)
  if (!complete) throw new Error(`${manifest.name} has no options`)
  const completed = complete(readOptionValues(options, manifest.options))
  const { bytes } = await checkBuffer(basename(input), manifest.input, readFileSync(input))
  console.log(`${manifest.name} ${manifest.version}: ${manifest.title}`)
  console.log(`✓ algorithm.yaml, input ${basename(input)} (${bytes} bytes), options ${JSON.stringify(completed)}`)
  return completed
}

async function judge(algorithm: Algorithm, trial: Parameters<typeof tryInImage>[1]): Promise<void> {
  const why = await whyNoEngine()
  if (why !== undefined) console.log(`! runs as a process of this machine: ${why}`)
  const report = await (why === undefined ? tryInImage(algorithm, trial) : tryAsProcess(algorithm, trial))
  const summary = join(trial.out, 'files', 'summary.json')
  const { passed, lines } = verdict(
    report,
    algorithm.manifest,
    existsSync(summary) ? readFileSync(summary, 'utf8') : null,
  )
  for (const line of lines) console.log(line)
  console.log(passed ? '\nA run would have succeeded.' : '\nA run would have failed.')
  if (!passed) process.exitCode = 1
}

main().catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
})
