import { at, range } from '../at'
import type { Sizes } from '../generate-command'
import { type Column, createModel, type Model, type Term } from '../mps'
import { between, createRandom, rounded } from '../random'
import { publishedLoad, publishedUnits, type Unit } from './units'

export interface UnitCommitmentSize {
  /** How many times the ten published units stand in the system; the load grows alike. */
  readonly copies: number
  /** The first so many hours of the published day. */
  readonly hours: number
  /** Largest change of power from hour to hour, as a share of the range of a unit; without it there is no limit. */
  readonly rampShare?: number
  /** Differences between the copies, as a share; copies that are the same make a solver search symmetric plans. */
  readonly spread: number
}

/** Linear pieces that the quadratic fuel cost is replaced by, between equally spaced points of the curve. */
const pieces = 4
const reserveShare = 0.1

/** Unit commitment in the three-binary formulation (README.md). */
export function unitCommitment(seed: number, { copies, hours, rampShare, spread }: UnitCommitmentSize): Model {
  const random = createRandom(seed)
  const units = range(copies).flatMap(() => publishedUnits.map((unit) => varied(unit, spread, random)))
  const load = publishedLoad.slice(0, hours).map((power) => power * copies)
  const model = createModel(`uc-${units.length}x${load.length}-${seed}`)
  const balance: Term[][] = load.map(() => [])
  const reserve: Term[][] = load.map(() => [])

  for (const [g, unit] of units.entries()) {
    const { on, above, spare } = addUnit(model, g, unit, load.length, rampShare)
    for (const t of range(load.length)) {
      at(balance, t).push([unit.least, at(on, t)], [1, at(above, t)])
      at(reserve, t).push([1, at(spare, t)])
    }
  }
  for (const [t, power] of load.entries()) {
    model.row(`load_${t}`, at(balance, t), '=', power)
    model.row(`reserve_${t}`, at(reserve, t), '>=', reserveShare * power)
  }
  return model
}

function varied(unit: Unit, spread: number, random: () => number): Unit {
  const factor = () => 1 + between(random, -spread, spread)
  const [a, b, c] = unit.cost
  return {
    ...unit,
    cost: [rounded(a * factor(), 2), rounded(b * factor(), 4), c],
    hotStart: Math.round(unit.hotStart * factor()),
    coldStart: Math.round(unit.coldStart * factor()),
  }
}

/** The columns of a unit by hour: on or off, power above the least, and spare power that could come at once. */
interface UnitColumns {
  readonly on: readonly Column[]
  readonly above: readonly Column[]
  readonly spare: readonly Column[]
}

function addUnit(model: Model, g: number, unit: Unit, hours: number, rampShare: number | undefined): UnitColumns {
  const times = range(hours)
  const [a, b, c] = unit.cost
  const fuel = (power: number) => a + b * power + c * power ** 2
  const width = (unit.most - unit.least) / pieces
  const on = times.map((t) => model.binary(`on_${g}_${t}`, rounded(fuel(unit.least), 6)))
  const start = times.map((t) => model.binary(`start_${g}_${t}`, unit.coldStart))
  const stop = times.map((t) => model.binary(`stop_${g}_${t}`))
  const above = times.map((t) => model.column(`above_${g}_${t}`))
  const spare = times.map((t) => model.column(`spare_${g}_${t}`))

  for (const t of times) {
    const parts = range(pieces).map((piece) => {
      const from = unit.least + piece * width
      const slope = rounded((fuel(from + width) - fuel(from)) / width, 8)
      return model.column(`piece_${g}_${t}_${piece}`, { cost: slope, upper: width })
    })
    model.row(`parts_${g}_${t}`, [[1, at(above, t)], ...parts.map((part) => [-1, part] as const)], '=', 0)
    model.row(
      `most_${g}_${t}`,
      [
        [1, at(above, t)],
        [1, at(spare, t)],
        [-(unit.most - unit.least), at(on, t)],
      ],
      '<=',
      0,
    )
  }
  addSwitching(model, g, unit, { on, start, stop })
  addHotStarts(model, g, unit, { start, stop })
  if (rampShare !== undefined) addRamps(model, g, unit, rampShare, { on, start, stop, above, spare })
  return { on, above, spare }
}

type Switches = Readonly<Record<'on' | 'start' | 'stop', readonly Column[]>>

/** on(t) - on(t-1) = start(t) - stop(t), and the minimum times as turn-on and turn-off inequalities. */
function addSwitching(model: Model, g: number, unit: Unit, { on, start, stop }: Switches): void {
  const recent = (columns: readonly Column[], t: number, hours: number) =>
    columns.slice(Math.max(0, t - hours + 1), t + 1).map((column) => [1, column] as const)
  const mustStay = unit.before > 0 ? unit.minimumUp - unit.before : unit.minimumDown + unit.before
  for (const t of range(on.length)) {
    const terms: Term[] = [
      [1, at(on, t)],
      [-1, at(start, t)],
      [1, at(stop, t)],
    ]
    if (t > 0) terms.push([-1, at(on, t - 1)])
    model.row(`switch_${g}_${t}`, terms, '=', t === 0 && unit.before > 0 ? 1 : 0)
    model.row(`up_${g}_${t}`, [...recent(start, t, unit.minimumUp), [-1, at(on, t)]], '<=', 0)
    model.row(`down_${g}_${t}`, [...recent(stop, t, unit.minimumDown), [1, at(on, t)]], '<=', 1)
    if (t < mustStay) model.row(`stay_${g}_${t}`, [[1, at(on, t)]], '=', unit.before > 0 ? 1 : 0)
  }
}

/** A start is hot, and cheaper, when the unit was stopped at most minimum down time + cold hours before. */
function addHotStarts(model: Model, g: number, unit: Unit, { start, stop }: Pick<Switches, 'start' | 'stop'>): void {
  const longest = unit.minimumDown + unit.coldHours
  for (const t of range(start.length)) {
    const hot = model.column(`hot_${g}_${t}`, { cost: unit.hotStart - unit.coldStart, upper: 1 })
    model.row(
      `hotstart_${g}_${t}`,
      [
        [1, hot],
        [-1, at(start, t)],
      ],
      '<=',
      0,
    )
    const stops = range(longest + 1)
      .filter((hours) => hours >= unit.minimumDown && t - hours >= 0)
      .map((hours) => [-1, at(stop, t - hours)] as const)
    // Off since -before hours: at hour t for t - before hours.
    const offBefore = unit.before < 0 && t - unit.before <= longest ? 1 : 0
    model.row(`hotsince_${g}_${t}`, [[1, hot], ...stops], '<=', offBefore)
  }
}

/**
 * Power changes by at most the ramp; in the hour of a start, and in the last one before a stop, the unit runs at its
 * least power. What the units gave before the first hour is not known and limits nothing.
 */
function addRamps(
  model: Model,
  g: number,
  unit: Unit,
  share: number,
  { on, start, stop, above, spare }: Switches & UnitColumns,
): void {
  const full = unit.most - unit.least
  const ramp = rounded(full * share, 6)
  for (const t of range(above.length)) {
    const power: Term[] = [
      [1, at(above, t)],
      [1, at(spare, t)],
      [-full, at(on, t)],
    ]
    const started: Term = [full, at(start, t)]
    const stops: Term[] = t + 1 < stop.length ? [[full, at(stop, t + 1)]] : []
    if (unit.minimumUp > 1) {
      model.row(`edge_${g}_${t}`, [...power, started, ...stops], '<=', 0)
    } else {
      // A unit that is on for one hour only starts in it and stops after it: both at once would ask for less than nothing.
      model.row(`first_${g}_${t}`, [...power, started], '<=', 0)
      if (stops.length > 0) model.row(`last_${g}_${t}`, [...power, ...stops], '<=', 0)
    }
    if (t === 0) continue
    const now = at(above, t)
    const before = at(above, t - 1)
    const up: Term[] = [
      [1, now],
      [1, at(spare, t)],
      [-1, before],
      [-ramp, at(on, t)],
      [ramp, at(start, t)],
    ]
    model.row(`rampup_${g}_${t}`, up, '<=', 0)
    const down: Term[] = [
      [1, before],
      [-1, now],
      [-ramp, at(on, t - 1)],
      [ramp, at(stop, t)],
    ]
    model.row(`rampdown_${g}_${t}`, down, '<=', 0)
  }
}

/** The sizes of README.md. */
export const sizes: Sizes = {
  published: (seed) => unitCommitment(seed, { copies: 1, hours: 24, spread: 0 }),
  small: (seed) => unitCommitment(seed, { copies: 1, hours: 12, rampShare: 0.6, spread: 0.05 }),
  medium: (seed) => unitCommitment(seed, { copies: 1, hours: 24, rampShare: 0.6, spread: 0.05 }),
  large: (seed) => unitCommitment(seed, { copies: 2, hours: 16, rampShare: 0.6, spread: 0.05 }),
}
