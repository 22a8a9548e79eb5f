import { addMonths, isoDate } from '../environments/rules/dates'
import type { Stack } from './stacks'
import { type Change, init, resourcesOf } from './terraform'

interface Start {
  readonly address: string
  /** What Azure would refuse about it now, as the end of a sentence; undefined where it takes it. */
  readonly refused: (now: Date) => string | undefined
}

/** Azure refuses a schedule that starts sooner. Source: azurerm, `azurerm_automation_schedule`. */
const scheduleMinutesAhead = 5

/**
 * Names the starts that Azure will refuse. It looks at a start only when it creates what starts, so one that has
 * passed is right for all that exists.
 *
 * @param created addresses of what is about to be created
 */
export function refusedStarts(stack: Stack, created: readonly string[], environment: string, now: Date): string[] {
  return startsOf(stack)
    .filter(({ address }) => created.includes(address))
    .flatMap(({ address, refused }) => {
      const why = refused(now)
      return why ? [`${stack.name}, ${address}: ${why}: npm run dates -- ${environment} moves it`] : []
    })
}

/**
 * As `refusedStarts`, of what the stack's state does not hold yet: known before anything is planned. Asks Terraform only
 * where the stack has something that starts.
 */
export async function refusedStartsAhead(stack: Stack, environment: string, now: Date): Promise<string[]> {
  const addresses = startsOf(stack).map(({ address }) => address)
  if (addresses.length === 0) return []
  await init(stack, environment)
  const made = await resourcesOf(stack)
  return refusedStarts(
    stack,
    addresses.filter((address) => !made.includes(address)),
    environment,
    now,
  )
}

/** Addresses that a plan creates, also in the place of what it destroys. */
export function createdBy(changes: readonly Change[]): string[] {
  return changes.flatMap(({ address, action }) => (action === 'create' || action === 'replace' ? [address] : []))
}

function startsOf({ synthesised: { resource = {} } }: Stack): Start[] {
  return [
    ...Object.entries(resource.azurerm_consumption_budget_subscription ?? {}).map(([id, { time_period }]) => ({
      address: `azurerm_consumption_budget_subscription.${id}`,
      refused: (now: Date) => refusedBudget(time_period?.start_date ?? '', now),
    })),
    ...Object.entries(resource.azurerm_automation_schedule ?? {}).map(([id, { start_time }]) => ({
      address: `azurerm_automation_schedule.${id}`,
      refused: (now: Date) => refusedSchedule(start_time ?? '', now),
    })),
  ]
}

/** Source: https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update (timePeriod) */
function refusedBudget(start: string, now: Date): string | undefined {
  const day = start.slice(0, 10)
  const thisMonth = `${isoDate(now.getTime()).slice(0, 7)}-01`
  if (day < thisMonth) {
    return `dates.budgetStart is "${day}", but a new budget must not begin before this month, ${thisMonth}`
  }
  const last = isoDate(addMonths(now, 12))
  return day > last
    ? `dates.budgetStart is "${day}", but a new budget must begin within 12 months, by ${last}`
    : undefined
}

function refusedSchedule(start: string, now: Date): string | undefined {
  const passed = Date.parse(start) - now.getTime() < scheduleMinutesAhead * 60_000
  return passed
    ? `dates.scheduleStart leads to a first start at ${start}, but a new schedule must start at least ${scheduleMinutesAhead} minutes ahead`
    : undefined
}
