import { ArmError, type Resource } from '../../../arm/resources'

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
