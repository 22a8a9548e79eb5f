import { at, range } from '../at'
import type { Sizes } from '../generate-command'
import { createModel, type Model, type Term } from '../mps'
import { between, createRandom, integerBetween } from '../random'

export interface LotSizingSize {
  readonly items: number
  readonly periods: number
  /** Share of the capacity that producing each period's demand in that period would take, set-up times included. */
  readonly utilisation: number
}

interface Item {
  /** By period. */
  readonly demands: readonly number[]
  /** Money per unit and period. */
  readonly holdingCost: number
  /** Money per set-up. */
  readonly setupCost: number
  /** Capacity that a set-up takes. */
  readonly setupTime: number
}

const meanDemand = 100
/** Periods between two set-ups of an item, if there were no capacity: what makes set-ups dear against stock. */
const timeBetweenOrders = { least: 1, most: 4 }

/** After the scheme of Trigeiro, Thomas and McClain (1989); a unit takes one unit of capacity. */
function generateItems(seed: number, { items, periods }: LotSizingSize): Item[] {
  const random = createRandom(seed)
  return range(items).map(() => {
    const holdingCost = integerBetween(random, 1, 5)
    const between2 = between(random, timeBetweenOrders.least, timeBetweenOrders.most)
    return {
      // Stock is empty at first: demand must not come before anything could be made for it.
      demands: range(periods).map(() => (random() < 0.1 ? 0 : integerBetween(random, 40, 180))),
      holdingCost,
      setupCost: Math.round((between2 ** 2 * holdingCost * meanDemand) / 2),
      setupTime: integerBetween(random, 10, 50),
    }
  })
}

/** The multi-item capacitated lot-sizing problem with set-up times (README.md). */
export function lotSizing(seed: number, size: LotSizingSize): Model {
  const items = generateItems(seed, size)
  const { periods, utilisation } = size
  const capacity = capacityFor(items, periods, utilisation)
  const model = createModel(`clsp-${size.items}x${periods}-${seed}`)

  const load: Term[][] = range(periods).map(() => [])
  for (const [i, item] of items.entries()) {
    const setup = range(periods).map((t) => model.binary(`setup_${i}_${t}`, item.setupCost))
    const make = range(periods).map((t) => model.column(`make_${i}_${t}`))
    const stock = range(periods).map((t) => model.column(`stock_${i}_${t}`, { cost: item.holdingCost }))
    // What the time without any set-up would have had to produce: without overtime the model could be infeasible.
    const initial = model.column(`initial_${i}`, { cost: initialStockCost(item, periods) })
    for (const t of range(periods)) {
      const before = t === 0 ? initial : at(stock, t - 1)
      model.row(
        `balance_${i}_${t}`,
        [
          [1, before],
          [1, at(make, t)],
          [-1, at(stock, t)],
        ],
        '=',
        at(item.demands, t),
      )
      // No lot is larger than what is still to be delivered, or than a period can make.
      const rest = item.demands.slice(t).reduce((sum, demand) => sum + demand, 0)
      const largest = Math.min(rest, capacity - item.setupTime)
      model.row(
        `lot_${i}_${t}`,
        [
          [1, at(make, t)],
          [-largest, at(setup, t)],
        ],
        '<=',
        0,
      )
      at(load, t).push([1, at(make, t)], [item.setupTime, at(setup, t)])
    }
  }
  for (const [t, terms] of load.entries()) model.row(`capacity_${t}`, terms, '<=', capacity)
  return model
}

function capacityFor(items: readonly Item[], periods: number, utilisation: number): number {
  const needed = items.reduce((sum, { demands, setupTime }) => {
    return sum + demands.reduce((total, demand) => total + demand, 0) + periods * setupTime
  }, 0)
  return Math.round(needed / periods / utilisation)
}

/** Dearer than any way to produce the unit, so that initial stock is bought only where capacity does not suffice. */
function initialStockCost({ holdingCost, setupCost }: Item, periods: number): number {
  return holdingCost * periods + setupCost
}

/** The sizes of README.md. */
export const sizes: Sizes = {
  small: (seed) => lotSizing(seed, { items: 8, periods: 15, utilisation: 0.95 }),
  medium: (seed) => lotSizing(seed, { items: 12, periods: 20, utilisation: 0.95 }),
  large: (seed) => lotSizing(seed, { items: 16, periods: 24, utilisation: 0.95 }),
}
