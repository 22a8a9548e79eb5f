export interface SiteAuthentication {
  readonly clientId: string
  /** Issuer, `https://<authority>/<tenant>/v2.0`. */
  readonly issuer: string
  readonly allowedAudiences: readonly string[]
  readonly unauthenticatedAction: 'AllowAnonymous' | 'Return401'
  /** What Entra is asked when a person signs in, beside what App Service asks by itself. */
  readonly loginParameters: Readonly<Record<string, string>>
  /** Whether the app gets the tokens of people who signed in. */
  readonly tokenStore: boolean
  /** Client id of the identity whose token stands in for a client secret when a person signs in. */
  readonly assertionClientId: string
}

/** `authsettingsV2` of a site, as far as it is played here. */
export interface AuthenticationSettings {
  readonly platform?: { readonly enabled?: boolean }
  readonly globalValidation?: {
    readonly requireAuthentication?: boolean
    readonly unauthenticatedClientAction?: string
  }
  readonly identityProviders?: {
    readonly azureActiveDirectory?: {
      readonly enabled?: boolean
      readonly registration?: {
        readonly clientId?: string
        readonly openIdIssuer?: string
        readonly clientSecretSettingName?: string
      }
      readonly validation?: { readonly allowedAudiences?: readonly string[] }
      /** Each `name=value`. */
      readonly login?: { readonly loginParameters?: readonly string[] }
    }
  }
  readonly login?: { readonly tokenStore?: { readonly enabled?: boolean } }
}

/**
 * In place of a setting with a client secret: App Service shows Entra a token of the identity that this setting names.
 * Source: https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad
 */
const assertionSetting = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'

/**
 * @param id of the site
 * @param settings the site's, with their references unresolved
 * @returns undefined where authentication is switched off
 * @throws where it asks for what is not played here, or names a setting that is not there
 */
export function authenticationOf(
  id: string,
  { platform, globalValidation = {}, identityProviders, login }: AuthenticationSettings,
  settings: Readonly<Record<string, string>>,
): SiteAuthentication | undefined {
  const entra = identityProviders?.azureActiveDirectory
  if (platform?.enabled !== true || entra?.enabled === false || entra === undefined) return undefined
  const { clientId, openIdIssuer: issuer } = entra.registration ?? {}
  if (!clientId || !issuer) throw new Error('the web app’s authentication names no application or no issuer')
  const { requireAuthentication = false, unauthenticatedClientAction: action } = globalValidation
  const unauthenticatedAction = requireAuthentication ? action : 'AllowAnonymous'
  if (unauthenticatedAction !== 'AllowAnonymous' && unauthenticatedAction !== 'Return401') {
    throw new Error(
      `the web app’s authentication answers the unauthenticated with "${action}"; played here are AllowAnonymous and Return401`,
    )
  }
  return {
    ...{ clientId, issuer, unauthenticatedAction },
    allowedAudiences: entra.validation?.allowedAudiences ?? [],
    loginParameters: Object.fromEntries(
      (entra.login?.loginParameters ?? []).map((one) => /^([^=]*)=?(.*)$/s.exec(one)?.slice(1) ?? []),
    ),
    tokenStore: login?.tokenStore?.enabled === true,
    assertionClientId: assertionClientId(id, entra.registration?.clientSecretSettingName, settings),
  }
}

function assertionClientId(
  id: string,
  setting: string | undefined,
  settings: Readonly<Record<string, string>>,
): string {
  if (setting !== assertionSetting) {
    throw new Error(
      `${id}: the web app’s sign-in proves itself by the setting "${setting}"; played here is ${assertionSetting}, by which a managed identity stands in for a secret`,
    )
  }
  const clientId = settings[setting]
  if (clientId) return clientId
  throw new Error(
    `${id}: the web app’s sign-in needs the setting ${setting}, which is not there\nremedy: name in app_settings the client id of the web app’s identity; then deploy the stack`,
  )
}
