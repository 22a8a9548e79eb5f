import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildImage, type ImageBuild, pushImage } from '../local/docker/images'
import type { Registry } from '../local/registry/registry'

/** An image as the synthesised images stack defines it, built and pushed. */
export interface BuiltImage {
  readonly build: ImageBuild
  readonly digest: string
  readonly seconds: number
}

interface ImageJson {
  readonly name: string
  readonly build: {
    readonly context: string
    readonly dockerfile: string
    readonly platform: string
    readonly label: Readonly<Record<string, string>>
    readonly build_args?: Readonly<Record<string, string>>
  }
}

/** Builds and pushes every image of a written images stack, with exactly what its Terraform JSON says. */
export async function buildStack(
  stack: string,
  registry: Registry,
  push: { readonly username: string; readonly password: string },
): Promise<Record<string, BuiltImage>> {
  const { resource } = JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8'))
  const images = resource.docker_image as Record<string, ImageJson>
  const names = new Map<string, string>()
  const built: Record<string, BuiltImage> = {}
  // What builds on another image comes after it.
  const order = Object.entries(images).sort(([, one], [, other]) => argsOf(one).length - argsOf(other).length)
  for (const [id, image] of order) {
    expect(image.build.dockerfile).toBe('Dockerfile')
    const name = image.name.replace(/^\$\{[^}]+\}/, registry.loginServer)
    names.set(`\${docker_image.${id}.name}`, name)
    const buildArgs = Object.fromEntries(argsOf(image).map(([key, value]) => [key, names.get(value) ?? value]))
    const { platform, label: labels, context } = image.build
    const build = { name, context: join(stack, context), platform, labels, buildArgs }
    const began = Date.now()
    await buildImage(build)
    const seconds = (Date.now() - began) / 1000
    built[id] = { build, seconds, digest: await pushImage(name, push) }
  }
  return built
}

function argsOf(image: ImageJson): [string, string][] {
  return Object.entries(image.build.build_args ?? {})
}
