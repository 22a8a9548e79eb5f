import { randomUUID } from 'node:crypto'
import type { ResourceType } from '../resource-type'
import { checkName } from './names'

export const logAnalyticsWorkspace: ResourceType = {
  type: 'Microsoft.OperationalInsights/workspaces',
  check: (workspace) =>
    checkName(workspace, /[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]/, '4 to 63 letters, digits and inner hyphens'),
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
