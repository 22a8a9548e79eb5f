import { AutomationVariableString } from '@cdktf/provider-azurerm/lib/automation-variable-string'
import { Fn, TerraformStack, TerraformVariable } from 'cdktf'
import type { Construct } from 'constructs'
import { runbooks as contract, type VariableName, variables } from '../apps/runbook/contract'
import { RunbookAccount } from '../constructs/automation-account'
import { type NameSpace, webAppHostName } from '../constructs/names'
import { PythonRunbook } from '../constructs/runbook'
import { useAzurerm, useState } from '../constructs/stack-settings'
import type { Identity } from '../constructs/workload-identity'
import type { Environment } from '../environments/environment'

type RunbookKey = keyof typeof contract

export interface NotificationsProps extends Pick<Environment, 'location' | 'notifications' | 'state'> {
  readonly space: NameSpace
  readonly resourceGroupName: string
  /** What the runbooks sign in as. */
  readonly identity: Identity
  readonly entraClientId: string
  readonly logAnalyticsWorkspaceId: string
  /** Texts of all runbooks; which of them are deployed follows from the route. */
  readonly runbooks: Readonly<Record<RunbookKey, string>>
}

const descriptions: Record<RunbookKey, string> = {
  notify: 'Started by the webhook of Databricks: posts the card of a failed run to Teams.',
  submit: 'Started by schedules: submits what its schedule holds as a run.',
}

/** DATABRICKS_URL is set by the stack that knows the workspace: this one exists without it. */
type OwnVariable = Exclude<VariableName, 'DATABRICKS_URL'>
type CommonVariable = Exclude<OwnVariable, 'TEAMS_WEBHOOK_URL'>

/**
 * The runbooks and what they read. With the route `runbook` a failed run ends as a card in Teams; with
 * `databricks-teams` Databricks posts its own message, and only the runbook that submits scheduled runs is left.
 */
export class Notifications extends TerraformStack {
  readonly automationAccountName: string

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id)
    const { space, location, resourceGroupName, identity, logAnalyticsWorkspaceId } = props
    const byRunbook = props.notifications.route === 'runbook'
    useState(this, props.state)
    useAzurerm(this, space.subscriptionId)

    const place = { resourceGroupName, location }
    const account = new RunbookAccount(this, 'automation', {
      ...place,
      space,
      identity,
      logAnalyticsWorkspaceId,
      startedByWebhook: byRunbook,
    })
    const deployed: readonly RunbookKey[] = byRunbook ? ['notify', 'submit'] : ['submit']
    for (const key of deployed) {
      new PythonRunbook(this, `${key}-runbook`, {
        ...place,
        automationAccountName: account.name,
        name: contract[key].name,
        description: descriptions[key],
        content: props.runbooks[key],
      })
    }

    const common: Record<CommonVariable, string> = {
      API_URL: `https://${webAppHostName(space)}`,
      API_AUDIENCE: `api://${props.entraClientId}`,
      IDENTITY_CLIENT_ID: identity.clientId,
    }
    const values: Record<CommonVariable, string> | Record<OwnVariable, string> = byRunbook
      ? { ...common, TEAMS_WEBHOOK_URL: this.teamsWebhookUrl() }
      : common
    for (const [name, value] of Object.entries(values) as [OwnVariable, string][]) {
      new AutomationVariableString(this, `variable-${name.toLowerCase().replaceAll('_', '-')}`, {
        resourceGroupName,
        automationAccountName: account.name,
        name,
        value,
        encrypted: variables[name].encrypted,
        description: variables[name].describe,
      })
    }

    this.automationAccountName = account.name
  }

  private teamsWebhookUrl(): string {
    const url = new TerraformVariable(this, 'teams_webhook_url', {
      type: 'string',
      description: 'URL of the Workflows webhook of the Teams channel; whoever knows it can post.',
      sensitive: true,
      nullable: false,
    })
    url.addValidation({
      condition: Fn.startswith(url.stringValue, 'https://'),
      errorMessage: 'TF_VAR_teams_webhook_url must be the https address that Teams shows for the workflow.',
    })
    return url.stringValue
  }
}
