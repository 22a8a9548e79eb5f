import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Algorithm } from '../environments/algorithms'
import { prod } from '../environments/prod'
import { nodeSize } from '../local/databricks/node-size'
import { buildImage } from '../local/docker/images'
import type { TrialReport } from './algorithm-verdict'
import { algorithmImage, buildContexts } from './image-contexts'
import { localCommand } from './local-command'

const root = dirname(__dirname)
const runnerFolder = 'optimiser-image'

/** One run of an algorithm; all paths are absolute. */
export interface Trial {
  readonly input: string
  /** JSON file with the options, completed. */
  readonly options: string
  /** Receives `report.json` and `files/`. */
  readonly out: string
  readonly finishAfter?: number
}

/**
 * Runs the algorithm in its image, with the memory and cores that a job of its profile has.
 * @throws with the output where the image cannot be built.
 */
export async function tryInImage(algorithm: Algorithm, trial: Trial): Promise<TrialReport> {
  const image = await buildFor(algorithm)
  const { memoryBytes, cores } = sizeOf(algorithm)
  const limits = ['--memory', String(memoryBytes), '--cpus', String(Math.min(cores, cpus().length))]
  const input = `/trial/${basename(trial.input)}`
  const mounts = [`${trial.input}:${input}:ro`, `${trial.options}:/trial-options.json:ro`, `${trial.out}:/trial-out`]
  const volumes = mounts.flatMap((mount) => ['--volume', mount])
  const python = ['--user', '0:0', '--entrypoint', '/databricks/python3/bin/python', image]
  const args = ['-u', '-m', 'slipway.runner.trial', input, '/trial-options.json', '/trial-out', ...finish(trial)]
  await inherit('docker', ['run', '--rm', ...limits, ...volumes, ...python, ...args], process.env)
  return readReport(trial.out)
}

/**
 * Runs the algorithm as a process of this machine, which must have what the image would bring.
 * @throws where the Dockerfile does not say what to start, or the Python environment is missing.
 */
export async function tryAsProcess({ folder, manifest }: Algorithm, trial: Trial): Promise<TrialReport> {
  const python = join(root, '.venv', 'cluster', 'bin', 'python')
  if (!existsSync(python)) throw new Error(`${python} is missing: run "npm run setup" in ${root} first`)
  const source = join(root, folder)
  const command = localCommand(source, readFileSync(join(source, manifest.dockerfile), 'utf8'))
  const environment = { ...process.env, ...(command && { ALGORITHM_COMMAND: JSON.stringify(command) }) }
  const args = ['-u', '-m', 'slipway.runner.trial', trial.input, trial.options, trial.out, ...finish(trial)]
  await inherit(python, args, environment)
  return readReport(trial.out)
}

function finish({ finishAfter }: Trial): string[] {
  return finishAfter === undefined ? [] : [String(finishAfter)]
}

async function buildFor(algorithm: Algorithm): Promise<string> {
  const work = mkdtempSync(join(tmpdir(), 'slipway-trial-'))
  try {
    const runner = { folder: runnerFolder, manifest: { name: 'highs', dockerfile: 'Dockerfile' } }
    const sources = algorithm.folder === runnerFolder ? [algorithm] : [runner, algorithm]
    const contexts = await buildContexts(sources, work)
    const wanted = contexts.find(({ name }) => name === algorithmImage(algorithm.manifest.name))
    const needed = contexts.filter((context) => context === wanted || context.name === wanted?.runner)
    const tag = (name: string) => `slipway-trial/${name}`
    for (const { name, folder: context, runner: base, incomplete } of needed) {
      if (incomplete !== null) throw new Error(`image ${name} cannot be built: ${incomplete}`)
      console.log(`Building image ${name} …`)
      const buildArgs = base === null ? {} : { RUNNER: tag(base) }
      await buildImage({ name: tag(name), context, platform: 'linux/amd64', labels: {}, buildArgs })
    }
    return tag(algorithmImage(algorithm.manifest.name))
  } finally {
    rmSync(work, { recursive: true })
  }
}

function sizeOf({ manifest }: Algorithm): ReturnType<typeof nodeSize> {
  const profile = prod.compute.profiles[manifest.profile]
  if (profile) return nodeSize(profile.nodeType)
  const known = Object.keys(prod.compute.profiles).join(', ')
  throw new Error(`algorithm.yaml: profile is "${manifest.profile}"; it must be one of ${known}`)
}

async function inherit(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env })
  await once(child, 'exit')
}

function readReport(out: string): TrialReport {
  const path = join(out, 'report.json')
  if (!existsSync(path)) throw new Error('the trial ended before it could report; its output is above')
  return JSON.parse(readFileSync(path, 'utf8'))
}
