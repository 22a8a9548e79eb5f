import { spawnSync } from 'node:child_process'

/**
 * Tests that need a Docker engine and the base images in it, as `tsx local/docker/main.ts` provides them. Where no
 * engine answers they are skipped, with one line that says why.
 */
export function describeWithDocker(title: string, tests: () => void): void {
  const { status, error, stderr } = spawnSync('docker', ['version'], { encoding: 'utf8' })
  if (status === 0) {
    describe(title, tests)
    return
  }
  const why = error ? 'docker is not installed' : stderr.trim().split('\n').at(-1)
  process.stderr.write(`SKIPPED ${title}: ${why}\n`)
  describe.skip(title, tests)
}
