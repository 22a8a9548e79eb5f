import table from './prices.json'

export interface Price {
  /** Meter: what is billed. */
  readonly key: string
  /** Azure region, or `any` where the price holds everywhere or, if assumed, stands in for regions without their own. */
  readonly region: string
  /** USD. Never rounded: some prices are far below a cent. */
  readonly unitPrice: number
  readonly unit: string
  /** Units in a month of a thing that exists all month; absent where use is billed. */
  readonly monthlyMultiplier?: number
  /** Units a month that cost nothing. */
  readonly freeQuantity?: number
  /** Who shares the free units. */
  readonly freePer?: string
  readonly source: string
  /** Day for which the source gives the price, `YYYY-MM-DD`. */
  readonly asOf: string
  /** `stored`: read from the source for this region. `assumed`: from another region, or not confirmed. */
  readonly confidence: 'stored' | 'assumed'
}

/** Every price that is known, in USD before tax. The table's higher tiers are left out: they begin far above this use. */
export const prices = table.rows as readonly Price[]

/** Price of a meter in a region; undefined where none is known. */
export function findPrice(key: string, region: string): Price | undefined {
  const rows = prices.filter((price) => price.key === key)
  return rows.find((price) => price.region === region) ?? rows.find((price) => price.region === 'any')
}

/** @throws where no price is known. */
export function priceOf(key: string, region: string): Price {
  const price = findPrice(key, region)
  if (price) return price
  const regions = prices.filter((row) => row.key === key).map((row) => row.region)
  throw new Error(
    regions.length > 0
      ? `no price of "${key}" in region "${region}": known are ${regions.join(', ')}; add a row to cost/prices.json`
      : `no meter "${key}": known are ${[...new Set(prices.map((row) => row.key))].join(', ')}`,
  )
}
