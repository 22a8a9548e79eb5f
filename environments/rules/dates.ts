import type { Mistake } from '../mistake'
import type { Rule } from './rule'

/** An expiry nearer than this is a mistake: whoever renews it shall have the time for a review. */
export const daysAhead = 30
const day = 86_400_000

/** What ends on its date. Starts may lie in the past, since what has started goes on. */
export const expiries = ['webhookExpiry', 'registryTokenExpiry', 'secretExpiry', 'budgetEnd'] as const

const ahead: Rule = {
  reads: ['dates', 'name'],
  find: ({ dates, name }, { today }) => {
    const earliest = isoDate(startOfDay(today) + daysAhead * day)
    return expiries
      .filter((key) => dates[key] < earliest)
      .map((key) => ({
        field: `dates.${key}`,
        says: `is "${dates[key]}"; it must be ${earliest} or later, ${daysAhead} days ahead: npm run dates -- ${name} moves it`,
      }))
  },
}

const bounds: Rule = {
  reads: ['dates', 'schedules'],
  find: ({ dates, schedules }, { today }) => {
    const at = (key: string, says: string): Mistake => ({ field: `dates.${key}`, says })
    // Automation webhooks live ten years at most: https://learn.microsoft.com/azure/automation/automation-webhooks
    const lastWebhook = isoDate(addMonths(today, 120))
    return [
      ...(dates.webhookExpiry <= lastWebhook
        ? []
        : [
            at(
              'webhookExpiry',
              `is "${dates.webhookExpiry}"; it must be ${lastWebhook} or earlier: Automation allows 10 years`,
            ),
          ]),
      ...(dates.budgetStart.endsWith('-01')
        ? []
        : [at('budgetStart', `is "${dates.budgetStart}"; it must be the first day of a month`)]),
      ...(dates.budgetEnd > dates.budgetStart
        ? []
        : [at('budgetEnd', `is "${dates.budgetEnd}"; it must be later than budgetStart, ${dates.budgetStart}`)]),
      ...(schedules.length > 0 && dates.scheduleStart === null
        ? [at('scheduleStart', 'is null; it must be a date, since there are schedules')]
        : []),
      ...(schedules.length === 0 && dates.scheduleStart !== null
        ? [at('scheduleStart', `is "${dates.scheduleStart}"; it must be null, since there are no schedules`)]
        : []),
    ]
  },
}

export const dateRules = [ahead, bounds]

/** The same day of the month so many months later (UTC); the month's last day where there is no such day. */
export function addMonths(date: Date, months: number): number {
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth() + months
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay))
}

export function isoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

function startOfDay(date: Date): number {
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
}
