import { createHash } from 'node:crypto'
import { Image } from '@cdktf/provider-docker/lib/image'
import { RegistryImage } from '@cdktf/provider-docker/lib/registry-image'
import { Annotations, AssetType, TerraformAsset } from 'cdktf'
import { Construct } from 'constructs'
import type { BuildContext } from './build-context'

export interface ContentImageProps {
  readonly context: BuildContext
  /** Host of the registry, without scheme. */
  readonly loginServer: string
  /** Who may push to the context's repository and read its digest. */
  readonly credentials: { readonly username: string; readonly password: string }
  /** The image that `ARG RUNNER` of the Dockerfile stands for. */
  readonly runner?: ContentImage
  /** What `ARG BASE` of the Dockerfile stands for; not beside a runner. @default - what the Dockerfile names */
  readonly base?: string
}

/** What runs an image names it by. */
export interface ImageReference {
  /** Host of the registry, without scheme. */
  readonly loginServer: string
  /** `<repository>@sha256:…` */
  readonly digestName: string
}

/**
 * An image that is built and pushed when its content changes, and only then: the provider does not look into a build
 * context, so a hash of it, and of the base that was chosen, is tag and trigger. What runs names the image by its digest.
 */
export class ContentImage extends Construct implements ImageReference {
  readonly loginServer: string
  readonly digestName: string
  /** Name with the tag of this content: what a Dockerfile can build on. */
  private readonly name: string
  /** What it is built on, directly or through its runner, where that was chosen. */
  private readonly base: string | undefined

  constructor(scope: Construct, id: string, props: ContentImageProps) {
    super(scope, id)
    const { context, loginServer, credentials, runner } = props
    this.base = props.base ?? runner?.base
    const content = contentOf(context, this.base)
    if (context.incomplete !== null) {
      Annotations.of(this).addWarning(`image ${context.name} cannot be built from this synth: ${context.incomplete}`)
    }
    const asset = new TerraformAsset(this, 'context', {
      path: context.folder,
      type: AssetType.DIRECTORY,
      assetHash: context.hash,
    })
    const image = new Image(this, 'Default', {
      name: `${loginServer}/${context.name}:${content.slice(0, 16)}`,
      // Another engine's cache is of no use, and an image that a container still uses could not be removed.
      keepLocally: true,
      triggers: { content },
      buildAttribute: {
        context: asset.path,
        dockerfile: 'Dockerfile',
        platform: 'linux/amd64',
        label: {
          'org.opencontainers.image.title': `slipway ${context.name}`,
          'org.opencontainers.image.revision': content,
        },
        ...(runner && { buildArgs: { RUNNER: runner.name } }),
        ...(props.base !== undefined && { buildArgs: { BASE: props.base } }),
      },
    })
    const pushed = new RegistryImage(this, 'pushed', {
      name: image.name,
      triggers: { content },
      // A job may still name the digest before this one: nothing is deleted from the registry.
      keepRemotely: true,
      authConfig: { address: `https://${loginServer}`, ...credentials },
    })
    this.name = image.name
    this.loginServer = loginServer
    this.digestName = `${context.name}@${pushed.sha256Digest}`
  }
}

/** Hexadecimal SHA-256 of what decides the image; that of its context alone where the Dockerfile names the base. */
function contentOf({ hash }: BuildContext, base: string | undefined): string {
  return base === undefined ? hash : createHash('sha256').update(hash).update(base).digest('hex')
}
