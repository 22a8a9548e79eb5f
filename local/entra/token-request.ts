import type { Shown } from './client-proof'
import { type Directory, findResource } from './directory'
import { EntraError, refusals } from './entra-error'

/** A form field that occurs exactly once. */
export function required(form: URLSearchParams, name: string): string {
  const values = form.getAll(name)
  if (values.length !== 1 || !values[0]) throw new EntraError(refusals.missingParameter(name))
  return values[0]
}

/** Who calls, from `Authorization: Basic` or from the form (RFC 6749, 2.3.1), and what it shows. */
export function shownIn(directory: Directory, form: URLSearchParams, authorization: string | undefined): Shown {
  const [, basic] = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '') ?? []
  const [basicId, ...basicSecret] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : []
  const clientId = basicId ? formDecoded(basicId) : required(form, 'client_id')
  const client = directory.clients.find((one) => one.clientId === clientId)
  if (!client) throw new EntraError(refusals.unknownClient(clientId, directory.tenantId))
  return {
    client,
    secret: basicId ? formDecoded(basicSecret.join(':')) : form.get('client_secret'),
    assertion: form.get('client_assertion'),
    assertionType: form.get('client_assertion_type'),
  }
}

/** The resource of a scope `<resource>/.default`. */
export function resourceOfScope(directory: Directory, scope: string) {
  const [, name] = /^(\S+)\/\.default$/.exec(scope) ?? []
  if (!name) throw new EntraError(refusals.invalidScope(scope))
  return resourceNamed(directory, name)
}

/** The one resource among the scopes of a user's sign-in, e.g. `openid api://<id>/user_impersonation offline_access`. */
export function resourceOfUserScopes(directory: Directory, scope: string) {
  const openIdScopes = ['openid', 'profile', 'email', 'offline_access']
  const names = scope
    .split(' ')
    .filter((one) => one !== '' && !openIdScopes.includes(one))
    .map((one) => one.slice(0, one.lastIndexOf('/')))
  const [name] = names
  if (!name || new Set(names).size !== 1) throw new EntraError(refusals.invalidScope(scope))
  return resourceNamed(directory, name)
}

/** @throws EntraError where the tenant has no such resource */
export function resourceNamed(directory: Directory, name: string) {
  const resource = findResource(directory, name)
  if (!resource) throw new EntraError(refusals.unknownResource(name, directory.tenantId))
  return resource
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
