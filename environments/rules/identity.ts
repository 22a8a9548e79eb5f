import type { Mistake } from '../mistake'
import { looksSecret, secretHint } from '../secrets'
import { type Rule, repeated } from './rule'

/** Set on every resource by the deployment itself. */
const ownTags = ['environment', 'owner', 'product']
/** Automation accounts take 15 tags. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources */
const mostTags = 15 - ownTags.length

const tags: Rule = {
  reads: ['tags'],
  find: ({ tags }) => {
    const names = Object.keys(tags)
    return [
      ...(names.length <= mostTags
        ? []
        : [{ field: 'tags', says: `has ${names.length} tags; it must have at most ${mostTags}` }]),
      ...names
        .filter((name) => ownTags.includes(name.toLowerCase()))
        .map((name) => ({
          field: `tags.${name}`,
          says: `is set on every resource already; it must have another name`,
        })),
      ...repeated(names, (name) => name.toLowerCase()).map((name) => ({
        field: `tags.${name}`,
        says: 'differs from another tag in upper and lower case only; Azure takes both for one',
      })),
    ]
  },
}

const grants: Rule = {
  reads: ['entra.grants'],
  find: ({ entra: { grants } }) =>
    Object.entries(grants).flatMap(([role, ids]) =>
      repeated(
        ids.map((id, index) => ({ id, index })),
        ({ id }) => id.toLowerCase(),
      ).map(({ id, index }) => ({
        field: `entra.grants.${role}[${index}]`,
        says: `is "${id}", which is granted the role before; it must be named once`,
      })),
    ),
}

/** A deleted vault of production must outlast a mistake or an attack. */
const purge: Rule = {
  reads: ['name', 'keyVault.purgeProtection'],
  find: ({ name, keyVault }) =>
    keyVault.purgeProtection || name === 'dev'
      ? []
      : [{ field: 'keyVault.purgeProtection', says: 'is false; it must be true, except in dev' }],
}

export const identityRules = [tags, grants, purge]

/** Every text that looks like a secret, wherever it stands: also under keys that no schema knows. */
export function secretMistakes(value: unknown, field = ''): Mistake[] {
  if (typeof value === 'string') {
    const key = field.split('.').at(-1) ?? ''
    if (!looksSecret(key, value)) return []
    return [{ field, says: `looks like a secret in plain text (not shown); ${secretHint(field)}` }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    secretMistakes(inner, Array.isArray(value) ? `${field}[${key}]` : field === '' ? key : `${field}.${key}`),
  )
}
