import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

const virtualEnvironments = join(dirname(__dirname), '.venv')

/** Pythons of the base images: 3.12 from Databricks Runtime 16.4 LTS on, 3.11 in 15.4 LTS; Linux x86_64, glibc 2.35. */
const pythonVersions = ['3.11', '3.12']
const platforms = ['manylinux_2_28_x86_64', 'manylinux_2_17_x86_64', 'manylinux2014_x86_64']

/**
 * Builds the wheel of a Python project whose build backend is hatchling. The same sources give the same bytes.
 * @throws with the way on where Python is missing, and with the output where the build fails.
 */
export function buildWheel(project: string, into: string): void {
  // Zip archives know no time before 1980.
  run(pythonFor(project), ['-m', 'hatchling', 'build', '--target', 'wheel', '--directory', into], {
    cwd: project,
    environment: { SOURCE_DATE_EPOCH: '315532800' },
  })
}

/**
 * Puts the locked wheels into a folder: from the cache, else from the package index, in both cases checked against the
 * lock's hashes. The folder is not made where one of them cannot be had.
 * @throws with pip's last line where the index does not answer or offers something else.
 */
export function collectWheels(project: string, options: { readonly cache: string; readonly into: string }): void {
  const lock = join(project, 'requirements.lock')
  const wanted = lockedHashes(readFileSync(lock, 'utf8'))
  let cached = filesByHash(options.cache)
  if (!wanted.every((hash) => cached.has(hash))) {
    download(pythonFor(project), options.cache, ['--require-hashes', '--requirement', lock])
    cached = filesByHash(options.cache)
  }
  const files = wanted.map((hash) => {
    const file = cached.get(hash)
    if (file === undefined) throw new Error(`${lock}: no wheel with the hash ${hash} was found`)
    return file
  })
  mkdirSync(options.into, { recursive: true })
  for (const file of files) copyFileSync(join(options.cache, file), join(options.into, file))
}

/**
 * Downloads wheels for the base image's Python, never the packages that they name in turn.
 * @param versions default - every one that a base image may have.
 * @throws with pip's last line where one cannot be had.
 */
export function download(
  python: string,
  into: string,
  what: readonly string[],
  versions: readonly string[] = pythonVersions,
): void {
  const flags = ['--disable-pip-version-check', '--retries', '1', '--only-binary', ':all:', '--no-deps']
  const system = ['--implementation', 'cp', ...platforms.flatMap((platform) => ['--platform', platform])]
  for (const version of versions) {
    const target = ['--python-version', version, ...system]
    run(python, ['-m', 'pip', '--quiet', 'download', ...flags, ...target, '--dest', into, ...what])
  }
}

/** SHA-256 of each file of a folder, with the file's name. */
export function filesByHash(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map()
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  return new Map(readdirSync(folder).map((name) => [digest(name), name]))
}

/** The environment of the tests where it is there; else one with nothing but the build backend, made on demand. */
export function pythonFor(project: string): string {
  for (const name of ['dev', 'build']) {
    const bin = join(virtualEnvironments, name, 'bin')
    if (existsSync(join(bin, 'hatchling'))) return join(bin, 'python')
  }
  const pyproject = join(project, 'pyproject.toml')
  const backend = /requires = \["(hatchling==[\d.]+)"\]/.exec(readFileSync(pyproject, 'utf8'))?.[1]
  if (backend === undefined) {
    throw new Error(`${pyproject}: [build-system] requires must be one exact version, such as ["hatchling==1.27.0"]`)
  }
  console.error(`Installing what builds the wheel (${backend}) …`)
  const folder = join(virtualEnvironments, 'build')
  rmSync(folder, { recursive: true, force: true })
  run('python3', ['-m', 'venv', folder])
  const python = join(folder, 'bin', 'python')
  run(python, ['-m', 'pip', '--quiet', '--disable-pip-version-check', 'install', backend])
  return python
}

function lockedHashes(lock: string): string[] {
  return [...lock.matchAll(/--hash=sha256:([0-9a-f]{64})/g)].map(([, hash = '']) => hash)
}

interface Place {
  readonly cwd?: string
  readonly environment?: Readonly<Record<string, string>>
}

function run(command: string, args: readonly string[], { cwd, environment }: Place = {}): void {
  const { status, error, stderr } = spawnSync(command, args, {
    ...(cwd ? { cwd } : {}),
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (error) {
    throw new Error(
      `Python is missing (${error.message}): the synth builds the algorithm's wheel with Python 3.10 or newer and its ` +
        'venv module. Install it (Debian, Ubuntu: sudo apt-get install python3 python3-venv) and start again.',
    )
  }
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 4).join(' ')} … failed: ${lastLine(stderr)}`)
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
