import { DataAzurermApplicationInsights } from '@cdktf/provider-azurerm/lib/data-azurerm-application-insights'
import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret'
import { TerraformOutput, TerraformStack, TerraformVariable, Token } from 'cdktf'
import type { Construct } from 'constructs'
import {
  type AlgorithmManifest,
  settings as contract,
  type OfferedAlgorithm,
  type SettingName,
} from '../apps/api/contract'
import { Alerts } from '../constructs/alerts'
import { ScheduledRun, type ScheduledRunProps } from '../constructs/automation-schedule'
import { grantKeysSecret } from '../constructs/grant-key'
import type { ImageReference } from '../constructs/image'
import { jsonText } from '../constructs/json-text'
import { type NameSpace, webAppHostName } from '../constructs/names'
import { useAzurerm, useState } from '../constructs/stack-settings'
import { ContainerWebApp } from '../constructs/web-app'
import type { Identity } from '../constructs/workload-identity'
import type { Environment } from '../environments/environment'

export interface ApiProps
  extends Pick<
    Environment,
    | 'databricksAuthentication'
    | 'dates'
    | 'limits'
    | 'location'
    | 'notifications'
    | 'servicePlan'
    | 'state'
    | 'tenantId'
  > {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly image: ImageReference
  readonly identity: Identity
  readonly subnetId: string
  readonly entraClientId: string
  readonly storage: { readonly blobUrl: string; readonly tableUrl: string }
  readonly vault: { readonly id: string; readonly uri: string }
  /** With `https://`. */
  readonly workspaceUrl: string
  readonly applicationInsightsName: string
  readonly logAnalyticsWorkspaceId: string
  readonly actionGroupId: string
  readonly automationAccountName: string
  /** What is offered, with template jobs and prices by profile. */
  readonly algorithms: readonly {
    readonly manifest: AlgorithmManifest
    readonly jobIds: Readonly<Record<string, string>>
    readonly eurPerHour: Readonly<Record<string, number>>
  }[]
  /** Runs that start by themselves. */
  readonly scheduledRuns: readonly Omit<ScheduledRunProps, 'automationAccountName' | 'resourceGroupName'>[]
}

/** The API, what watches it, and the schedules that call it. */
export class Api extends TerraformStack {
  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id)
    const { space, resourceGroupName, location, logAnalyticsWorkspaceId, dates } = props
    useState(this, props.state)
    useAzurerm(this, space.subscriptionId)

    const place = { space, resourceGroupName, location }
    const settings = this.settings(props)
    const { appId } = new ContainerWebApp(this, 'web-app', {
      ...place,
      sku: props.servicePlan,
      image: props.image,
      identity: props.identity,
      subnetId: props.subnetId,
      tenantId: props.tenantId,
      entraClientId: props.entraClientId,
      settings,
      port: settings.PORT,
      logAnalyticsWorkspaceId,
    })
    new Alerts(this, 'alerts', {
      ...place,
      webAppId: appId,
      logAnalyticsWorkspaceId,
      actionGroupId: props.actionGroupId,
      expiries: {
        ...(props.notifications.route === 'runbook' && { 'webhook that Databricks calls': dates.webhookExpiry }),
        'push and pull tokens of the registry': dates.registryTokenExpiry,
        'secrets in Key Vault': dates.secretExpiry,
        budget: dates.budgetEnd,
      },
    })
    for (const run of props.scheduledRuns) {
      new ScheduledRun(this, run.name, {
        ...run,
        resourceGroupName,
        automationAccountName: props.automationAccountName,
      })
    }
    new TerraformOutput(this, 'api_url', {
      value: settings.PUBLIC_URL,
      description: 'Where callers and the console reach the API.',
      staticId: true,
    })
  }

  /** Every setting that the API declares: one that is missing here, or no longer declared there, does not compile. */
  private settings(props: ApiProps): Record<SettingName, string> {
    const { limits, vault, databricksAuthentication: databricks } = props
    const insights = new DataAzurermApplicationInsights(this, 'insights', {
      name: props.applicationInsightsName,
      resourceGroupName: props.resourceGroupName,
    })
    const byPrincipal = databricks.kind === 'service-principal'
    return {
      PORT: contract.PORT.default,
      PUBLIC_URL: `https://${webAppHostName(props.space)}`,
      ENTRA_AUTHORITY: contract.ENTRA_AUTHORITY.default,
      ENTRA_TENANT_ID: props.tenantId,
      ENTRA_CLIENT_ID: props.entraClientId,
      MANAGED_IDENTITY_CLIENT_ID: props.identity.clientId,
      STORAGE_BLOB_URL: props.storage.blobUrl,
      STORAGE_TABLE_URL: props.storage.tableUrl,
      DATABRICKS_URL: props.workspaceUrl,
      DATABRICKS_CLIENT_ID: byPrincipal ? databricks.clientId : '',
      DATABRICKS_CLIENT_SECRET: byPrincipal ? vaultReference(vault, this.databricksSecret(props)) : '',
      GRANT_KEYS: vaultReference(vault, grantKeysSecret),
      ALGORITHMS: jsonText(
        props.algorithms.map(({ manifest, jobIds, eurPerHour }): OfferedAlgorithm => {
          const jobs = Object.entries(jobIds).map(([profile, job]) => [profile, Token.asNumber(job)])
          return { manifest, jobs: Object.fromEntries(jobs), eurPerHour }
        }),
      ),
      MAX_CONCURRENT_RUNS: String(limits.concurrentRuns),
      MAX_QUEUED_RUNS: String(limits.queuedRunsPerCaller),
      RUNS_PER_CALLER_AND_DAY: String(limits.runsPerCallerAndDay),
      MAX_ATTEMPTS: contract.MAX_ATTEMPTS.default,
      START_ALLOWANCE_SECONDS: String(limits.startAllowanceSeconds),
      RETENTION_DAYS: String(limits.runRetentionDays),
      // Databricks' own message in Teams tells the API nothing of its delivery.
      NOTIFICATION_GRACE_SECONDS:
        props.notifications.route === 'runbook' ? contract.NOTIFICATION_GRACE_SECONDS.default : '0',
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.connectionString,
    }
  }

  /** The older way, for tenants that demand it. @returns the secret's name in Key Vault, known when it is there. */
  private databricksSecret({ vault, dates }: ApiProps): string {
    const secret = new TerraformVariable(this, 'databricks_client_secret', {
      type: 'string',
      sensitive: true,
      nullable: false,
      description: 'Client secret of the service principal with which the API calls Databricks.',
    })
    return new KeyVaultSecret(this, 'databricks-client-secret', {
      name: 'databricks-client-secret',
      keyVaultId: vault.id,
      value: secret.stringValue,
      contentType: 'client secret of a service principal',
      expirationDate: `${dates.secretExpiry}T00:00:00Z`,
    }).name
  }
}

/** Without a version: App Service takes up a new one within a day. */
function vaultReference({ uri }: { readonly uri: string }, secret: string): string {
  return `@Microsoft.KeyVault(SecretUri=${uri}secrets/${secret})`
}
