import { at } from '../at'
import type { Sizes } from '../generate-command'
import { createModel, type Model } from '../mps'
import { between, createRandom, integerBetween, rounded } from '../random'

export interface FacilityLocationSize {
  readonly customers: number
  readonly facilities: number
  /** Total capacity divided by total demand. */
  readonly capacityRatio: number
}

interface Data {
  readonly demands: readonly number[]
  readonly capacities: readonly number[]
  readonly fixedCosts: readonly number[]
  /** Cost of serving the whole demand of a customer from a facility: by facility, then by customer. */
  readonly serviceCosts: readonly (readonly number[])[]
}

/** The scheme of Cornuéjols, Sridharan and Thizy (1991). */
function generateData(seed: number, { customers, facilities, capacityRatio }: FacilityLocationSize): Data {
  const random = createRandom(seed)
  const places = (count: number) => Array.from({ length: count }, () => ({ x: random(), y: random() }))
  const customerPlaces = places(customers)
  const facilityPlaces = places(facilities)
  const demands = Array.from({ length: customers }, () => integerBetween(random, 5, 35))
  const raw = Array.from({ length: facilities }, () => integerBetween(random, 10, 160))
  const fixedCosts = raw.map((capacity) =>
    Math.round(between(random, 100, 110) * Math.sqrt(capacity) + between(random, 0, 90)),
  )
  const scale = (capacityRatio * total(demands)) / total(raw)
  return {
    demands,
    capacities: raw.map((capacity) => Math.round(capacity * scale)),
    fixedCosts,
    serviceCosts: facilityPlaces.map((facility) =>
      customerPlaces.map((customer, index) => {
        const distance = Math.sqrt((facility.x - customer.x) ** 2 + (facility.y - customer.y) ** 2)
        return rounded(10 * distance * (demands[index] ?? 0), 2)
      }),
    ),
  }
}

/** The capacitated facility location problem in its strong formulation (README.md). */
export function facilityLocation(seed: number, size: FacilityLocationSize): Model {
  const { demands, capacities, fixedCosts, serviceCosts } = generateData(seed, size)
  const model = createModel(`cflp-${size.facilities}x${size.customers}-${seed}`)
  const open = fixedCosts.map((cost, i) => model.binary(`open_${i}`, cost))
  const serve = serviceCosts.map((costs, i) => costs.map((cost, j) => model.column(`serve_${i}_${j}`, { cost })))

  for (const [j] of demands.entries()) {
    model.row(
      `served_${j}`,
      serve.map((row) => [1, at(row, j)] as const),
      '=',
      1,
    )
  }
  for (const [i, capacity] of capacities.entries()) {
    const load = at(serve, i).map((column, j) => [at(demands, j), column] as const)
    model.row(`capacity_${i}`, [...load, [-capacity, at(open, i)]], '<=', 0)
    for (const [j, column] of at(serve, i).entries()) {
      model.row(
        `strong_${i}_${j}`,
        [
          [1, column],
          [-1, at(open, i)],
        ],
        '<=',
        0,
      )
    }
  }
  model.row(
    'enough',
    capacities.map((capacity, i) => [capacity, at(open, i)] as const),
    '>=',
    total(demands),
  )
  return model
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** The sizes of README.md. */
export const sizes: Sizes = {
  small: (seed) => facilityLocation(seed, { facilities: 25, customers: 50, capacityRatio: 5 }),
  medium: (seed) => facilityLocation(seed, { facilities: 50, customers: 100, capacityRatio: 5 }),
  large: (seed) => facilityLocation(seed, { facilities: 100, customers: 100, capacityRatio: 5 }),
}
