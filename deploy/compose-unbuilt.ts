import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'cdktf'
import type { Environment } from '../environments/environment'
import { prepareEnvironment } from '../environments/validation'
import { compose } from '../main'
import { algorithmImage, apiImage } from './image-contexts'

/**
 * Composes an environment's stacks without building an image: a report needs to know that there is one, not what is in
 * it. Whatever `read` needs of the app must be taken out of it there; its files are deleted afterwards.
 * @throws where the environment has mistakes.
 */
export function composeUnbuilt<T>(environment: Environment, today: Date, read: (app: App) => T): T {
  const algorithms = prepareEnvironment(environment, today)
  const folder = mkdtempSync(join(tmpdir(), 'slipway-unbuilt-'))
  try {
    const app = new App({ outdir: join(folder, 'out') })
    const names = [apiImage, ...algorithms.map(({ manifest }) => algorithmImage(manifest.name))]
    const empty = join(folder, 'context')
    mkdirSync(empty)
    const contexts = names.map((name) => ({
      name,
      folder: empty,
      hash: '0'.repeat(64),
      runner: null,
      incomplete: null,
    }))
    compose(app, environment, { algorithms, contexts })
    return read(app)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
