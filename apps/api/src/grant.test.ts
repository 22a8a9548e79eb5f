import { createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { sealGrant } from './grant'

const grant = { container: 'https://a/run?sig=x', requestSha256: 'ab', expiresAt: '2026-01-01T00:00:00.000Z' }

/** Opens a grant as the contract writes it down, independently of how it was sealed. */
function open(key: Buffer, runId: string, attempt: number, sealed: string): unknown {
  const [version, kid, iv = '', text = ''] = sealed.split('.')
  expect([version, kid]).toEqual(['v1', createHash('sha256').update(key).digest('hex').slice(0, 8)])
  const bytes = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
  decipher.setAAD(Buffer.from(`${runId}/${attempt}`))
  decipher.setAuthTag(bytes.subarray(-16))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString())
}

test('opens for its run and attempt only', () => {
  const key = randomBytes(32)
  const sealed = sealGrant(key, 'run', 1, grant)
  expect(open(key, 'run', 1, sealed)).toEqual(grant)
  expect(() => open(key, 'run', 2, sealed)).toThrow()
  expect(() => open(key, 'other', 1, sealed)).toThrow()
  expect(sealed).not.toContain('sig')
})

test('is never sealed twice alike', () => {
  const key = randomBytes(32)
  expect(sealGrant(key, 'run', 1, grant)).not.toBe(sealGrant(key, 'run', 1, grant))
})

interface Vector {
  readonly name: string
  readonly key: string
  readonly runId: string
  readonly attempt: number
  readonly ivBase64url: string
  readonly plaintext: string
  readonly sealed: string
}
const vectors: Vector[] = JSON.parse(
  readFileSync(resolve(__dirname, '../../../optimiser-image/tests/grant-vectors.json'), 'utf8'),
)

test.each(vectors)('is sealed as the runner expects it: $name', (vector) => {
  const key = Buffer.from(vector.key, 'base64')
  const iv = Buffer.from(vector.ivBase64url, 'base64url')
  expect(sealGrant(key, vector.runId, vector.attempt, JSON.parse(vector.plaintext), iv)).toBe(vector.sealed)
})
