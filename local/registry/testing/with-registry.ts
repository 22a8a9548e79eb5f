import { spawnSync } from 'node:child_process'
import { describeUnless } from '../../testing/describe-unless'

const program = 'docker-registry'

/** Tests that need Debian's `docker-registry`. Where it is not installed they are skipped. */
export function describeWithRegistry(title: string, tests: () => void): void {
  describeUnless(missingRegistry(), title, tests)
}

/** Undefined where Debian's `docker-registry` is installed, else how it is. */
export function missingRegistry(): string | undefined {
  const { error } = spawnSync(program, ['--version'])
  return error && `${program} is not installed (Debian: apt-get install ${program})`
}
