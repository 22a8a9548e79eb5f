import { LinuxWebApp } from '@cdktf/provider-azurerm/lib/linux-web-app'
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting'
import { ServicePlan } from '@cdktf/provider-azurerm/lib/service-plan'
import { Construct } from 'constructs'
import { signInScope } from './entra-application'
import type { ImageReference } from './image'
import { type NameSpace, resourceName, webAppName } from './names'
import type { Identity } from './workload-identity'

export interface ContainerWebAppProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  readonly sku: 'B1' | 'P0v3'
  readonly image: ImageReference
  /** Pulls the image, resolves Key Vault references, signs in at Entra in place of a secret, and is the app's own. */
  readonly identity: Identity
  /** Subnet delegated to App Service; all outbound traffic leaves through it. */
  readonly subnetId: string
  readonly tenantId: string
  /** Application that callers sign in to. */
  readonly entraClientId: string
  /** Environment of the container. */
  readonly settings: Readonly<Record<string, string>>
  /** Port that the container listens on. */
  readonly port: string
  readonly logAnalyticsWorkspaceId: string
}

/** Seconds between SIGTERM and SIGKILL; App Service's own 5 would cut what the API drains for 25. */
const stopLimitSeconds = 30
/** Minutes without a healthy answer after which an instance is replaced; the least that Azure allows is 2. */
const evictionMinutes = 5

/**
 * A container behind App Service's front door: HTTPS alone, sign-in by Entra without a client secret, no FTP, no
 * deployment site, no basic authentication. Requests without a token reach the app, which refuses all but its health and
 * the pages that lead people to the sign-in; whoever brings a token has had it checked twice.
 */
export class ContainerWebApp extends Construct {
  readonly appId: string

  constructor(scope: Construct, id: string, props: ContainerWebAppProps) {
    super(scope, id)
    const { space, resourceGroupName, location, identity, image } = props
    const plan = new ServicePlan(this, 'plan', {
      name: resourceName('asp', space),
      resourceGroupName,
      location,
      osType: 'Linux',
      skuName: props.sku,
      // The API's reconciler keeps no lock: one instance, replaced when it is unhealthy.
      workerCount: 1,
    })
    const app = new LinuxWebApp(this, 'Default', {
      name: webAppName(space),
      resourceGroupName,
      location,
      servicePlanId: plan.id,
      httpsOnly: true,
      clientAffinityEnabled: false,
      publicNetworkAccessEnabled: true,
      ftpPublishBasicAuthenticationEnabled: false,
      webdeployPublishBasicAuthenticationEnabled: false,
      identity: { type: 'UserAssigned', identityIds: [identity.id] },
      keyVaultReferenceIdentityId: identity.id,
      virtualNetworkSubnetId: props.subnetId,
      siteConfig: {
        applicationStack: {
          dockerImageName: image.digestName,
          dockerRegistryUrl: `https://${image.loginServer}`,
        },
        containerRegistryUseManagedIdentity: true,
        containerRegistryManagedIdentityClientId: identity.clientId,
        alwaysOn: true,
        healthCheckPath: '/health/ready',
        healthCheckEvictionTimeInMin: evictionMinutes,
        minimumTlsVersion: '1.2',
        scmMinimumTlsVersion: '1.2',
        http2Enabled: true,
        ftpsState: 'Disabled',
        remoteDebuggingEnabled: false,
        vnetRouteAllEnabled: true,
        ipRestrictionDefaultAction: 'Allow',
        // Images come by Resource Manager; the deployment site would be a second front door.
        scmIpRestrictionDefaultAction: 'Deny',
      },
      appSettings: {
        ...props.settings,
        WEBSITES_PORT: props.port,
        WEBSITES_ENABLE_APP_SERVICE_STORAGE: 'false',
        WEBSITES_CONTAINER_STOP_TIME_LIMIT: String(stopLimitSeconds),
        [federatedSecretSetting]: identity.clientId,
      },
      authSettingsV2: {
        authEnabled: true,
        requireAuthentication: false,
        unauthenticatedAction: 'AllowAnonymous',
        requireHttps: true,
        runtimeVersion: '~1',
        defaultProvider: 'azureactivedirectory',
        activeDirectoryV2: {
          clientId: props.entraClientId,
          clientSecretSettingName: federatedSecretSetting,
          tenantAuthEndpoint: `https://login.microsoftonline.com/${props.tenantId}/v2.0`,
          allowedAudiences: [`api://${props.entraClientId}`, props.entraClientId],
          // A person's session then holds a token for the API itself, which the API checks as it does any other.
          loginParameters: {
            scope: `openid profile email offline_access api://${props.entraClientId}/${signInScope}`,
          },
        },
        login: { tokenStoreEnabled: true },
      },
      logs: {
        detailedErrorMessages: true,
        failedRequestTracing: true,
        httpLogs: { fileSystem: { retentionInDays: 7, retentionInMb: 35 } },
      },
    })
    new MonitorDiagnosticSetting(this, 'diagnostics', {
      name: 'diagnostics',
      targetResourceId: app.id,
      logAnalyticsWorkspaceId: props.logAnalyticsWorkspaceId,
      enabledLog: [
        { category: 'AppServiceAuthenticationLogs' },
        { category: 'AppServiceConsoleLogs' },
        { category: 'AppServiceHTTPLogs' },
        { category: 'AppServicePlatformLogs' },
      ],
    })
    this.appId = app.id
  }
}

/**
 * Setting that App Service reads in place of a client secret: the client id of a managed identity which the
 * application trusts by a federated credential.
 * Source: https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad
 */
const federatedSecretSetting = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
