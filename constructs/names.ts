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
export function resourceName(abbreviation: string, { environment }: NameSpace, part?: string): string {
  return [abbreviation, 'slipway', environment, ...(part ? [part] : [])].join('-')
}

/**
 * Names a storage account; globally unique.
 * @throws where Azure's rule (3 to 24 lower-case letters and digits) is broken.
 */
export function storageAccountName(space: NameSpace): string {
  return checked(
    'storage account',
    `stslipway${space.environment}${suffix(space)}`,
    /^[a-z0-9]{3,24}$/,
    '3 to 24 lower-case letters and digits',
  )
}

/**
 * Names a key vault; globally unique, and taken for as long as a deleted vault is kept.
 * @throws where Azure's rule (3 to 24 letters, digits and hyphens, a letter first) is broken.
 */
export function keyVaultName(space: NameSpace): string {
  return checked(
    'key vault',
    `kvslipway${space.environment}${suffix(space)}`,
    /^[a-z][a-z0-9]{2,23}$/,
    '3 to 24 lower-case letters and digits, a letter first',
  )
}

/**
 * Names a container registry; globally unique.
 * @throws where Azure's rule (5 to 50 letters and digits) is broken.
 */
export function containerRegistryName(space: NameSpace): string {
  return checked(
    'container registry',
    `crslipway${space.environment}${suffix(space)}`,
    /^[a-z0-9]{5,50}$/,
    '5 to 50 lower-case letters and digits',
  )
}

/**
 * Names a web app; globally unique, since `<name>.azurewebsites.net` is its host name.
 * @throws where Azure's rule (2 to 60 letters, digits and hyphens) is broken.
 */
export function webAppName(space: NameSpace): string {
  return checked(
    'web app',
    `app-slipway-${space.environment}-${suffix(space)}`,
    /^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$/,
    '2 to 60 lower-case letters, digits and inner hyphens',
  )
}

/** Where callers reach the API; known before the web app exists, so that redirect URIs need no cycle between stacks. */
export function webAppHostName(space: NameSpace): string {
  return `${webAppName(space)}.azurewebsites.net`
}

function checked(what: string, name: string, rule: RegExp, words: string): string {
  if (rule.test(name)) return name
  throw new Error(`${what} name "${name}" must be ${words}: shorten or mend the environment's name`)
}

/** Six hexadecimal digits: reproducible, and unique enough for names that are shared by all of Azure. */
function suffix({ environment, subscriptionId }: NameSpace): string {
  return createHash('sha256').update(`${subscriptionId}/${environment}`).digest('hex').slice(0, 6)
}
