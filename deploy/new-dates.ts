import type { DateSettings, Environment } from '../environments/environment'
import { addMonths, daysAhead, isoDate } from '../environments/rules/dates'

const day = 86_400_000
/** An expiry that is nearer is moved; nobody wants to come back within weeks. */
const renewWithinDays = 90

/** What `npm run dates` would set: only dates that are to be moved. */
export function newDates({ dates, schedules }: Environment, today: Date): Partial<DateSettings> {
  const before = (days: number) => isoDate(today.getTime() + days * day)
  const start = firstOfMonth(new Date(today.getTime() + daysAhead * day))
  const inAYear = firstOfMonth(new Date(addMonths(today, 12)))
  const moved: Partial<Record<keyof DateSettings, string>> = {}
  for (const key of ['webhookExpiry', 'registryTokenExpiry', 'secretExpiry'] as const) {
    if (dates[key] < before(renewWithinDays)) moved[key] = inAYear
  }
  // Starts lie as near as is allowed: until then no budget warns and no schedule runs.
  if (dates.budgetStart < before(daysAhead) || dates.budgetStart > start) moved.budgetStart = start
  const { scheduleStart } = dates
  if (schedules.length > 0 && scheduleStart && (scheduleStart < before(daysAhead) || scheduleStart > start)) {
    moved.scheduleStart = start
  }
  const budgetStart = moved.budgetStart ?? dates.budgetStart
  if (dates.budgetEnd <= budgetStart || dates.budgetEnd < before(renewWithinDays)) {
    moved.budgetEnd = isoDate(addMonths(new Date(budgetStart), 60))
  }
  return moved
}

/** The first day of a month, that day or later. */
function firstOfMonth(date: Date): string {
  const sameDay = isoDate(date.getTime())
  if (sameDay.endsWith('-01')) return sameDay
  return isoDate(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1))
}
