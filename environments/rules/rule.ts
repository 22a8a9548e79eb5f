import type { Algorithm } from '../algorithms'
import type { Environment } from '../environment'
import type { Mistake } from '../mistake'

/** A rule that needs more than one setting, or a fact from elsewhere. */
export interface Rule {
  /** Paths of the settings it reads: it is asked only where their shape is right. */
  readonly reads: readonly string[]
  readonly find: (environment: Environment, facts: Facts) => Mistake[]
}

export interface Facts {
  /** The algorithms that could be loaded. */
  readonly algorithms: readonly Algorithm[]
  readonly today: Date
  /** Folder of the repository. */
  readonly root: string
}

/** The values that occur more than once, by what `keyOf` says of them. */
export function repeated<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return values.filter((value, index) => values.findIndex((other) => keyOf(other) === keyOf(value)) < index)
}
