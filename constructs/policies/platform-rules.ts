import { variables } from '../../apps/runbook/contract'
import { blocks, refersTo, rulesOf } from './rule'

const secretVariables = Object.entries(variables).flatMap(([name, { encrypted }]) => (encrypted ? [name] : []))

export const platformRules = [
  ...rulesOf('azurerm_resource_group', [
    {
      id: 'SLIPWAY_BUDGET',
      demand: 'a subscription budget must stand beside it: nodes are billed to a group of their own',
      holds: (_, { neighbours }) => neighbours('azurerm_consumption_budget_subscription').length > 0,
    },
  ]),
  ...rulesOf('azurerm_consumption_budget_subscription', [
    {
      id: 'SLIPWAY_BUDGET_NOTIFIES',
      demand: 'it must tell somebody at 50, 80 and 100 % of the amount and when the forecast passes it',
      holds: (budget) => {
        const told = blocks(budget, 'notification')
          .filter(({ contact_emails, contact_groups }) => contact_emails || contact_groups)
          .map(({ threshold, threshold_type }) => `${threshold_type ?? 'Actual'} ${threshold}`)
        return ['Actual 50', 'Actual 80', 'Actual 100', 'Forecasted 100'].every((one) => told.includes(one))
      },
    },
  ]),
  ...rulesOf('azurerm_log_analytics_workspace', [
    {
      id: 'SLIPWAY_LOG_QUOTA',
      demand: 'daily_quota_gb must be positive: the default is unlimited',
      holds: ({ daily_quota_gb }) => Number(daily_quota_gb) > 0,
    },
    {
      id: 'SLIPWAY_LOG_KEYS',
      demand: 'local_authentication_enabled must be false',
      holds: ({ local_authentication_enabled }) => local_authentication_enabled === false,
    },
  ]),
  ...rulesOf('azurerm_application_insights', [
    {
      id: 'SLIPWAY_INSIGHTS_KEYS',
      demand: 'local_authentication_disabled must be true',
      holds: ({ local_authentication_disabled }) => local_authentication_disabled === true,
    },
  ]),
  ...rulesOf('azurerm_automation_account', [
    {
      id: 'CKV2_AZURE_36',
      demand: 'it must have a managed identity',
      holds: (account) => blocks(account, 'identity').length > 0,
    },
    {
      id: 'CKV2_AZURE_24',
      demand: 'public_network_access_enabled should be false',
      holds: ({ public_network_access_enabled }) => public_network_access_enabled === false,
    },
  ]),
  ...rulesOf('azurerm_automation_variable_string', [
    {
      id: 'CKV_AZURE_73',
      demand: 'encrypted should be true',
      holds: ({ encrypted }) => encrypted === true,
    },
    {
      id: 'SLIPWAY_VARIABLE_SECRET',
      demand: `encrypted must be true where the value comes from a sensitive variable, and for ${secretVariables.join(', ')}`,
      holds: ({ encrypted, name, value }) =>
        encrypted === true || !(secretVariables.includes(String(name)) || String(value).includes('${var.')),
    },
  ]),
  ...rulesOf('azurerm_automation_webhook', [
    {
      id: 'SLIPWAY_WEBHOOK_EXPIRY',
      demand: 'expiry_time must be set',
      holds: ({ expiry_time }) => Boolean(expiry_time),
    },
  ]),
  ...rulesOf('azurerm_databricks_workspace', [
    {
      id: 'SLIPWAY_DIAGNOSTICS',
      demand: 'a diagnostic setting must send its logs to the workspace',
      holds: (_, { address, neighbours }) =>
        neighbours('azurerm_monitor_diagnostic_setting').some(({ target_resource_id }) =>
          refersTo(target_resource_id, address),
        ),
    },
  ]),
]
