import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config'
import { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group'
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group'
import { TerraformOutput, TerraformStack } from 'cdktf'
import type { Construct } from 'constructs'
import { appRoles } from '../apps/api/contract'
import { Budget } from '../constructs/budget'
import { ImageRegistry } from '../constructs/container-registry'
import { managedResourceGroupName } from '../constructs/databricks-workspace'
import { type EntraApi, EntraApplication, ExistingEntraApplication } from '../constructs/entra-application'
import { Vault } from '../constructs/key-vault'
import { type NameSpace, resourceName, webAppHostName, webAppName } from '../constructs/names'
import { type DatabricksSubnets, Network } from '../constructs/network'
import { Observability } from '../constructs/observability'
import { useAzuread, useAzurerm, useState } from '../constructs/stack-settings'
import { RunStorage } from '../constructs/storage-account'
import { type Identity, WorkloadIdentity } from '../constructs/workload-identity'
import type { Environment } from '../environments/environment'

export interface FoundationProps
  extends Pick<
    Environment,
    | 'budget'
    | 'dates'
    | 'entra'
    | 'keyVault'
    | 'limits'
    | 'location'
    | 'logs'
    | 'network'
    | 'notifications'
    | 'state'
    | 'storage'
    | 'tenantId'
  > {
  readonly space: NameSpace
}

/** What each app role allows, as Entra shows it to whoever assigns it. */
const roleDescriptions: Record<keyof typeof appRoles, string> = {
  submit: 'Submit runs, and see, cancel and delete those one has submitted.',
  readAll: 'See the runs of all callers.',
  admin: 'See, cancel and delete the runs of all callers.',
  notify: 'Claim and acknowledge notifications of failed runs; for the runbook alone.',
}

/**
 * What changes rarely and holds data or identities: storage, secrets, registry, network, who may do what, and the budget.
 * Deployed first.
 */
export class Foundation extends TerraformStack {
  readonly resourceGroupName: string
  readonly storage: { readonly id: string; readonly blobUrl: string; readonly tableUrl: string }
  readonly vault: { readonly id: string; readonly uri: string; readonly name: string }
  readonly registry: { readonly id: string; readonly name: string; readonly loginServer: string }
  readonly network: { readonly id: string; readonly apiSubnetId: string; readonly databricks: DatabricksSubnets }
  readonly identities: { readonly api: Identity; readonly job: Identity; readonly runbook: Identity }
  /** Client id of the application whose tokens the API accepts. */
  readonly entraClientId: string
  readonly logAnalyticsWorkspaceId: string
  /** Its connection string is read where it is used. */
  readonly applicationInsights: { readonly id: string; readonly name: string }
  readonly actionGroupId: string

  constructor(scope: Construct, id: string, props: FoundationProps) {
    super(scope, id)
    const { space, location, tenantId, limits, network: networkSettings } = props
    useState(this, props.state)
    useAzurerm(this, space.subscriptionId)
    useAzuread(this, tenantId)

    const group = new ResourceGroup(this, 'group', { name: resourceName('rg', space), location })
    const place = { space, location, resourceGroupName: group.name }
    const observability = new Observability(this, 'observability', { ...place, ...props.logs })
    const network = new Network(this, 'network', { ...place, ...networkSettings })
    const guarded = {
      ...place,
      ipRanges: networkSettings.deployerIpRanges,
      logAnalyticsWorkspaceId: observability.workspaceId,
    }
    const storage = new RunStorage(this, 'storage', {
      ...guarded,
      ...props.storage,
      runRetentionDays: limits.runRetentionDays,
      subnetIds: [network.apiSubnetId, ...network.databricksSubnetIds],
    })
    const vault = new Vault(this, 'vault', {
      ...guarded,
      ...props.keyVault,
      tenantId,
      subnetIds: [network.apiSubnetId],
    })
    const registry = new ImageRegistry(this, 'registry', {
      ...place,
      logAnalyticsWorkspaceId: observability.workspaceId,
    })
    const api = new WorkloadIdentity(this, 'api-identity', { ...place, workload: 'api' })
    // Has no role: a job reaches storage with the grant of its run and nothing else.
    const job = new WorkloadIdentity(this, 'job-identity', { ...place, workload: 'job' })
    const runbook = new WorkloadIdentity(this, 'runbook-identity', { ...place, workload: 'runbook' })

    storage.grantDataAccess(api)
    vault.grantRead(api)
    registry.grantPull(api)
    observability.grantPublish(api)
    vault.grantWriteToDeployer(new DataAzurermClientConfig(this, 'deployer').objectId)
    const entra = this.entraApi(props, api)
    this.grantAppRoles(entra, props, runbook)

    this.resourceGroupName = group.name
    this.storage = storage
    this.vault = vault
    this.registry = registry
    this.network = network
    this.identities = { api, job, runbook }
    this.entraClientId = entra.clientId
    this.logAnalyticsWorkspaceId = observability.workspaceId
    this.applicationInsights = observability.applicationInsights
    this.actionGroupId = this.watchCosts(props, group.name)
    this.output('entra_client_id', entra.clientId, 'Client id of the API; callers ask for tokens of api://<it>.')
    if (network.natAddress) this.output('nat_address', network.natAddress, 'Public address of all nodes.')
  }

  private entraApi({ entra, space, tenantId }: FoundationProps, api: Identity): EntraApi {
    if (entra.application !== 'create') return new ExistingEntraApplication(this, 'entra', entra.application)
    const names = Object.keys(appRoles) as (keyof typeof appRoles)[]
    return new EntraApplication(this, 'entra', {
      displayName: webAppName(space),
      hostName: webAppHostName(space),
      tenantId,
      appRoles: Object.fromEntries(names.map((name) => [appRoles[name], roleDescriptions[name]])),
      federatedPrincipalId: api.principalId,
    })
  }

  private grantAppRoles(
    entra: EntraApi,
    { entra: { grants }, notifications }: FoundationProps,
    runbook: Identity,
  ): void {
    for (const name of ['submit', 'readAll', 'admin'] as const) {
      for (const objectId of grants[name]) entra.grant(`${name}-${objectId}`, appRoles[name], objectId)
    }
    entra.grant('runbook-submits', appRoles.submit, runbook.principalId)
    if (notifications.route === 'runbook') entra.grant('runbook-notifies', appRoles.notify, runbook.principalId)
  }

  /** Who is mailed: of costs by the budget, of all else by the action group. */
  private watchCosts({ space, budget, dates }: FoundationProps, groupName: string): string {
    new Budget(this, 'budget', {
      space,
      ...budget,
      resourceGroupNames: [groupName, managedResourceGroupName(space)],
      start: dates.budgetStart,
      end: dates.budgetEnd,
    })
    return new MonitorActionGroup(this, 'alerts', {
      name: resourceName('ag', space),
      resourceGroupName: groupName,
      shortName: 'slipway',
      enabled: true,
      emailReceiver: budget.mailAddresses.map((emailAddress) => ({
        name: emailAddress,
        emailAddress,
        useCommonAlertSchema: true,
      })),
    }).id
  }

  private output(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true })
  }
}
