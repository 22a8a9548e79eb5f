import { ApplicationInsights } from '@cdktf/provider-azurerm/lib/application-insights'
import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace'
import { Construct } from 'constructs'
import { type NameSpace, resourceName } from './names'
import { RoleGrant } from './role-assignment'
import type { WorkloadIdentity } from './workload-identity'

export interface ObservabilityProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  /** 30 to 730; 30 are free. */
  readonly retentionDays: number
  /** Ingestion stops for the day above it, in GB. */
  readonly dailyQuotaGb: number
}

/** One Log Analytics workspace and the Application Insights that writes to it, both without key authentication. */
export class Observability extends Construct {
  readonly workspaceId: string
  readonly applicationInsights: { readonly id: string; readonly name: string }

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id)
    const { space, resourceGroupName, location, dailyQuotaGb } = props
    const open = { internetIngestionEnabled: true, internetQueryEnabled: true }
    const workspace = new LogAnalyticsWorkspace(this, 'Default', {
      name: resourceName('log', space),
      resourceGroupName,
      location,
      sku: 'PerGB2018',
      retentionInDays: props.retentionDays,
      dailyQuotaGb,
      localAuthenticationEnabled: false,
      allowResourceOnlyPermissions: true,
      ...open,
    })
    const application = new ApplicationInsights(this, 'application', {
      name: resourceName('appi', space),
      resourceGroupName,
      location,
      workspaceId: workspace.id,
      applicationType: 'Node.JS',
      localAuthenticationDisabled: true,
      disableIpMasking: false,
      // Whole, not sampled: five runs a day are few, an alert must see every failed one, and the quota bounds the bill.
      samplingPercentage: 100,
      dailyDataCapInGb: dailyQuotaGb,
      dailyDataCapNotificationsDisabled: false,
      ...open,
    })
    this.workspaceId = workspace.id
    this.applicationInsights = { id: application.id, name: application.name }
  }

  /** Lets the identity send traces, logs and metrics. */
  grantPublish(identity: WorkloadIdentity): void {
    new RoleGrant(this, `publish-${identity.node.id}`, {
      role: 'Monitoring Metrics Publisher',
      resourceId: this.applicationInsights.id,
      principalId: identity.principalId,
      principalType: 'ServicePrincipal',
    })
  }
}
