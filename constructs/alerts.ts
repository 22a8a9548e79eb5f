import { MonitorMetricAlert } from '@cdktf/provider-azurerm/lib/monitor-metric-alert'
import {
  MonitorScheduledQueryRulesAlertV2,
  type MonitorScheduledQueryRulesAlertV2Config,
} from '@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2'
import { Construct } from 'constructs'
import { notificationMissing, runChanged } from '../apps/api/contract'
import { type NameSpace, resourceName } from './names'

export interface AlertsProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  readonly webAppId: string
  readonly logAnalyticsWorkspaceId: string
  /** Who is told. */
  readonly actionGroupId: string
  /** What ends when (`YYYY-MM-DD`), and would stop the platform. */
  readonly expiries: Readonly<Record<string, string>>
}

/** Days before an expiry at which the reminder starts; the environment's dates must lie that far ahead at a deployment. */
const reminderDays = 30

/** Tells by mail what nobody would notice in time: a failed run, an API that does not answer, a credential about to end. */
export class Alerts extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlertsProps,
  ) {
    super(scope, id)
    const { space, resourceGroupName, webAppId, actionGroupId, expiries } = props
    this.logAlert('failed-runs', {
      severity: 2,
      description: 'A run of Slipway has failed, or nobody was told of one. Its id stands in the results of the query.',
      every: 'PT15M',
      query: [
        'AppServiceConsoleLogs',
        `| where ResultDescription has_any ('${runChanged}', '${notificationMissing}')`,
        '| extend entry = parse_json(ResultDescription)',
        `| extend untold = entry.event == '${notificationMissing}'`,
        `| where untold or (entry.msg == '${runChanged}' and entry.status == 'failed')`,
        '| project TimeGenerated, untold, runId = tostring(entry.runId), attempt = toint(entry.attempt)',
      ],
    })
    new MonitorMetricAlert(this, 'health', {
      name: resourceName('ar', space, 'health'),
      resourceGroupName,
      description: "Slipway's API does not answer its health check: settings or storage are the cause.",
      severity: 1,
      scopes: [webAppId],
      frequency: 'PT5M',
      windowSize: 'PT15M',
      criteria: [
        {
          metricNamespace: 'Microsoft.Web/sites',
          metricName: 'HealthCheckStatus',
          aggregation: 'Average',
          operator: 'LessThan',
          threshold: 100,
        },
      ],
      action: [{ actionGroupId }],
    })
    const dates = Object.entries(expiries).map(([what, date]) => `${JSON.stringify(what)}, datetime(${date})`)
    this.logAlert('expiry', {
      severity: 2,
      description: `Within ${reminderDays} days Slipway loses: ${Object.entries(expiries)
        .map(([what, date]) => `${what} (${date})`)
        .join(', ')}. Move the dates with npm run dates, and deploy.`,
      every: 'P1D',
      // Nothing in the logs knows of these dates; the table only makes the query one that an alert rule may run.
      query: [
        'Usage',
        "| take 0 | project what = '', ends = now()",
        `| union (datatable(what: string, ends: datetime) [${dates.join(', ')}])`,
        `| where ends < now() + ${reminderDays}d`,
      ],
    })
  }

  private logAlert(
    name: string,
    rule: Pick<MonitorScheduledQueryRulesAlertV2Config, 'severity' | 'description'> & {
      readonly every: 'PT15M' | 'P1D'
      readonly query: readonly string[]
    },
  ): void {
    const { space, resourceGroupName, location, logAnalyticsWorkspaceId, actionGroupId } = this.props
    const { every, query, ...said } = rule
    new MonitorScheduledQueryRulesAlertV2(this, name, {
      ...said,
      name: resourceName('ar', space, name),
      resourceGroupName,
      location,
      scopes: [logAnalyticsWorkspaceId],
      evaluationFrequency: every,
      windowDuration: every,
      criteria: [{ query: query.join('\n'), timeAggregationMethod: 'Count', operator: 'GreaterThan', threshold: 0 }],
      // Each window with a finding is told, not only the first until it passes.
      autoMitigationEnabled: false,
      // A workspace without logs yet has no tables to validate against.
      skipQueryValidation: true,
      action: { actionGroups: [actionGroupId] },
    })
  }
}
