import { createHash, randomBytes } from 'node:crypto'
import type { JWTPayload } from 'jose'
import { openJsonStore } from '../json-store'
import { cookieIn, setCookie } from './cookie'

/** https://learn.microsoft.com/azure/app-service/configure-authentication-oauth-tokens: from the sign-in on. */
const lifetimeMs = 8 * 3600_000
const cookieName = 'AppServiceAuthSession'

/** What the token store holds of somebody who signed in. */
export interface Session {
  /** Of the ID token. */
  readonly claims: JWTPayload
  readonly idToken: string
  readonly accessToken: string
  /** When the access token expires, in milliseconds since the epoch; the session may last longer. */
  readonly accessTokenExpiresAt: number
}

export interface Sessions {
  /** @returns the `Set-Cookie` header by which the browser is known from now on */
  start(session: Session): string
  /** @param cookies of a request */
  find(cookies: string | undefined): Session | undefined
  /** @returns the `Set-Cookie` header by which the browser forgets it */
  end(cookies: string | undefined): string
}

/**
 * The token store and the sessions that lead to it. A cookie holds nothing but a random id, and the store only a hash of
 * it, so that neither opens the other.
 * @param dataDir kept over a restart
 * @param secure whether the site is reached by https
 */
export function openSessions(dataDir: string, secure: boolean): Sessions {
  const kept = openJsonStore(dataDir).collection<Session & { readonly key: string; readonly expiresAt: number }>(
    'sessions',
  )
  const keyOf = (id: string) => createHash('sha256').update(id).digest('hex')
  const cookie = (value: string) => setCookie(cookieName, value, { path: '/', secure, sameSite: 'Lax' })
  const live = (cookies: string | undefined) => {
    const session = kept.get(keyOf(cookieIn(cookies, cookieName) ?? ''))
    return session !== undefined && session.expiresAt > Date.now() ? session : undefined
  }
  return {
    start(session) {
      for (const { key, expiresAt } of kept.values()) if (expiresAt <= Date.now()) kept.delete(key)
      const id = randomBytes(32).toString('base64url')
      const key = keyOf(id)
      kept.put(key, { ...session, key, expiresAt: Date.now() + lifetimeMs })
      return cookie(id)
    },
    find: live,
    end(cookies) {
      const session = live(cookies)
      if (session) kept.delete(session.key)
      return cookie('')
    },
  }
}
