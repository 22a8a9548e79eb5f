import { randomBytes } from 'node:crypto'
import { EncryptJWT, errors, jwtDecrypt } from 'jose'
import { cookieIn, setCookie } from './cookie'

/** App Service's default `nonceExpirationInterval`. */
const lifetime = '5 minutes'
const cookieName = 'Nonce'

/** What a browser was sent to Entra with, and has to come back with. */
export interface PendingSignIn {
  readonly nonce: string
  readonly state: string
}

export interface PendingSignIns {
  /** @returns the `Set-Cookie` header that binds the sign-in to this browser */
  start(signIn: PendingSignIn): Promise<string>
  /** @returns undefined where this browser started none, or too long ago */
  find(cookies: string | undefined): Promise<PendingSignIn | undefined>
  /** The `Set-Cookie` header by which the browser forgets it. */
  readonly ended: string
}

/**
 * Sign-ins under way, kept by the browsers themselves, so that nobody fills a memory here by starting many. The key dies
 * with the process: who was signing in then starts again.
 * @param path of the callback, the only one that the browser tells of it
 * @param secure whether the site is reached by https. Entra's form comes from another site then, and must bring it along
 */
export function pendingSignIns(path: string, secure: boolean): PendingSignIns {
  const key = randomBytes(32)
  const cookie = (value: string) => setCookie(cookieName, value, { path, secure, sameSite: secure ? 'None' : 'Lax' })
  return {
    async start({ nonce, state }) {
      const sealed = new EncryptJWT({ nonce, state }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      return cookie(await sealed.setExpirationTime(lifetime).encrypt(key))
    },
    async find(cookies) {
      try {
        const { payload } = await jwtDecrypt<PendingSignIn>(cookieIn(cookies, cookieName) ?? '', key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          requiredClaims: ['exp'],
        })
        return { nonce: payload.nonce, state: payload.state }
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
    ended: cookie(''),
  }
}
