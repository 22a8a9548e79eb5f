import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { User } from './directory'

/**
 * A page of the sign-in; nobody else may frame it.
 * @param formAction where its forms may lead
 * @param scripts what it may run, as Content-Security-Policy names it
 */
export function page(reply: FastifyReply, status: number, body: string, formAction = "'self'", scripts = "'none'") {
  const policy = `default-src 'none'; script-src ${scripts}; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`
  return reply
    .code(status)
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in</title><h1>Sign in</h1>${body}</html>`,
    )
}

/**
 * Whether a form was sent from one of these pages: another site's page must not sign this user in.
 * @param authority under whose name browsers see the pages, where they come through a proxy
 */
export function isFromOwnPage({ origin, host }: IncomingHttpHeaders, authority: string): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  return new URL(origin).host === host || new URL(origin).origin === new URL(authority).origin
}

/**
 * A button for each user, which sends its object id as `user`.
 * @param note what is said of a user beside the name
 */
export function userButtons(users: readonly User[], note: (user: User) => string = () => ''): string {
  if (users.length === 0) return '<p>The directory has no users.</p>'
  const buttons = users.map(
    (user) =>
      `<p><button name="user" value="${escapeHtml(user.objectId)}">${escapeHtml(`${user.name} (${user.userPrincipalName})`)}</button> ${escapeHtml(note(user))}</p>`,
  )
  return buttons.join('')
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
