import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineHost, whyNoEngine } from './docker/engine-client'
import { buildImage, pushImage } from './docker/images'
import type { RegistryToken } from './registry/registry-token'
import type { JobImages } from './workspace-setup'

/** A folder from which an image is built (what `deploy/image-contexts.ts` makes). */
interface Context {
  readonly name: string
  readonly folder: string
  readonly hash: string
  readonly runner: string | null
  readonly incomplete: string | null
}

/** A token that may only pull, for the jobs, and one that pushes, each with a password that lives as long as this process. */
export function registryTokens(repositories: readonly string[]): Record<'pull' | 'push', RegistryToken> {
  const token = (name: string, actions: RegistryToken['actions']): RegistryToken => ({
    name,
    password: randomBytes(24).toString('base64url'),
    repositories,
    actions,
  })
  return {
    pull: token('databricks-pull', ['content/read']),
    push: token('images-push', ['content/read', 'content/write']),
  }
}

/** @throws in one sentence where no Docker engine answers. */
export async function requireEngine(): Promise<string> {
  const host = engineHost()
  const why = await whyNoEngine(host)
  if (why !== undefined) {
    throw new Error(
      `${why}: start Docker, or let "npx tsx local/docker/main.ts npm start -- --executor docker" bring one`,
    )
  }
  return host
}

/**
 * Builds the algorithms' images and pushes them, as the images stack does. The API's image is left aside: it runs as a
 * process here.
 * @throws with the output of the build or push that failed.
 */
export async function publishImages(options: {
  /** Prepares the contexts in a folder; one that builds on another comes after it. */
  readonly build: (into: string) => Promise<readonly Context[]>
  /** Repository of each algorithm's image. */
  readonly repositories: ReadonlyMap<string, string>
  readonly loginServer: string
  readonly tokens: Record<'pull' | 'push', RegistryToken>
}): Promise<JobImages> {
  const { repositories, loginServer, tokens } = options
  const tag = ({ name, hash }: Context) => `${loginServer}/${name}:${hash.slice(0, 16)}`
  const work = mkdtempSync(join(tmpdir(), 'slipway-images-'))
  try {
    const contexts = await options.build(work)
    const images: Record<string, string> = {}
    for (const [algorithm, repository] of repositories) {
      const context = contexts.find(({ name }) => name === repository)
      if (!context) throw new Error(`no image "${repository}" is built`)
      if (context.incomplete !== null) throw new Error(`image ${repository} cannot be built: ${context.incomplete}`)
      const runner = contexts.find(({ name }) => name === context.runner)
      console.log(`Building image ${repository} …`)
      await buildImage({
        name: tag(context),
        context: context.folder,
        platform: 'linux/amd64',
        labels: {
          'org.opencontainers.image.title': `slipway ${repository}`,
          'org.opencontainers.image.revision': context.hash,
        },
        buildArgs: runner ? { RUNNER: tag(runner) } : {},
      })
      const digest = await pushImage(tag(context), { username: tokens.push.name, password: tokens.push.password })
      images[algorithm] = `${loginServer}/${repository}@${digest}`
    }
    return { images, pull: { username: tokens.pull.name, password: tokens.pull.password } }
  } finally {
    rmSync(work, { recursive: true })
  }
}
