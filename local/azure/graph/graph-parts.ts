import type { Parts } from '../parts'
import type { EntraMirror } from './entra-mirror'
import type { Objects } from './objects'

/** What all routes of Graph share. */
export interface GraphParts extends Parts {
  readonly objects: Objects
  readonly mirror: EntraMirror
}
