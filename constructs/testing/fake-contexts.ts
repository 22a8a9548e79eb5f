import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { algorithmImage, apiImage, type ContextBuilder } from '../../deploy/image-contexts'

/** Contexts with a Dockerfile and nothing else, for tests that look at stacks and not at what is built. */
export const fakeContexts = ((algorithms, into) =>
  [apiImage, ...algorithms.map(({ manifest }) => algorithmImage(manifest.name))].map((name) => {
    const folder = join(into, name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'Dockerfile'), `FROM scratch\nLABEL name=${name}\n`)
    const hash = createHash('sha256').update(name).digest('hex')
    return { name, folder, hash, runner: null, incomplete: null }
  })) satisfies (...parameters: Parameters<ContextBuilder>) => Awaited<ReturnType<ContextBuilder>>
