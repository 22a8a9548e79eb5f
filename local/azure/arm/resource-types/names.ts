import { ArmError, type Resource, type Resources } from '../../../arm/resources'
import type { SubscriptionRoute } from '../resource-type'

/**
 * Refuses a name that breaks Azure's rule for its type.
 * Source of the rules: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 * @param rule the name from its first to its last character
 * @param words the rule as a reader understands it
 * @throws ArmError 400
 */
export function checkName({ name, type }: Resource, rule: RegExp, words: string): void {
  if (!new RegExp(`^(?:${rule.source})$`, rule.flags).test(name)) {
    throw new ArmError(400, 'InvalidResourceName', `'${name}' is not a valid name of ${type}: ${words}.`)
  }
}

/** Whether a name that is a host name too belongs to a resource already, in whatever group. */
export function isTaken(type: string, name: string, resources: Resources): boolean {
  return resources.ofType(type).some((one) => one.name.toLowerCase() === name.toLowerCase())
}

/** The resource provider's answer to whether such a name is free. */
export function nameAvailability(type: string): SubscriptionRoute {
  const namespace = (type.split('/')[0] ?? '').replaceAll('.', '\\.')
  return {
    method: 'POST',
    path: new RegExp(`^${namespace}/checkNameAvailability$`, 'i'),
    answer: (_match, { name }, { resources }) =>
      isTaken(type, String(name), resources)
        ? { nameAvailable: false, reason: 'AlreadyExists', message: `The name '${name}' is already in use.` }
        : { nameAvailable: true },
  }
}
