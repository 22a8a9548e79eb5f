import { ApplicationInsights } from '@cdktf/provider-azurerm/lib/application-insights'
import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace'
import { Construct } from 'constructs'
import { type NameSpace, resourceName } from './names'

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

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id)
    const { space, resourceGroupName, location } = props
    const workspace = new LogAnalyticsWorkspace(this, 'Default', {
      name: resourceName('log', space),
      resourceGroupName,
      location,
      sku: 'PerGB2018',
      retentionInDays: props.retentionDays,
      dailyQuotaGb: props.dailyQuotaGb,
      localAuthenticationEnabled: false,
    })
    new ApplicationInsights(this, 'application', {
      name: resourceName('appi', space),
      resourceGroupName,
      location,
      workspaceId: workspace.id,
      applicationType: 'Node.JS',
      localAuthenticationDisabled: true,
    })
    this.workspaceId = workspace.id
  }
}
