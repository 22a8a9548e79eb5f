import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { JWK } from 'jose'
import { openJsonStore } from '../json-store'

/** How long a replaced key stays published, so that tokens signed with it are still accepted: longer than any token lives. */
const overlapMs = 48 * 60 * 60 * 1000

interface StoredKey {
  readonly kid: string
  readonly privateKeyPem: string
  readonly createdAt: number
  readonly replacedAt?: number
}

export interface SigningKeys {
  current(): { readonly kid: string; readonly privateKey: KeyObject }
  /** The public keys as the JWKS endpoint shows them, newest first. */
  published(): JWK[]
  /** Signs with a new key from now on; with `dropOld` the old ones are no longer published at once. */
  rotate(dropOld: boolean): void
}

/** RS256 keys, kept in `dataDir`, readable by the owner only. */
export function openSigningKeys(dataDir: string): SigningKeys {
  const keys = openJsonStore(dataDir).collection<StoredKey>('keys')
  const newestFirst = () => keys.values().sort((a, b) => b.createdAt - a.createdAt)
  const active = () => newestFirst().find(({ replacedAt }) => replacedAt === undefined)

  function create(): void {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const kid = createHash('sha1')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64url')
    const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    // Later than every other one, also where the clock stands still between two.
    const createdAt = Math.max(Date.now(), (newestFirst()[0]?.createdAt ?? 0) + 1)
    keys.put(kid, { kid, privateKeyPem, createdAt })
  }
  if (!active()) create()

  return {
    current() {
      const key = active()
      if (!key) throw new Error(`there is no signing key in ${join(dataDir, 'keys')}`)
      return { kid: key.kid, privateKey: createPrivateKey(key.privateKeyPem) }
    },
    published() {
      return newestFirst()
        .filter(({ replacedAt }) => replacedAt === undefined || Date.now() - replacedAt < overlapMs)
        .map(({ kid, privateKeyPem }) => {
          const { kty, n, e } = createPublicKey(privateKeyPem).export({ format: 'jwk' })
          return { kty, use: 'sig', alg: 'RS256', kid, x5t: kid, n, e } as JWK
        })
    },
    rotate(dropOld) {
      const old = newestFirst()
      // The new key first: a process killed in between must find one to sign with.
      create()
      for (const key of old) {
        if (dropOld) keys.delete(key.kid)
        else keys.put(key.kid, { replacedAt: Date.now(), ...key })
      }
    },
  }
}
