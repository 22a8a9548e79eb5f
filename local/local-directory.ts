import type { Identities } from './data-folder'
import { type Directory, tokenExchange } from './entra/directory'

/** People to sign in as in a browser: who may do everything, who may run, and who may do nothing. */
export const people = {
  ada: { objectId: 'a0a00000-0000-4000-8000-000000000001', name: 'Ada', userPrincipalName: 'ada@slipway.example' },
  ben: { objectId: 'be000000-0000-4000-8000-000000000002', name: 'Ben', userPrincipalName: 'ben@slipway.example' },
  cleo: { objectId: 'c1e00000-0000-4000-8000-000000000003', name: 'Cleo', userPrincipalName: 'cleo@slipway.example' },
}

/**
 * The directory: the API's application, which signs people in and trusts the API's identity in place of a secret, as the
 * deployment makes it; people; the CLI's client, and the managed identities.
 */
export function localDirectory({
  ids,
  roles,
  apiUrl,
  entraUrl,
}: {
  readonly ids: Identities
  /** The API's app roles. */
  readonly roles: Readonly<Record<'submit' | 'readAll' | 'admin' | 'notify', string>>
  readonly apiUrl: string
  readonly entraUrl: string
}): Omit<Directory, 'tenantId'> {
  const { apiClientId } = ids
  const all = Object.values(roles)
  const at = (...given: readonly string[]) => ({ roles: { [apiClientId]: given } })
  return {
    applications: [{ clientId: apiClientId, name: 'Slipway', roles: all, assignmentRequired: true }],
    clients: [
      {
        clientId: apiClientId,
        objectId: ids.apiObjectId,
        name: 'Slipway',
        roles: {},
        redirectUris: [`${apiUrl}/.auth/login/aad/callback`],
        issuesIdTokens: true,
        federatedCredentials: [
          {
            issuer: `${entraUrl}/${ids.tenantId}/v2.0`,
            subject: ids.apiIdentity.principalId,
            audiences: [tokenExchange.uri],
          },
        ],
      },
      { ...ids.cliClient, name: 'local developer', ...at(...all) },
    ],
    managedIdentities: [
      { ...ids.apiIdentity, name: 'id-slipway-api' },
      { ...ids.runbookIdentity, name: 'id-slipway-runbook', ...at(roles.submit, roles.notify) },
    ],
    users: [
      { ...people.ada, ...at(roles.submit, roles.readAll, roles.admin) },
      { ...people.ben, ...at(roles.submit) },
      { ...people.cleo, ...at() },
    ],
  }
}

/** What App Service asks Entra for at a sign-in, as the deployment configures it: a token for the API itself. */
export function loginParameters({ apiClientId }: Identities): Readonly<Record<string, string>> {
  return { scope: `openid profile email offline_access api://${apiClientId}/user_impersonation` }
}
