// Installs what is missing before any other script runs: npm packages, then the Python virtual environments.
// Plain JavaScript without packages, because it is what brings TypeScript's runner in the first place.
//   .venv/dev      tools and the package in place: pytest, ruff, mypy (left out with --runtime)
//   .venv/cluster  what /databricks/python3 is in the image: the built wheel and its pinned dependencies
//   .venv/review   Checkov and zizmor, which are large (only with --review)
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const image = join(root, 'optimiser-image')
const runtimeOnly = process.argv.includes('--runtime')

const oldestNode = 20
if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  fail(
    `Node.js ${process.versions.node} is too old: Slipway needs ${oldestNode} or newer. Install it from your distribution or https://nodejs.org.`,
  )
}

step('npm packages', join(root, 'node_modules'), [join(root, 'package-lock.json'), ...workspaceManifests()], () =>
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']),
)
const python = findPython()
const cluster = join(root, '.venv', 'cluster')
step(
  'Python environment of the job (the wheel and its dependencies)',
  cluster,
  [join(image, 'requirements.txt'), ...sources(image)],
  () => {
    newEnvironment(cluster)
    pip(cluster, ['install', '--requirement', join(image, 'requirements.txt')])
    pip(cluster, ['install', '--no-deps', image])
  },
)
if (!runtimeOnly) {
  const dev = join(root, '.venv', 'dev')
  const inputs = ['requirements.txt', 'requirements-dev.txt', 'pyproject.toml'].map((name) => join(image, name))
  step('Python environment of the tests', dev, inputs, () => {
    newEnvironment(dev)
    pip(dev, ['install', '--requirement', inputs[0], '--requirement', inputs[1]])
    pip(dev, ['install', '--no-deps', '--no-build-isolation', '--editable', image])
  })
}

if (process.argv.includes('--review')) {
  const review = join(root, '.venv', 'review')
  const inputs = ['requirements.txt', 'constraints.txt'].map((name) => join(root, 'review', name))
  step('Python environment of the policy check (Checkov) and the workflow lint (zizmor)', review, inputs, () => {
    newEnvironment(review)
    pip(review, ['install', '--requirement', inputs[0], '--constraint', inputs[1]])
  })
}

/** Does the work when `folder` does not carry the stamp of the inputs; writes the stamp last, so that a broken step is repeated. */
function step(what, folder, inputs, work) {
  const hash = createHash('sha256').update(process.version)
  for (const file of inputs) hash.update(relative(root, file)).update(readFileSync(file))
  const digest = hash.digest('hex')
  const stamp = join(folder, '.slipway-stamp')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  console.log(`Installing ${what} …`)
  work()
  writeFileSync(stamp, digest)
}

function workspaceManifests() {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return workspaces.map((workspace) => join(root, workspace, 'package.json'))
}

function sources(folder) {
  return ['src', 'pyproject.toml'].flatMap((name) => {
    const path = join(folder, name)
    if (name !== 'src') return [path]
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort()
  })
}

function findPython() {
  const probe = 'import sys; print("%d.%d" % sys.version_info[:2]); import ensurepip, venv'
  const tried = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'].map((command) => {
    const { stdout, status, error } = spawnSync(command, ['-c', probe], { encoding: 'utf8' })
    const version = (stdout ?? '').trim()
    return { command, version, found: !error, recent: Number(version.split('.')[1]) >= 10, venv: status === 0 }
  })
  const usable = tried.find(({ found, recent, venv }) => found && recent && venv)
  if (usable) return usable.command
  const recent = tried.find(({ found, recent }) => found && recent)
  if (recent) {
    fail(
      `Python ${recent.version} is there, but its venv module is not. Install it (Debian, Ubuntu: sudo apt-get install python3-venv) and start again.`,
    )
  }
  const found = tried.find(({ found }) => found)
  fail(
    `${found ? `Python ${found.version} is too old` : 'Python is missing'}: Slipway needs Python 3.10 or newer with its venv module. Install it (Debian, Ubuntu: sudo apt-get install python3 python3-venv) and start again.`,
  )
}

function newEnvironment(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true })
  run(python, ['-m', 'venv', folder])
}

function pip(folder, args) {
  run(join(folder, 'bin', 'python'), ['-m', 'pip', '--quiet', '--disable-pip-version-check', ...args])
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (error || status !== 0)
    fail(`"${command} ${args.join(' ')}" failed${error ? `: ${error.message}` : ''}; its output is above.`)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
