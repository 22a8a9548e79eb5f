import { createHash } from 'node:crypto'

/** What a name is made from; all of it is known before anything exists. */
export interface NameSpace {
  readonly environment: string
  readonly subscriptionId: string
}

/**
 * Names a resource `<abbreviation>-slipway-<environment>`, by Azure's list of abbreviations.
 * Source: https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations
 */
export function resourceName(abbreviation: string, { environment }: NameSpace): string {
  return `${abbreviation}-slipway-${environment}`
}

/**
 * Names a storage account: globally unique, so a hash of subscription and environment is part of it.
 * @throws where Azure's rule (3 to 24 lower-case letters and digits) is broken.
 */
export function storageAccountName(space: NameSpace): string {
  const name = `stslipway${space.environment}${suffix(space)}`
  if (!/^[a-z0-9]{3,24}$/.test(name)) {
    throw new Error(
      `storage account name "${name}" must be 3 to 24 lower-case letters and digits: shorten the environment's name`,
    )
  }
  return name
}

function suffix({ environment, subscriptionId }: NameSpace): string {
  return createHash('sha256').update(`${subscriptionId}/${environment}`).digest('hex').slice(0, 6)
}
