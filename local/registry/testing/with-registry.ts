import { spawnSync } from 'node:child_process'

/** Tests that need Debian's `docker-registry`. Where it is not installed they are skipped, with one line that says so. */
export function describeWithRegistry(title: string, tests: () => void): void {
  if (!spawnSync('docker-registry', ['--version']).error) {
    describe(title, tests)
    return
  }
  process.stderr.write(`SKIPPED ${title}: docker-registry is not installed (Debian: apt-get install docker-registry)\n`)
  describe.skip(title, tests)
}
