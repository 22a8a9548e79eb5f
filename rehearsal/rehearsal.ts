import type { Recorded } from '../deploy/recorded'
import type { Stack } from '../deploy/stacks'
import type { Surroundings } from '../deploy/terraform'
import type { Environment } from '../environments/environment'
import type { Folders } from './folders'
import type { Platform } from './platform'
import type { Times } from './times'

/** What all parts of a rehearsal work on. */
export interface Rehearsal {
  readonly folders: Folders
  readonly environment: Environment
  readonly platform: Platform
  /** Those that are rehearsed, each after those that it reads. */
  readonly stacks: readonly Stack[]
  /** Terraform's environment; ends it on Ctrl-C. */
  readonly surroundings: Surroundings
  readonly times: Times
  /** What was made so far, by stack; filled by each apply. */
  readonly made: Map<string, readonly Recorded[]>
}

export function allMade({ made }: Pick<Rehearsal, 'made'>): Recorded[] {
  return [...made.values()].flat()
}

/** @throws Error where it is not among those that are rehearsed */
export function stackNamed({ stacks }: Pick<Rehearsal, 'stacks'>, name: string): Stack {
  const found = stacks.find((stack) => stack.name === name)
  if (found) return found
  throw new Error(`the stack ${name} is not rehearsed; there are ${stacks.map((stack) => stack.name).join(', ')}`)
}
