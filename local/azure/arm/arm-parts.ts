import type { Parts } from '../parts'
import type { Operations } from './operations'
import type { Namespaces } from './subscription'

/** What the resource manager's routes share. */
export interface ArmParts extends Parts {
  readonly operations: Operations
  readonly namespaces: Namespaces
}
