import { DockerProvider } from '@cdktf/provider-docker/lib/provider'
import { TerraformStack } from 'cdktf'
import type { Construct } from 'constructs'
import type { BuildContext } from '../constructs/build-context'
import { ContentImage, type ImageReference } from '../constructs/image'
import { RegistryToken } from '../constructs/registry-token'
import { useAzurerm, useState } from '../constructs/stack-settings'
import type { Environment } from '../environments/environment'

export interface ImagesProps extends Pick<Environment, 'dates' | 'state' | 'subscriptionId'> {
  readonly resourceGroupName: string
  readonly registry: { readonly name: string; readonly loginServer: string }
  /** One for each image; a context that builds on another one comes after it. */
  readonly contexts: readonly BuildContext[]
  /** What an image that builds on no other one is built on, by repository; null for what its Dockerfile names. */
  readonly baseOf: (repository: string) => string | null
}

/** Builds and pushes all images. On its own because it needs a Docker engine. */
export class Images extends TerraformStack {
  private readonly images: ReadonlyMap<string, ContentImage>

  constructor(scope: Construct, id: string, props: ImagesProps) {
    super(scope, id)
    const { registry, contexts, baseOf } = props
    useState(this, props.state)
    useAzurerm(this, props.subscriptionId)
    new DockerProvider(this, 'docker', {})
    const token = new RegistryToken(this, 'push-token', {
      registryName: registry.name,
      resourceGroupName: props.resourceGroupName,
      name: 'images-push',
      repositories: contexts.map(({ name }) => name),
      actions: ['content/read', 'content/write', 'metadata/read'],
      expiry: props.dates.registryTokenExpiry,
    })
    const images = new Map<string, ContentImage>()
    for (const context of contexts) {
      const runner = context.runner === null ? undefined : images.get(context.runner)
      const base = context.runner === null ? baseOf(context.name) : null
      images.set(
        context.name,
        new ContentImage(this, context.name, {
          context,
          loginServer: registry.loginServer,
          credentials: token,
          ...(runner && { runner }),
          ...(base !== null && { base }),
        }),
      )
    }
    this.images = images
  }

  /** @throws where no context of that name was built. */
  image(repository: string): ImageReference {
    const image = this.images.get(repository)
    if (!image) throw new Error(`no image "${repository}" is built; there are ${[...this.images.keys()].join(', ')}`)
    return image
  }
}
