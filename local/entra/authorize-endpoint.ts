import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AuthorizationCodes } from './authorization-codes'
import { type Client, type Directory, type Resource, rolesFor, type User } from './directory'
import { EntraError, errorBody, refusals } from './entra-error'
import { escapeHtml, isFromOwnPage, page, userButtons } from './sign-in-page'
import type { SigningKeys } from './signing-keys'
import { lifetimeSeconds } from './token-endpoint'
import { required, resourceOfUserScopes } from './token-request'
import { assertUserAssigned, idTokenClaims, sign } from './tokens'

interface AuthorizeParts {
  readonly directory: Directory
  readonly keys: SigningKeys
  readonly authority: () => string
  readonly codes: AuthorizationCodes
  /** @throws EntraError where the path names another tenant */
  checkTenant(request: FastifyRequest): void
}

/** What a client asks of a sign-in. */
interface SignInRequest {
  readonly client: Client
  readonly redirectUri: string
  readonly returns: ReadonlySet<string>
  readonly resource: Resource
  readonly scope: string
  readonly state: string | undefined
  readonly nonce: string | undefined
  readonly codeChallenge: string | undefined
}

/**
 * Sign-in in a browser, with a page that asks who one is and no password, and the sign-out that belongs to it. Nobody
 * stays signed in here: each sign-in asks anew.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
 */
export function authorizeEndpoint(app: FastifyInstance, parts: AuthorizeParts): void {
  const { directory, keys, authority, codes, checkTenant } = parts
  const path = '/:tenant/oauth2/v2.0/authorize'

  /** A refusal is shown to the person: whoever sent the browser here may be nobody to answer to. */
  const refused = (reply: FastifyReply, error: unknown) => {
    if (!(error instanceof EntraError)) throw error
    const { error_description } = errorBody(error.refusal, authority())
    const body = `<p>Sorry, but we’re having trouble signing you in.</p><p>${escapeHtml(error_description)}</p>`
    return page(reply, error.refusal.status, body)
  }

  async function fieldsFor(asked: SignInRequest, user: User): Promise<Record<string, string>> {
    assertUserAssigned(asked.resource, user)
    const { client, returns } = asked
    const code = returns.has('code') ? codes.issue({ ...asked, clientId: client.clientId, user }) : undefined
    const about = { user, nonce: asked.nonce }
    const idClaims = () => idTokenClaims(directory, authority(), client.clientId, about, lifetimeSeconds, code)
    return {
      ...(code !== undefined && { code }),
      ...(returns.has('id_token') && { id_token: await sign(keys, idClaims()) }),
    }
  }

  app.get(path, async (request, reply) => {
    checkTenant(request)
    try {
      const { resource } = readRequest(directory, queryOf(request))
      const roles = (user: User) => rolesFor(resource, user.roles).join(', ') || 'no role'
      const users = userButtons(directory.users ?? [], roles)
      const form = `<form method="post"><p>Sign in as</p>${users}<p><button name="user" value="">Cancel</button></p></form>`
      return page(reply, 200, form)
    } catch (error) {
      return refused(reply, error)
    }
  })
  app.post<{ Body: URLSearchParams }>(path, async (request, reply) => {
    checkTenant(request)
    const { body, headers } = request
    if (!isFromOwnPage(headers, authority())) return page(reply, 403, '<p>This form was not sent from this page.</p>')
    try {
      const asked = readRequest(directory, queryOf(request))
      const chosen = body instanceof URLSearchParams ? (body.get('user') ?? '') : ''
      if (chosen === '') {
        const { error, error_description } = errorBody(refusals.signInCancelled(), authority())
        return formPost(reply, asked, { error, error_description })
      }
      const user = directory.users?.find(({ objectId }) => objectId === chosen)
      if (!user) throw new EntraError(refusals.unknownUser(chosen, directory.tenantId))
      return formPost(reply, asked, await fieldsFor(asked, user))
    } catch (error) {
      return refused(reply, error)
    }
  })
  app.get('/:tenant/oauth2/v2.0/logout', async (request, reply) => {
    checkTenant(request)
    const back = queryOf(request).get('post_logout_redirect_uri') ?? ''
    const known = directory.clients.flatMap(({ redirectUris = [] }) => redirectUris.map((uri) => new URL(uri).origin))
    if (URL.canParse(back) && known.includes(new URL(back).origin)) return reply.redirect(new URL(back).href)
    return page(reply, 200, '<p>You signed out of your account.</p>')
  })
}

/** @throws EntraError where the client may not ask this */
function readRequest(directory: Directory, query: URLSearchParams): SignInRequest {
  const clientId = required(query, 'client_id')
  const client = directory.clients.find((one) => one.clientId === clientId)
  if (!client) throw new EntraError(refusals.unknownClient(clientId, directory.tenantId))
  const redirectUri = required(query, 'redirect_uri')
  if (!client.redirectUris?.includes(redirectUri)) {
    throw new EntraError(refusals.unknownRedirectUri(redirectUri, clientId))
  }
  const returns = new Set(required(query, 'response_type').split(' '))
  for (const one of returns) supported('response_type', one, ['code', 'id_token'])
  if (returns.has('id_token') && !client.issuesIdTokens) throw new EntraError(refusals.idTokensDisabled())
  supported('response_mode', required(query, 'response_mode'), ['form_post'])
  const codeChallenge = query.get('code_challenge') ?? undefined
  if (codeChallenge !== undefined) {
    supported('code_challenge_method', required(query, 'code_challenge_method'), ['S256'])
  }
  const scope = required(query, 'scope')
  return {
    client,
    redirectUri,
    returns,
    resource: resourceOfUserScopes(directory, scope),
    scope,
    state: query.get('state') ?? undefined,
    nonce: returns.has('id_token') ? required(query, 'nonce') : (query.get('nonce') ?? undefined),
    codeChallenge,
  }
}

function supported(parameter: string, value: string, values: readonly string[]): void {
  if (!values.includes(value)) throw new EntraError(refusals.unsupportedValue(value, parameter))
}

function queryOf({ url }: FastifyRequest): URLSearchParams {
  return new URLSearchParams(url.split('?').slice(1).join('?'))
}

const send = 'document.forms[0].submit()'
const sendHash = `'sha256-${createHash('sha256').update(send).digest('base64')}'`

/** OAuth 2.0 Form Post Response Mode: a page that sends itself to the client. */
function formPost(reply: FastifyReply, { redirectUri, state }: SignInRequest, fields: Record<string, string>) {
  const all = { ...fields, ...(state !== undefined && { state }) }
  const inputs = Object.entries(all).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  )
  const form = `<form method="post" action="${escapeHtml(redirectUri)}">${inputs.join('')}<noscript><button>Continue</button></noscript></form>`
  return page(reply, 200, `${form}<script>${send}</script>`, new URL(redirectUri).origin, sendHash)
}
