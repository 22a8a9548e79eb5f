import type { Json, Resource } from '../arm/resources'

export interface Version {
  readonly version: string
  readonly value: string
  readonly contentType?: string
  readonly tags?: Json
  readonly attributes: {
    readonly enabled: boolean
    readonly created: number
    readonly updated: number
    readonly exp?: number
    readonly nbf?: number
  }
}

/** A secret with its versions, oldest first. */
export interface Secret {
  readonly name: string
  readonly versions: readonly Version[]
  /** Seconds since the epoch; present while it is soft-deleted. */
  readonly deletedAt?: number
}

/**
 * The data action that a request needs; none for certificates, of which there are none.
 * Source: https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 */
export function actionOf(method: string, url: string): string | undefined {
  const path = (url.split('?')[0] ?? '').toLowerCase().replace(/\/$/, '')
  if (path.startsWith('/certificates')) return undefined
  const onDeleted = path.startsWith('/deletedsecrets')
  if (method === 'GET')
    return `secrets/${onDeleted || path.endsWith('/versions') ? 'readMetadata' : 'getSecret'}/action`
  if (method === 'DELETE') return onDeleted ? 'secrets/purge/action' : 'secrets/delete'
  if (method === 'PATCH') return 'secrets/update/action'
  return path.endsWith('/recover') ? 'secrets/recover/action' : 'secrets/setSecret/action'
}

/** Days that what was deleted from a vault can be recovered. */
export function retentionOf({ properties }: Resource): number {
  return Number(properties.softDeleteRetentionInDays ?? 90)
}

/** Seconds since the epoch. */
export function purgedAt(vault: Resource, { deletedAt = 0 }: Secret): number {
  return deletedAt + retentionOf(vault) * 86_400
}

export function recoveryLevelOf(vault: Resource): string {
  const level = retentionOf(vault) < 90 ? 'CustomizedRecoverable' : 'Recoverable'
  return vault.properties.enablePurgeProtection === true ? level : `${level}+Purgeable`
}

/** What of a version's attributes a caller may set; times in seconds since the epoch. */
export function attributesIn(given: unknown): { enabled?: boolean; exp?: number; nbf?: number } {
  const { enabled, exp, nbf } = (given ?? {}) as Json
  return {
    ...(typeof enabled === 'boolean' && { enabled }),
    ...(typeof exp === 'number' && { exp }),
    ...(typeof nbf === 'number' && { nbf }),
  }
}

export function lastOf({ versions }: Secret): Version {
  const last = versions.at(-1)
  if (!last) throw new Error('a secret has at least one version')
  return last
}
