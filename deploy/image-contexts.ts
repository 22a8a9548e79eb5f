import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { buildApi } from '../apps/api/build'
import { type BuildContext, contentHash } from '../constructs/build-context'
import { buildWheel, collectWheels } from '../optimiser-image/wheels'

const root = join(__dirname, '..')

/** What is built of an algorithm: its folder, relative to the root, and what `algorithm.yaml` says. */
export interface AlgorithmSource {
  readonly folder: string
  readonly manifest: { readonly name: string; readonly dockerfile: string }
}

/** Repository of the API's image. */
export const apiImage = 'api'

/** Repository of an algorithm's image. */
export function algorithmImage(algorithm: string): string {
  return `algorithm-${algorithm}`
}

/** Makes the build contexts of all images in a folder that does not matter afterwards; tests pass another one. */
export type ContextBuilder = (algorithms: readonly AlgorithmSource[], into: string) => Promise<BuildContext[]>

/**
 * Bundles the API and prepares each algorithm, from the sources as they are now: nothing built earlier can be deployed.
 * @throws where a bundle or a wheel cannot be built; what only a download could complete is told in `incomplete`.
 */
export const buildContexts: ContextBuilder = async (algorithms, into) => {
  const contexts = algorithms.map((algorithm) =>
    prepare(algorithm, join(into, algorithmImage(algorithm.manifest.name))),
  )
  const runner = contexts[algorithms.findIndex(({ folder }) => folder === runnerFolder)]
  return [
    await apiContext(join(into, apiImage)),
    ...contexts.map((context) => (buildsOnRunner(context) ? onRunner(context, runner) : context)),
  ]
}

async function apiContext(folder: string): Promise<BuildContext> {
  mkdirSync(folder, { recursive: true })
  await buildApi(join(folder, 'api.js'))
  copyFileSync(join(root, 'apps', 'api', 'Dockerfile'), join(folder, 'Dockerfile'))
  return { name: apiImage, folder, hash: contentHash(folder), runner: null, incomplete: null }
}

/** A folder with a `pyproject.toml` becomes a wheel with its locked dependencies; any other is taken as it is. */
function prepare(algorithm: AlgorithmSource, folder: string): BuildContext {
  const source = resolve(root, algorithm.folder)
  mkdirSync(folder, { recursive: true })
  let incomplete: string | null = null
  if (existsSync(join(source, 'pyproject.toml'))) {
    buildWheel(source, join(folder, 'dist'))
    if (existsSync(join(source, 'requirements.lock'))) {
      copyFileSync(join(source, 'requirements.lock'), join(folder, 'requirements.lock'))
      incomplete = addWheels(source, join(folder, 'wheels'))
    }
  } else {
    cpSync(source, folder, { recursive: true, filter: (path) => path === source || isPartOfImage(path) })
  }
  copyFileSync(join(source, algorithm.manifest.dockerfile), join(folder, 'Dockerfile'))
  return {
    name: algorithmImage(algorithm.manifest.name),
    folder,
    // The lock counts for the wheels: the hash must be the same where they could not be downloaded.
    hash: contentHash(folder, ['wheels']),
    runner: null,
    incomplete,
  }
}

function addWheels(source: string, into: string): string | null {
  try {
    collectWheels(source, { cache: join(root, '.slipway', 'wheels'), into })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function isPartOfImage(path: string): boolean {
  const name = basename(path)
  return !name.startsWith('.') && name !== '__pycache__' && name !== 'algorithm.yaml'
}

/** The folder whose image brings the runner; another algorithm builds on it with `ARG RUNNER` and `FROM ${RUNNER}`. */
const runnerFolder = 'optimiser-image'

function buildsOnRunner({ folder }: BuildContext): boolean {
  return /^ARG\s+RUNNER\b/m.test(readFileSync(join(folder, 'Dockerfile'), 'utf8'))
}

/** An image that builds on another one changes with it. */
function onRunner(context: BuildContext, runner: BuildContext | undefined): BuildContext {
  if (runner === undefined) {
    throw new Error(
      `the Dockerfile of ${context.name} builds on the image of ${runnerFolder} (ARG RUNNER): name that folder too ` +
        "among the environment's algorithms",
    )
  }
  const hash = createHash('sha256').update(context.hash).update(runner.hash).digest('hex')
  return { ...context, hash, runner: runner.name }
}
