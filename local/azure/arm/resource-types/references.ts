import { ArmError, type Resource, type Resources } from '../../../arm/resources'

/**
 * The resource that another one refers to.
 * @param what the property that holds the id, for the message
 * @throws ArmError 400 where it does not exist
 */
export function referred(resources: Resources, id: unknown, what: string): Resource {
  const found = typeof id === 'string' ? resources.find(id) : undefined
  if (!found) {
    throw new ArmError(
      400,
      'InvalidResourceReference',
      `Resource ${id} referenced by ${what} was not found. Make sure that the referenced resource exists.`,
    )
  }
  return found
}
