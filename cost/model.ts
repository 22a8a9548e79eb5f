import { assumptions, billedMinutesPerRun, runsPerMonth, type Usage } from './assumptions'
import type { Component, Context, Profile, Unpriced } from './component'
import { freeResources } from './free-resources'
import { nodeTypes } from './node-types'
import { findPrice, type Price } from './price-table'
import { resourcePricing } from './resource-pricing'
import { runCost } from './run-cost'
import { blocks, type Resource, resourcesOf, type Stacks } from './terraform'
import { daysBetween, warningsOf } from './warnings'

export interface EstimateSettings {
  readonly environment: string
  /** Azure region, as in `az account list-locations`. */
  readonly region: string
  readonly stacks: Stacks
  readonly usage: Usage
  readonly profiles: Readonly<Record<string, Profile>>
  /** Taken as EUR, whatever the subscription's billing currency is. */
  readonly budgetPerMonth: number
  /** `YYYY-MM-DD`; prices older than 90 days are warned of. */
  readonly today: string
}

/** One component of one resource and its meter's price. Money in USD a month. */
export interface CostLine {
  readonly address: string
  readonly name: string
  readonly part: 'fixed' | 'runs'
  readonly hidden: boolean
  readonly meter: string
  readonly quantity: number
  readonly unit: string
  readonly unitPrice: number
  /** Units of the quantity that a grant covers. */
  readonly free: number
  readonly usd: number
  readonly confidence: Price['confidence']
  readonly source: string
  readonly asOf: string
}

export interface UnpricedLine {
  readonly address: string
  readonly name: string
  readonly reason: string
}

/** What one run of the declared length costs with a profile, both ways, in USD. */
export interface RunPrice {
  readonly profile: string
  readonly nodeType: string
  readonly spot: boolean
  readonly onDemandUsd: number
  readonly spotUsd: number
}

export interface CostReport {
  readonly environment: string
  readonly region: string
  readonly month: {
    readonly fixedUsd: number
    readonly runsUsd: number
    readonly totalUsd: number
    readonly totalEur: number
    readonly runs: number
  }
  readonly budget: { readonly limitEur: number; readonly share: number; readonly verdict: 'within' | 'over' }
  readonly oneMoreRunADayUsd: number
  readonly runPrices: readonly RunPrice[]
  readonly lines: readonly CostLine[]
  readonly unpriced: readonly UnpricedLine[]
  readonly free: readonly { readonly type: string; readonly count: number; readonly reason: string }[]
  readonly grants: readonly { meter: string; unit: string; used: number; granted: number; per: string }[]
  readonly usage: Usage
  readonly assumptions: Readonly<Record<string, number>>
  readonly oldestPrice: { readonly asOf: string; readonly days: number } | null
  readonly warnings: readonly string[]
}

/**
 * Prices a month of everything that the stacks create, and of what Azure creates beside them.
 * Whatever has no price is listed as unpriced and not counted.
 * @throws where the usage names a profile that is not offered.
 */
export function estimate(settings: EstimateSettings): CostReport {
  const { environment, region, usage, profiles, budgetPerMonth, today } = settings
  const resources = resourcesOf(settings.stacks)
  const { lines, unpriced } = price(settings, resources, usage)
  const month = total(lines, usage)
  const more = price(settings, resources, { ...usage, runsPerDay: usage.runsPerDay + 1 })
  const runPrices = runPricesOf(settings, resources, lines, unpriced)
  const oldest = lines.map(({ asOf }) => asOf).sort()[0]
  const report = {
    environment,
    region,
    month,
    budget: {
      limitEur: budgetPerMonth,
      share: month.totalEur / budgetPerMonth,
      verdict: month.totalEur > budgetPerMonth ? ('over' as const) : ('within' as const),
    },
    oneMoreRunADayUsd: total(more.lines, usage).totalUsd - month.totalUsd,
    runPrices,
    lines,
    unpriced,
    free: freeOf(resources),
    grants: grantsOf(lines, region),
    usage,
    assumptions,
    oldestPrice: oldest === undefined ? null : { asOf: oldest, days: daysBetween(oldest, today) },
  }
  return { ...report, warnings: warningsOf({ ...report, profile: profileOf(profiles, usage), today }) }
}

function price({ region, profiles }: EstimateSettings, resources: readonly Resource[], usage: Usage) {
  const context: Context = { region, usage, profile: profileOf(profiles, usage), resources }
  const lines: CostLine[] = []
  const unpriced: UnpricedLine[] = []
  const granted = new Map<string, number>()
  for (const resource of resources) {
    const { address } = resource
    for (const component of componentsOf(resource, context)) {
      if ('unpriced' in component) {
        unpriced.push({ address, name: component.name, reason: component.unpriced })
        continue
      }
      const found = findPrice(component.meter, region)
      if (found) lines.push(lineOf(component, address, found, granted))
      else unpriced.push({ address, name: component.name, reason: `no price of "${component.meter}" in ${region}` })
    }
  }
  return { lines, unpriced }
}

function componentsOf(resource: Resource, context: Context): readonly (Component | Unpriced)[] {
  const { type, body, count } = resource
  if (type in freeResources) return []
  const pricing = resourcePricing[type]
  if (!pricing) return [{ name: type, unpriced: 'neither priced nor known to be free' }]
  if (count === undefined) return [{ name: type, unpriced: 'how many there are is known only to Terraform' }]
  return pricing(body, context, resource).map((component) =>
    'unpriced' in component ? component : { ...component, quantity: component.quantity * count },
  )
}

/** The free units of a meter are given once, not per resource: whoever comes first takes them. */
function lineOf(component: Component, address: string, found: Price, granted: Map<string, number>): CostLine {
  const { name, part, hidden = false, meter, quantity, factor = 1 } = component
  const taken = granted.get(meter) ?? 0
  const free = Math.min(quantity, (found.freeQuantity ?? 0) - taken)
  granted.set(meter, taken + free)
  const { unit, confidence, source, asOf } = found
  const unitPrice = found.unitPrice * factor
  const usd = (quantity - free) * unitPrice
  return { address, name, part, hidden, meter, quantity, unit, unitPrice, free, usd, confidence, source, asOf }
}

function total(lines: readonly CostLine[], usage: Usage) {
  const of = (part: CostLine['part']) =>
    lines.filter((line) => line.part === part).reduce((sum, line) => sum + line.usd, 0)
  const fixedUsd = of('fixed')
  const runsUsd = of('runs')
  const totalUsd = fixedUsd + runsUsd
  return { fixedUsd, runsUsd, totalUsd, totalEur: totalUsd * usage.eurPerUsd, runs: runsPerMonth(usage) }
}

/** The node of a run by profile, and what every run costs beside its node: storage, data, minutes. */
function runPricesOf(
  { region, usage, profiles }: EstimateSettings,
  resources: readonly Resource[],
  lines: readonly CostLine[],
  unpriced: UnpricedLine[],
): RunPrice[] {
  const publicNode = resources.some(
    ({ type, body }) =>
      type === 'azurerm_databricks_workspace' && blocks(body, 'custom_parameters')[0]?.no_public_ip === false,
  )
  const nodeMeters = /^(vm|dbu-jobs|node-disks|public-ip)(\/|$)/
  const beside = lines.filter((line) => line.part === 'runs' && !nodeMeters.test(line.meter))
  const besideUsd = beside.reduce((sum, line) => sum + line.usd, 0) / runsPerMonth(usage)
  return Object.entries(profiles).flatMap(([profile, { nodeType, spot }]) => {
    if (!nodeTypes[nodeType] || !findPrice(`vm/${nodeType}`, region)) {
      unpriced.push({ address: `profile ${profile}`, name: nodeType, reason: `no price of ${nodeType} in ${region}` })
      return []
    }
    const node = { region, nodeType, minutes: billedMinutesPerRun(usage), publicNode }
    return {
      profile,
      nodeType,
      spot,
      onDemandUsd: runCost(node).total + besideUsd,
      spotUsd: runCost({ ...node, spotDiscount: usage.spotDiscount }).total + besideUsd,
    }
  })
}

function profileOf(profiles: EstimateSettings['profiles'], { profile }: Usage): Profile {
  const found = profiles[profile]
  if (found) return found
  throw new Error(`usage.profile is "${profile}"; offered are ${Object.keys(profiles).join(', ')}`)
}

function freeOf(resources: readonly Resource[]): CostReport['free'] {
  const types = [...new Set(resources.map(({ type }) => type))].sort()
  return types.flatMap((type) => {
    const reason = freeResources[type]
    return reason === undefined ? [] : { type, count: resources.filter((r) => r.type === type).length, reason }
  })
}

function grantsOf(lines: readonly CostLine[], region: string): CostReport['grants'] {
  const meters = [...new Set(lines.map(({ meter }) => meter))]
  return meters.flatMap((meter) => {
    const { unit, freeQuantity, freePer } = findPrice(meter, region) ?? {}
    if (unit === undefined || freeQuantity === undefined || freePer === undefined) return []
    const used = lines.filter((line) => line.meter === meter).reduce((sum, line) => sum + line.free, 0)
    return { meter, unit, used, granted: freeQuantity, per: freePer }
  })
}
