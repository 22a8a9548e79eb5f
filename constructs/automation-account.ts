import { AutomationAccount } from '@cdktf/provider-azurerm/lib/automation-account'
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting'
import { Construct } from 'constructs'
import { type NameSpace, resourceName } from './names'
import type { Identity } from './workload-identity'

export interface RunbookAccountProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  /** What the runbooks sign in as. */
  readonly identity: Identity
  /**
   * Whether a webhook starts runbooks. Its URL is no Entra credential, and Azure refuses webhooks where local
   * authentication is off, so that only an account without any can close it.
   * Source: https://learn.microsoft.com/azure/automation/disable-local-authentication
   */
  readonly startedByWebhook: boolean
  readonly logAnalyticsWorkspaceId: string
}

/** The Automation account that runs the runbooks; the first 500 minutes a month are free. */
export class RunbookAccount extends Construct {
  readonly name: string

  constructor(scope: Construct, id: string, props: RunbookAccountProps) {
    super(scope, id)
    const account = new AutomationAccount(this, 'Default', {
      name: resourceName('aa', props.space),
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      skuName: 'Basic',
      identity: { type: 'UserAssigned', identityIds: [props.identity.id] },
      localAuthenticationEnabled: props.startedByWebhook,
      // Databricks calls the webhook over the Internet, and runbooks in Azure's sandbox read their variables so.
      publicNetworkAccessEnabled: true,
    })
    new MonitorDiagnosticSetting(this, 'audit', {
      name: 'audit',
      targetResourceId: account.id,
      logAnalyticsWorkspaceId: props.logAnalyticsWorkspaceId,
      // Not JobStreams: a runbook's output may quote texts of callers.
      enabledLog: [{ category: 'AuditEvent' }, { category: 'JobLogs' }],
    })
    this.name = account.name
  }
}
