import type { Profile } from './component'
import type { CostReport } from './cost-report'
import { nodeTypes } from './node-types'

const oldAfterDays = 90
const retirementNoticeDays = 365

type Facts = Omit<CostReport, 'warnings'> & { readonly profile: Profile; readonly today: string }

/** What whoever reads the total has to know about it. */
export function warningsOf({ lines, unpriced, month, oldestPrice, profile, today, usage }: Facts): string[] {
  const old = lines.filter(({ asOf }) => daysBetween(asOf, today) > oldAfterDays)
  const assumedUsd = lines.filter((line) => line.confidence === 'assumed').reduce((sum, { usd }) => sum + usd, 0)
  const retires = nodeTypes[profile.nodeType]?.retires
  const warnings: (string | false)[] = [
    unpriced.length > 0 && `the total is too low: ${unpriced.length} parts have no price and are not counted`,
    old.length > 0 &&
      oldestPrice !== null &&
      `${old.length} of ${lines.length} prices are older than ${oldAfterDays} days, the oldest is of ${oldestPrice.asOf}`,
    assumedUsd > 0 && `${assumedUsd.toFixed(2)} of ${month.totalUsd.toFixed(2)} USD rest on assumed prices`,
    retires !== undefined &&
      daysBetween(today, retires) < retirementNoticeDays &&
      `profile "${usage.profile}" runs on ${profile.nodeType}, which Azure retires on ${retires}`,
  ]
  return warnings.filter((warning) => warning !== false)
}

/** Whole days between two days given as `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
