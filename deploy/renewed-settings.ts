import type { DateSettings, Environment } from '../environments/environment'
import { addMonths, isoDate } from '../environments/rules/dates'
import type { Setting } from './setting-source'

const day = 86_400_000
/** An expiry that is nearer is moved; nobody wants to come back within weeks. */
const renewWithinDays = 90

export interface RenewedSetting {
  readonly setting: Setting
  readonly value: string | number
}

/** What `npm run dates` would set: dates that are to be moved, and the generation of the secrets that end with them. */
export function renewedSettings(environment: Environment, today: Date): RenewedSetting[] {
  const moved = Object.entries(newDates(environment, today)) as [keyof DateSettings, string][]
  const settings = moved.map(([key, value]): RenewedSetting => ({ setting: ['dates', key], value }))
  // Another token, so that the one before stays valid for runs that have begun to start.
  return moved.some(([key]) => key === 'registryTokenExpiry')
    ? [...settings, { setting: ['secretGeneration'], value: environment.secretGeneration + 1 }]
    : settings
}

function newDates({ dates, schedules }: Environment, today: Date): Partial<DateSettings> {
  const inDays = (days: number) => isoDate(today.getTime() + days * day)
  const inAYear = firstOfMonth(new Date(addMonths(today, 12)))
  const moved: Partial<Record<keyof DateSettings, string>> = {}
  for (const key of ['webhookExpiry', 'registryTokenExpiry', 'secretExpiry'] as const) {
    if (dates[key] < inDays(renewWithinDays)) moved[key] = inAYear
  }
  // Until its start no budget warns: it may lie in this month, and needs to lie no later than the next.
  const thisMonth = `${inDays(0).slice(0, 8)}01`
  if (dates.budgetStart < thisMonth || dates.budgetStart > firstOfMonth(today)) moved.budgetStart = thisMonth
  // Two days ahead, because east of Greenwich tomorrow has begun already. A later start may be meant.
  const { scheduleStart } = dates
  if (schedules.length > 0 && scheduleStart && scheduleStart < inDays(2)) moved.scheduleStart = inDays(2)
  const budgetStart = moved.budgetStart ?? dates.budgetStart
  if (dates.budgetEnd <= budgetStart || dates.budgetEnd < inDays(renewWithinDays)) {
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
