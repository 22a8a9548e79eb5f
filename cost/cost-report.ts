import type { Usage } from './assumptions'
import type { Price } from './price-table'

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
  /** How many resources the stacks create. */
  readonly resources: number
  readonly grants: readonly { meter: string; unit: string; used: number; granted: number; per: string }[]
  readonly usage: Usage
  readonly assumptions: Readonly<Record<string, number>>
  readonly oldestPrice: { readonly asOf: string; readonly days: number } | null
  readonly warnings: readonly string[]
}
