import { ArmError } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'

const mostNotifications = 5

export const budget: ResourceType = {
  type: 'Microsoft.Consumption/budgets',
  onAnyScope: true,
  check({ properties }, { clock }, before) {
    const { amount, notifications = {}, timePeriod = {} } = properties as Budget
    const { startDate = '', endDate } = timePeriod
    const thisMonth = new Date(clock.now()).toISOString().slice(0, 7)
    if (!before && startDate.slice(0, 7) < thisMonth)
      throw invalid(`The start date ${startDate} of a budget must not lie before the current month.`)
    if (startDate.slice(8, 10) !== '01')
      throw invalid(`The start date ${startDate} of a budget must be the first of a month.`)
    if (endDate !== undefined && !(Date.parse(endDate) > Date.parse(startDate)))
      throw invalid(`The end date ${endDate} of a budget must lie after its start date ${startDate}.`)
    if (!(Number(amount) > 0)) throw invalid(`The amount ${amount} of a budget must be more than 0.`)
    if (Object.keys(notifications).length > mostNotifications)
      throw invalid(`A budget has at most ${mostNotifications} notifications.`)
  },
  complete: (given, _context, before) => ({ ...given, eTag: `"${Number(/\d+/.exec(String(before?.eTag)) ?? 0) + 1}"` }),
}

interface Budget {
  readonly amount?: number
  readonly notifications?: object
  readonly timePeriod?: { readonly startDate?: string; readonly endDate?: string }
}

function invalid(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message)
}
