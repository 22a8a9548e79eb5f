import type { FastifyRequest } from 'fastify'
import { decodeJwt } from 'jose'
import { principalIdHeader, sessionTokenHeader } from './auth'

/** Where the front end signs a person in, and leads back to `post_login_redirect_uri`. */
export const signInPath = '/.auth/login/aad'

/**
 * Where somebody is led who opened an address in a browser and was not let in: to the sign-in, which leads back.
 * Undefined for programs and for a page's own calls, which are told why; and where a session was refused for anything
 * but its age, since a new one would be refused as well and lead back here without end.
 */
export function signInFor({ method, url, headers }: FastifyRequest): string | undefined {
  const navigates = method === 'GET' && /\btext\/html\b/i.test(headers.accept ?? '')
  if (!navigates || headers.authorization !== undefined || !isOver(headers)) return undefined
  return `${signInPath}?${new URLSearchParams({ post_login_redirect_uri: url })}`
}

/** Whether there is no session, or one whose token has expired. */
function isOver(headers: FastifyRequest['headers']): boolean {
  const kept = headers[sessionTokenHeader]
  if (kept === undefined) return headers[principalIdHeader] === undefined
  try {
    return Number(decodeJwt(String(kept)).exp) * 1000 < Date.now()
  } catch {
    return false
  }
}
