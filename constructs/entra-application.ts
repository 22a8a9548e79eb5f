import { AppRoleAssignment } from '@cdktf/provider-azuread/lib/app-role-assignment'
import { Application } from '@cdktf/provider-azuread/lib/application'
import { ApplicationFederatedIdentityCredential } from '@cdktf/provider-azuread/lib/application-federated-identity-credential'
import { ApplicationIdentifierUri } from '@cdktf/provider-azuread/lib/application-identifier-uri'
import { ApplicationPreAuthorized } from '@cdktf/provider-azuread/lib/application-pre-authorized'
import { DataAzureadServicePrincipal } from '@cdktf/provider-azuread/lib/data-azuread-service-principal'
import { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal'
import { Fn } from 'cdktf'
import { Construct } from 'constructs'

/** The application whose tokens the API accepts, made by us or by an administrator. */
export interface EntraApi {
  readonly clientId: string
  /** Gives an app role, by its value, to a user, group or service principal; `id` is unique among the grants. */
  grant(id: string, role: string, principalObjectId: string): void
}

export interface EntraApplicationProps {
  readonly displayName: string
  readonly tenantId: string
  /** Host of the web app whose sign-in returns here. */
  readonly hostName: string
  /** What the app roles allow, by their value. */
  readonly appRoles: Readonly<Record<string, string>>
  /** Object id of the managed identity whose tokens stand in for a client secret at sign-in. */
  readonly federatedPrincipalId: string
}

/** Microsoft's own client, so that `az account get-access-token` works without a consent. */
const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
/** Scope that people's tokens carry. */
export const signInScope = 'user_impersonation'

/**
 * The API as an application of the tenant: app roles, a scope for people, tokens of version 2 and no secret at all. Only
 * who was given a role gets a token.
 */
export class EntraApplication extends Construct implements EntraApi {
  readonly clientId: string
  private readonly servicePrincipalObjectId: string
  private readonly appRoles: Readonly<Record<string, string>>

  constructor(scope: Construct, id: string, props: EntraApplicationProps) {
    super(scope, id)
    this.appRoles = props.appRoles
    const application = new Application(this, 'Default', {
      displayName: props.displayName,
      // A create whose answer was lost would otherwise leave a second application of the same name.
      preventDuplicateNames: true,
      signInAudience: 'AzureADMyOrg',
      fallbackPublicClientEnabled: false,
      appRole: Object.entries(props.appRoles).map(([value, description]) => ({
        id: stableId(value),
        value,
        displayName: value,
        description,
        allowedMemberTypes: ['Application', 'User'],
        enabled: true,
      })),
      api: {
        requestedAccessTokenVersion: 2,
        mappedClaimsEnabled: false,
        oauth2PermissionScope: [
          {
            id: stableId(signInScope),
            value: signInScope,
            type: 'User',
            enabled: true,
            adminConsentDisplayName: `Use ${props.displayName} as the signed-in user`,
            adminConsentDescription: `Call the API of ${props.displayName} with the app roles of the signed-in user.`,
            userConsentDisplayName: `Use ${props.displayName} for you`,
            userConsentDescription: `Call the API of ${props.displayName} with your app roles.`,
          },
        ],
      },
      // Tells a token of an application from a person's without guessing.
      optionalClaims: { accessToken: [{ name: 'idtyp' }] },
      web: {
        redirectUris: [`https://${props.hostName}/.auth/login/aad/callback`],
        // App Service signs people in by OpenID Connect's hybrid flow.
        implicitGrant: { idTokenIssuanceEnabled: true, accessTokenIssuanceEnabled: false },
      },
      // A resource of its own below, since the URI holds the client id.
      lifecycle: { ignoreChanges: ['identifier_uris'] },
    })
    new ApplicationIdentifierUri(this, 'identifier-uri', {
      applicationId: application.id,
      identifierUri: `api://${application.clientId}`,
    })
    new ApplicationPreAuthorized(this, 'azure-cli', {
      applicationId: application.id,
      authorizedClientId: azureCli,
      permissionIds: [stableId(signInScope)],
    })
    new ApplicationFederatedIdentityCredential(this, 'sign-in', {
      applicationId: application.id,
      displayName: 'web-app-sign-in',
      description: "The API's managed identity in place of a client secret.",
      issuer: `https://login.microsoftonline.com/${props.tenantId}/v2.0`,
      subject: props.federatedPrincipalId,
      audiences: ['api://AzureADTokenExchange'],
    })
    const principal = new ServicePrincipal(this, 'principal', {
      clientId: application.clientId,
      appRoleAssignmentRequired: true,
    })
    this.clientId = application.clientId
    this.servicePrincipalObjectId = principal.objectId
  }

  grant(id: string, role: string, principalObjectId: string): void {
    if (!(role in this.appRoles)) {
      throw new Error(`app role "${role}" must be one of ${Object.keys(this.appRoles).join(', ')}`)
    }
    new AppRoleAssignment(this, id, {
      appRoleId: stableId(role),
      principalObjectId,
      resourceObjectId: this.servicePrincipalObjectId,
    })
  }
}

export interface ExistingEntraApplicationProps {
  readonly clientId: string
  readonly servicePrincipalObjectId: string
}

/**
 * An application that an administrator made: only its roles are given, by the ids it has for them. Redirect URI,
 * identifier URI and federated credential are the administrator's, as {@link EntraApplication} would set them.
 */
export class ExistingEntraApplication extends Construct implements EntraApi {
  readonly clientId: string
  private readonly principal: DataAzureadServicePrincipal

  constructor(scope: Construct, id: string, props: ExistingEntraApplicationProps) {
    super(scope, id)
    this.clientId = props.clientId
    this.principal = new DataAzureadServicePrincipal(this, 'Default', { objectId: props.servicePrincipalObjectId })
  }

  grant(id: string, role: string, principalObjectId: string): void {
    new AppRoleAssignment(this, id, {
      appRoleId: this.principal.appRoleIds.lookup(role),
      principalObjectId,
      resourceObjectId: this.principal.objectId,
    })
  }
}

/** The same id for the same role at every synth: a role with a new id is another role, and loses its assignments. */
function stableId(name: string): string {
  return Fn.uuidv5('url', `slipway/${name}`)
}
