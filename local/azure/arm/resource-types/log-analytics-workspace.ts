import { randomUUID } from 'node:crypto'
import { ArmError } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { checkName } from './names'

/** Days. */
const shortestRetention = 30
const longestRetention = 730

export const logAnalyticsWorkspace: ResourceType = {
  type: 'Microsoft.OperationalInsights/workspaces',
  check(workspace) {
    checkName(workspace, /[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]/, '4 to 63 letters, digits and inner hyphens')
    const { retentionInDays: days = shortestRetention } = workspace.properties
    if (!(Number(days) >= shortestRetention && Number(days) <= longestRetention))
      throw new ArmError(
        400,
        'InvalidParameter',
        `'RetentionInDays' property is ${days}; it must be from ${shortestRetention} to ${longestRetention}.`,
      )
  },
  complete: (workspace, _context, before) => ({
    ...workspace,
    properties: { ...workspace.properties, customerId: before?.properties.customerId ?? randomUUID() },
  }),
  // Nobody sends with these: every diagnostic setting names the workspace by its id.
  actions: { sharedkeys: () => ({ primarySharedKey: '', secondarySharedKey: '' }) },
  subscriptionRoutes: [
    { method: 'GET', path: /^Microsoft\.OperationalInsights\/deletedWorkspaces$/i, answer: () => ({ value: [] }) },
  ],
}
