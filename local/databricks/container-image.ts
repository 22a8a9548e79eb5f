import { type EngineClient, EngineError } from '../docker/engine-client'
import type { ClusterSpec } from './executor'
import { ClusterFailure } from './workspace'

type DockerImage = NonNullable<ClusterSpec['dockerImage']>

interface ImageFacts {
  readonly Os: string
  readonly Architecture: string
  readonly Size: number
}

/**
 * Brings the image of a cluster, asking its registry each time, as a new node does.
 * @throws ClusterFailure with Databricks' termination code.
 */
export async function bringImage(engine: EngineClient, image: DockerImage, largestBytes: number): Promise<void> {
  try {
    await engine.pull(image.url, image.basicAuth)
  } catch (error) {
    throw pullFailure(image.url, error)
  }
  const { Os, Architecture, Size } = await engine.call<ImageFacts>('GET', `/images/${image.url}/json`)
  if (Os !== 'linux' || Architecture !== 'amd64') {
    throw new ClusterFailure(
      'DOCKER_INVALID_OS_EXCEPTION',
      `Image ${image.url} is for ${Os}/${Architecture}; a node runs linux/amd64.`,
    )
  }
  if (Size > largestBytes) {
    throw tooLarge(image.url, `it has ${Size} bytes, and this node takes ${largestBytes}`)
  }
}

function pullFailure(url: string, error: unknown): ClusterFailure {
  const said = error instanceof Error ? error.message : String(error)
  if (/no space left on device/i.test(said)) return tooLarge(url, said)
  // Databricks does not say which of the two it was (MicrosoftDocs/azure-docs#71575).
  const message = `Container setup failed because of an invalid request: Image doesn't exist or invalid credential to pull image from ${url}. Error: ${said}`
  return new ClusterFailure(
    'DOCKER_IMAGE_PULL_FAILURE',
    message,
    error instanceof EngineError ? 'CLIENT_ERROR' : 'INTERNAL_ERROR',
  )
}

function tooLarge(url: string, why: string): ClusterFailure {
  return new ClusterFailure(
    'DOCKER_IMAGE_TOO_LARGE_FOR_INSTANCE_EXCEPTION',
    `Image ${url} is too large for the instance: ${why}.`,
  )
}
