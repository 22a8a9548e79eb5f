import { ArmError, type Resource, type Resources } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { referred } from './references'

const longestShortName = 12

export const actionGroup: ResourceType = {
  type: 'Microsoft.Insights/actionGroups',
  check({ name, properties }) {
    const { groupShortName = '' } = properties as { groupShortName?: string }
    if (groupShortName.length === 0 || groupShortName.length > longestShortName)
      throw invalid(`The short name '${groupShortName}' of ${name} must have 1 to ${longestShortName} characters.`)
  },
}

export const metricAlert: ResourceType = {
  type: 'Microsoft.Insights/metricAlerts',
  check(alert, { resources }) {
    checkScopes(alert, resources)
    for (const { actionGroupId } of (alert.properties.actions ?? []) as { actionGroupId: string }[])
      referred(resources, actionGroupId, 'actions')
    const { evaluationFrequency, windowSize } = alert.properties as Record<string, string | undefined>
    const often = minutesOf(evaluationFrequency)
    const window = minutesOf(windowSize)
    if (often === undefined || ![1, 5, 15, 30, 60].includes(often))
      throw invalid(
        `evaluationFrequency ${evaluationFrequency} of ${alert.name} must be PT1M, PT5M, PT15M, PT30M or PT1H.`,
      )
    if (window === undefined || window < often)
      throw invalid(`windowSize ${windowSize} of ${alert.name} must not be shorter than ${evaluationFrequency}.`)
  },
}

export const scheduledQueryRule: ResourceType = {
  type: 'Microsoft.Insights/scheduledQueryRules',
  check(rule, { resources }) {
    checkScopes(rule, resources)
    const { actionGroups = [] } = (rule.properties.actions ?? {}) as { actionGroups?: string[] }
    for (const id of actionGroups) referred(resources, id, 'actions.actionGroups')
  },
}

function checkScopes({ name, properties }: Resource, resources: Resources): void {
  const { scopes } = properties
  if (!Array.isArray(scopes) || scopes.length === 0) throw invalid(`${name} must have scopes.`)
  for (const scope of scopes) referred(resources, scope, 'scopes')
}

/** Of an ISO 8601 duration of minutes, hours or days. */
function minutesOf(duration: string | undefined): number | undefined {
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration ?? '') ?? []
  if (days === undefined && hours === undefined && minutes === undefined) return undefined
  return Number(days ?? 0) * 24 * 60 + Number(hours ?? 0) * 60 + Number(minutes ?? 0)
}

function invalid(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message)
}
