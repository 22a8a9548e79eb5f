import { ArmError } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { referred } from './references'

export const actionGroup: ResourceType = { type: 'Microsoft.Insights/actionGroups' }

export const metricAlert: ResourceType = {
  type: 'Microsoft.Insights/metricAlerts',
  check({ properties }, { resources }) {
    for (const scope of properties.scopes as string[]) referred(resources, scope, 'scopes')
    for (const action of (properties.actions ?? []) as { actionGroupId: string }[])
      referred(resources, action.actionGroupId, 'actions')
  },
}

export const scheduledQueryRule: ResourceType = {
  type: 'Microsoft.Insights/scheduledQueryRules',
  check({ properties }, { resources }) {
    for (const scope of properties.scopes as string[]) referred(resources, scope, 'scopes')
    const { actionGroups = [] } = (properties.actions ?? {}) as { actionGroups?: string[] }
    for (const id of actionGroups) referred(resources, id, 'actions.actionGroups')
  },
}

export const diagnosticSetting: ResourceType = {
  type: 'Microsoft.Insights/diagnosticSettings',
  onAnyScope: true,
  check: ({ properties }, { resources }) => void referred(resources, properties.workspaceId, 'workspaceId'),
}

export const budget: ResourceType = {
  type: 'Microsoft.Consumption/budgets',
  onAnyScope: true,
  check({ properties }, { clock }, before) {
    const { startDate = '' } = (properties.timePeriod ?? {}) as { startDate?: string }
    const thisMonth = new Date(clock.now()).toISOString().slice(0, 7)
    if (!before && startDate.slice(0, 7) < thisMonth) {
      throw new ArmError(
        400,
        'BadRequest',
        `The start date ${startDate} of a budget must not lie before the current month.`,
      )
    }
    if (startDate.slice(8, 10) !== '01')
      throw new ArmError(400, 'BadRequest', `The start date ${startDate} of a budget must be the first of a month.`)
  },
}
