import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import type { Grant } from '../../../optimiser-image/contract'

/**
 * Seals a grant for one attempt of one run; the form is specified at `Grant` in the contract.
 *
 * @param key raw AES-256 key, 32 bytes
 * @param iv 12 bytes that were never used with this key; random unless a test compares with known ones
 */
export function sealGrant(key: Buffer, runId: string, attempt: number, grant: Grant, iv = randomBytes(12)): string {
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(`${runId}/${attempt}`))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(grant), 'utf8'), cipher.final(), cipher.getAuthTag()])
  const kid = createHash('sha256').update(key).digest('hex').slice(0, 8)
  return `v1.${kid}.${iv.toString('base64url')}.${sealed.toString('base64url')}`
}
