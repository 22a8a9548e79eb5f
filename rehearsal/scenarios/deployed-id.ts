import { allMade, type Rehearsal } from '../rehearsal'

/** The id of the resource whose address begins so. @throws Error where nothing deployed does */
export function deployedId(rehearsal: Rehearsal, beginning: string): string {
  const found = allMade(rehearsal).find(({ address }) => address.startsWith(beginning))
  if (!found) throw new Error(`nothing deployed has an address that begins with ${beginning}`)
  return found.id
}
