import { badRequest, GraphError } from './graph-error'
import type { Application, Entitlement } from './objects'

/**
 * Refuses what Graph refuses of an application.
 * @param others the tenant's other applications
 * @param before undefined for a new one
 * @throws GraphError 400
 */
export function checkApplication(
  application: Application,
  { others, tenantId, before }: { others: readonly Application[]; tenantId: string; before?: Application | undefined },
): void {
  if (typeof application.displayName !== 'string' || application.displayName === '') {
    throw badRequest("A value is required for property 'displayName' of resource 'Application'.")
  }
  checkIdentifierUris(application, others, tenantId)
  checkEntitlements(application, before)
  checkRedirectUris(application)
  checkPreAuthorized(application)
}

function checkIdentifierUris({ identifierUris, appId }: Application, others: readonly Application[], tenantId: string) {
  for (const uri of identifierUris) {
    if (others.some((one) => one.identifierUris.includes(uri))) {
      throw badRequest(
        `Another object with the same value for property identifierUris already exists. The value is ${uri}.`,
      )
    }
    const path = uri.replace(/^api:\/\//, '').split('/')
    if (!uri.startsWith('api://') || !(path.includes(appId) || path.includes(tenantId))) {
      throw new GraphError(
        400,
        'HostNameNotOnVerifiedDomain',
        `Values of identifierUris property must use a verified domain of the organization or its subdomain: '${uri}'. Without one only api:// with the application's client id or the tenant's id is allowed.`,
      )
    }
  }
}

const scopesOf = (application: Application | undefined) => application?.api?.oauth2PermissionScopes ?? []

function checkEntitlements(application: Application, before: Application | undefined): void {
  const scopes = scopesOf(application)
  for (const list of [application.appRoles, scopes]) {
    if (new Set(list.map(({ value }) => value)).size < list.length) {
      throw badRequest('It contains duplicate value. Please provide unique values for app roles and scopes.')
    }
  }
  const all: readonly Entitlement[] = [...application.appRoles, ...scopes]
  const malformed = all.find(({ id }) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(id)))
  if (malformed) throw badRequest(`The id '${malformed.id}' of an app role or scope is not a GUID.`)
  const values = new Map(all.map(({ id, value }) => [id, value]))
  if (all.some(({ id, value }) => values.get(id) !== value)) {
    throw badRequest('An app role and a scope have the same id, but not the same value.')
  }
  for (const earlier of [...(before?.appRoles ?? []), ...scopesOf(before)]) {
    if (earlier.isEnabled === false || all.some((one) => meaning(one) === meaning(earlier))) continue
    throw new GraphError(
      400,
      'CannotDeleteOrUpdateEnabledEntitlement',
      'Permission (scope or role) cannot be deleted or updated unless disabled first.',
    )
  }
}

/** What an app role or scope says, whether or not it is enabled; a member without a value says nothing. */
function meaning({ isEnabled: _, ...entitlement }: Entitlement): string {
  const said = Object.entries(entitlement).filter(([, value]) => value !== null && value !== '')
  return JSON.stringify(said.sort(([one], [other]) => (one < other ? -1 : 1)))
}

function checkRedirectUris({ web }: Application): void {
  for (const uri of web?.redirectUris ?? []) {
    const { protocol = '', hostname = '' } = URL.canParse(uri) ? new URL(uri) : {}
    if (protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost')) continue
    throw badRequest(`Redirect URI '${uri}' must start with https, or with http://localhost.`)
  }
}

function checkPreAuthorized(application: Application): void {
  const scopes = scopesOf(application).map(({ id }) => id)
  const clients = application.api?.preAuthorizedApplications ?? []
  const unknown = clients.flatMap((one) => one.delegatedPermissionIds).find((id) => !scopes.includes(id))
  if (unknown === undefined) return
  throw badRequest(`preAuthorizedApplications names the permission ${unknown}, which is no scope of the application.`)
}
