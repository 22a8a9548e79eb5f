import { deleteAutomationAccount } from '../automation'
import type { ResourceType } from '../resource-type'

/** Mirrored from its emulator: only that it goes with its group is told here. */
export const automationAccount: ResourceType = {
  type: 'Microsoft.Automation/AutomationAccounts',
  deleted: ({ id }, { upstream }) => deleteAutomationAccount(id, upstream.automation),
}
