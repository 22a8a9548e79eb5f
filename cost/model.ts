import { assumptions, billedMinutesPerRun, runsPerMonth, type Usage } from './assumptions'
import type { Component, Context, Part, Profile } from './component'
import type { CostLine, CostReport, RunPrice, UnpricedLine } from './cost-report'
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

/**
 * Prices a month of everything that the stacks create, and of what Azure creates beside them.
 * Whatever has no price is listed as unpriced and not counted.
 * @throws where the usage names a profile that is not offered.
 */
export function estimate(settings: EstimateSettings): CostReport {
  const { environment, region, usage, profiles, budgetPerMonth, today } = settings
  const resources = resourcesOf(settings.stacks)
  const { lines, unpriced, free } = price(settings, resources, usage)
  const month = total(lines, usage)
  const more = price(settings, resources, { ...usage, runsPerDay: usage.runsPerDay + 1 })
  const runPrices = runPricesOf(settings, resources, besideNodes(more.lines) - besideNodes(lines), unpriced)
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
    free: counted(free),
    resources: resources.length,
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
  const free: { type: string; reason: string }[] = []
  const granted = new Map<string, number>()
  for (const resource of resources) {
    const { address } = resource
    for (const component of componentsOf(resource, context)) {
      if ('unpriced' in component) {
        unpriced.push({ address, name: component.name, reason: component.unpriced })
        continue
      }
      if ('free' in component) {
        free.push({ type: resource.type, reason: component.free })
        continue
      }
      const found = findPrice(component.meter, region)
      if (found) lines.push(lineOf(component, address, found, granted))
      else unpriced.push({ address, name: component.name, reason: `no price of "${component.meter}" in ${region}` })
    }
  }
  return { lines, unpriced, free }
}

function componentsOf(resource: Resource, context: Context): readonly Part[] {
  const { type, body, count } = resource
  const reason = freeResources[type]
  if (reason !== undefined) return [{ name: type, free: reason }]
  const pricing = resourcePricing[type]
  if (!pricing) return [{ name: type, unpriced: 'neither priced nor known to be free' }]
  if (count === undefined) return [{ name: type, unpriced: 'how many there are is known only to Terraform' }]
  return pricing(body, context, resource).map((component) =>
    'meter' in component ? { ...component, quantity: component.quantity * count } : component,
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

/** What runs cost beside their nodes in a month: storage, data, minutes. */
function besideNodes(lines: readonly CostLine[]): number {
  const ofNodes = /^(vm|dbu-jobs|node-disks|public-ip)(\/|$)/
  return lines
    .filter(({ part, meter }) => part === 'runs' && !ofNodes.test(meter))
    .reduce((sum, { usd }) => sum + usd, 0)
}

/** @param besideUsd what one more run a day costs in a month beside its nodes. */
function runPricesOf(
  { region, usage, profiles }: EstimateSettings,
  resources: readonly Resource[],
  besideUsd: number,
  unpriced: UnpricedLine[],
): RunPrice[] {
  const publicNode = resources.some(
    ({ type, body }) =>
      type === 'azurerm_databricks_workspace' && blocks(body, 'custom_parameters')[0]?.no_public_ip === false,
  )
  const besidePerRun = besideUsd / runsPerMonth({ ...usage, runsPerDay: 1 })
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
      onDemandUsd: runCost(node).total + besidePerRun,
      spotUsd: runCost({ ...node, spotDiscount: usage.spotDiscount }).total + besidePerRun,
    }
  })
}

function profileOf(profiles: EstimateSettings['profiles'], { profile }: Usage): Profile {
  const found = profiles[profile]
  if (found) return found
  throw new Error(`usage.profile is "${profile}"; offered are ${Object.keys(profiles).join(', ')}`)
}

/** Each type and reason once, with how many resources it stands for. */
function counted(free: readonly { type: string; reason: string }[]): CostReport['free'] {
  const counts = new Map<string, { type: string; count: number; reason: string }>()
  for (const { type, reason } of free) {
    const key = `${type} ${reason}`
    counts.set(key, { type, count: (counts.get(key)?.count ?? 0) + 1, reason })
  }
  return [...counts.values()].sort((a, b) => (a.type < b.type ? -1 : 1))
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
