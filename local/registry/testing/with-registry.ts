import { spawnSync } from 'node:child_process'

const program = 'docker-registry'

/** Tests that need Debian's `docker-registry`. Where it is not installed they are skipped, with one line that says so. */
export function describeWithRegistry(title: string, tests: () => void): void {
  if (!spawnSync(program, ['--version']).error) {
    describe(title, tests)
    return
  }
  process.stderr.write(`SKIPPED ${title}: ${program} is not installed (Debian: apt-get install ${program})\n`)
  describe.skip(title, tests)
}
