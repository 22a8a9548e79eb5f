import { createHash } from 'node:crypto'
import { chmodSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** A folder from which an image is built, and what decides the image. */
export interface BuildContext {
  /** Repository in the registry. */
  readonly name: string
  /** Holds the `Dockerfile` and everything that it copies. */
  readonly folder: string
  /** Hexadecimal SHA-256: the same for the same image on every machine; another one means a new image. */
  readonly hash: string
  /** Name of the context whose image the Dockerfile builds on by `ARG RUNNER`; null where it names its base itself. */
  readonly runner: string | null
  /** Why the folder lacks something that the hash already counts; null where an image can be built from it. */
  readonly incomplete: string | null
}

/**
 * SHA-256 over names, contents and whether a file may be executed, independent of times, owners and the order in which
 * the file system lists them.
 * @param except names directly in the folder that do not count.
 */
export function contentHash(folder: string, except: readonly string[] = []): string {
  const hash = createHash('sha256')
  for (const file of filesOf(folder)) {
    const name = relative(folder, file).split(sep).join('/')
    if (except.includes(name.split('/')[0] ?? '')) continue
    const content = readFileSync(file)
    // Each part with its length, so that no name can be read as the end of a content.
    hash.update(`${name.length}:${name}${isExecutable(file) ? 'x' : '-'}${content.length}:`).update(content)
  }
  return hash.digest('hex')
}

/** Sets times and modes to what every machine can repeat: they travel with a build context into the image's layers. */
export function pinFiles(folder: string): void {
  const epoch = new Date('1980-01-01T00:00:00Z')
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  for (const path of [...entries, folder]) {
    const isFolder = statSync(path).isDirectory()
    chmodSync(path, isFolder || isExecutable(path) ? 0o755 : 0o644)
    utimesSync(path, epoch, epoch)
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort()
}

function isExecutable(file: string): boolean {
  return (statSync(file).mode & 0o100) !== 0
}
