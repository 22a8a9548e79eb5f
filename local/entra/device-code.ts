import { randomBytes, randomInt } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Directory, Resource, User } from './directory'
import { EntraError, refusals } from './entra-error'
import { escapeHtml, isFromOwnPage, page, userButtons } from './sign-in-page'
import { required } from './token-request'

const lifetimeSeconds = 900
const firstIntervalSeconds = 5
// Without vowels and look-alikes, so that no word and no mistake comes out.
const letters = 'BCDFGHJKLMNPQRSTVWXZ'

interface SignIn {
  readonly deviceCode: string
  readonly userCode: string
  readonly clientId: string
  readonly resource: Resource
  readonly scope: string
  readonly expiresAt: number
  intervalSeconds: number
  polledAt: number
  outcome: 'pending' | 'declined' | User
}

export interface DeviceCodes {
  start(clientId: string, resource: Resource, scope: string): Record<string, string | number>
  /** @throws EntraError until somebody has signed in; a code is good for one token. */
  redeem(clientId: string, deviceCode: string): { user: User; resource: Resource; scope: string }
}

/**
 * Sign-in of a user on another device (RFC 8628), with a page at `/devicelogin` that asks who one is and no password.
 * Open sign-ins are forgotten at a restart; the client then starts again.
 */
export function deviceCodes(app: FastifyInstance, directory: Directory, authority: () => string): DeviceCodes {
  // Read anew each time, since roles are given while it runs.
  const users = () => directory.users ?? []
  const signIns = new Map<string, SignIn>()
  const dropExpired = () => {
    // An hour longer than they live, so that a late client hears that its code expired.
    for (const { deviceCode, expiresAt } of signIns.values()) {
      if (expiresAt + 3600_000 < Date.now()) signIns.delete(deviceCode)
    }
  }
  const findPending = (userCode: string) =>
    [...signIns.values()].find(
      (one) => one.userCode === userCode && one.outcome === 'pending' && one.expiresAt > Date.now(),
    )

  app.get<{ Querystring: { user_code?: string } }>('/devicelogin', async ({ query }, reply) =>
    page(reply, 200, form(String(query.user_code ?? ''), users())),
  )
  app.post<{ Body: URLSearchParams }>('/devicelogin', async ({ body, headers }, reply) => {
    if (!isFromOwnPage(headers, authority())) return page(reply, 403, '<p>This form was not sent from this page.</p>')
    const userCode = required(body, 'user_code').trim().toUpperCase()
    const signIn = findPending(userCode)
    if (!signIn) return page(reply, 400, `<p>That code is not known or has expired.</p>${form('', users())}`)
    const user = users().find(({ objectId }) => objectId === body.get('user'))
    signIn.outcome = user ?? 'declined'
    return page(
      reply,
      200,
      `<p>${user ? `Signed in as ${escapeHtml(user.name)}` : 'Declined'}. You may close this page.</p>`,
    )
  })

  return {
    start(clientId, resource, scope) {
      dropExpired()
      const deviceCode = randomBytes(32).toString('base64url')
      const userCode = Array.from({ length: 9 }, () => letters[randomInt(letters.length)]).join('')
      signIns.set(deviceCode, {
        deviceCode,
        userCode,
        clientId,
        resource,
        scope,
        expiresAt: Date.now() + lifetimeSeconds * 1000,
        intervalSeconds: firstIntervalSeconds,
        polledAt: 0,
        outcome: 'pending',
      })
      const page = `${authority()}/devicelogin`
      return {
        device_code: deviceCode,
        user_code: userCode,
        verification_uri: page,
        expires_in: lifetimeSeconds,
        interval: firstIntervalSeconds,
        message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
      }
    },
    redeem(clientId, deviceCode) {
      const signIn = signIns.get(deviceCode)
      if (!signIn || signIn.clientId !== clientId) throw new EntraError(refusals.unknownDeviceCode())
      if (signIn.expiresAt <= Date.now()) throw new EntraError(refusals.expiredDeviceCode())
      const { outcome } = signIn
      if (outcome === 'pending') {
        const early = Date.now() - signIn.polledAt < signIn.intervalSeconds * 1000
        signIn.polledAt = Date.now()
        if (!early) throw new EntraError(refusals.authorizationPending())
        // RFC 8628, 3.5: from now on five seconds more.
        signIn.intervalSeconds += 5
        throw new EntraError(refusals.slowDown(signIn.intervalSeconds))
      }
      signIns.delete(deviceCode)
      if (outcome === 'declined') throw new EntraError(refusals.declined())
      return { user: outcome, resource: signIn.resource, scope: signIn.scope }
    },
  }
}

function form(userCode: string, users: readonly User[]): string {
  return `<form method="post"><p><label>Code <input name="user_code" value="${escapeHtml(userCode)}" required autofocus></label></p>
<p>Sign in as</p>${userButtons(users)} <button name="user" value="">Decline</button></form>`
}
