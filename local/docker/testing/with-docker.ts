import { spawnSync } from 'node:child_process'
import { describeUnless } from '../../testing/describe-unless'

/**
 * Tests that need a Docker engine and the base images in it, as `tsx local/docker/main.ts` provides them. Where no
 * engine answers they are skipped.
 */
export function describeWithDocker(title: string, tests: () => void): void {
  describeUnless(missingDocker(), title, tests)
}

/** Undefined where a Docker engine answers, else why none does. */
export function missingDocker(): string | undefined {
  const { status, error, stderr } = spawnSync('docker', ['version'], { encoding: 'utf8' })
  if (status === 0) return undefined
  return error ? 'docker is not installed' : stderr.trim().split('\n').at(-1)
}
