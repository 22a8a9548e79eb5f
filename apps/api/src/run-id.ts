import { createHash } from 'node:crypto'
import { v7 } from 'uuid'

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The id of a new run: made from caller and idempotency key (UUIDv8), else by time (UUIDv7). */
export function newRunId(oid: string, idempotencyKey: string | undefined): string {
  if (idempotencyKey === undefined) return v7()
  const hash = createHash('sha256')
    .update(JSON.stringify([oid, idempotencyKey]))
    .digest()
  // Version 8 and the variant, as RFC 9562 places them.
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

export function isRunId(text: string): boolean {
  return form.test(text)
}
