import type { Stack } from '../../deploy/stacks'
import { type Change, dropPlan, plan } from '../../deploy/terraform'
import type { Rehearsal } from '../rehearsal'

const limitSeconds = 300

/** Hold data, or identities and names that others have written down: replaced, they are lost. */
const stateful = [
  ...['azuread_application', 'azuread_service_principal', 'azurerm_application_insights', 'azurerm_automation_account'],
  ...['azurerm_container_registry', 'azurerm_databricks_workspace', 'azurerm_key_vault', 'azurerm_linux_web_app'],
  ...['azurerm_log_analytics_workspace', 'azurerm_resource_group', 'azurerm_storage_account', 'azurerm_subnet'],
  ...['azurerm_user_assigned_identity', 'azurerm_virtual_network', 'databricks_job', 'databricks_secret_scope'],
]

/** What a stack's plan would change. @throws Error where it fails, or would replace or delete what is stateful */
export async function plannedChanges({ surroundings }: Rehearsal, stack: Stack): Promise<readonly Change[]> {
  try {
    const { failed, diagnostics, changes } = await plan(stack, 'show', { ...surroundings, limitSeconds })
    if (failed)
      throw new Error(`${stack.name} cannot be planned: ${diagnostics.map(({ summary }) => summary).join('; ')}`)
    const lost = changes.filter(
      ({ address, action }) =>
        (action === 'replace' || action === 'delete') && stateful.includes(address.split('.')[0] ?? ''),
    )
    if (lost.length === 0) return changes
    const lines = lost.map(({ address, action }) => `  ${stack.name}, ${address}: ${action}`)
    throw new Error(`what holds data or an identity would be lost:\n${lines.join('\n')}`)
  } finally {
    dropPlan(stack)
  }
}
