/** A thermal unit; power in MW, times in hours, money in $. */
export interface Unit {
  readonly least: number
  readonly most: number
  /** Fuel cost of an hour at power p: a + b p + c p². */
  readonly cost: readonly [a: number, b: number, c: number]
  readonly minimumUp: number
  readonly minimumDown: number
  readonly hotStart: number
  readonly coldStart: number
  /** Hours after the minimum down time from which a start is a cold one. */
  readonly coldHours: number
  /** Hours it has been on (positive) or off (negative) before the first hour. */
  readonly before: number
}

/**
 * The ten units of Kazarlis, Bakirtzis and Petridis (1996).
 * Columns: most, least, a, b, c, minimum up = minimum down, hot start, cold start, cold hours, before.
 */
const table: readonly (readonly number[])[] = [
  [455, 150, 1000, 16.19, 0.00048, 8, 4500, 9000, 5, 8],
  [455, 150, 970, 17.26, 0.00031, 8, 5000, 10000, 5, 8],
  [130, 20, 700, 16.6, 0.002, 5, 550, 1100, 4, -5],
  [130, 20, 680, 16.5, 0.00211, 5, 560, 1120, 4, -5],
  [162, 25, 450, 19.7, 0.00398, 6, 900, 1800, 4, -6],
  [80, 20, 370, 22.26, 0.00712, 3, 170, 340, 2, -3],
  [85, 25, 480, 27.74, 0.00079, 3, 260, 520, 2, -3],
  [55, 10, 660, 25.92, 0.00413, 1, 30, 60, 0, -1],
  [55, 10, 665, 27.27, 0.00222, 1, 30, 60, 0, -1],
  [55, 10, 670, 27.79, 0.00173, 1, 30, 60, 0, -1],
]

export const publishedUnits: readonly Unit[] = table.map(
  ([
    most = 0,
    least = 0,
    a = 0,
    b = 0,
    c = 0,
    minimum = 0,
    hotStart = 0,
    coldStart = 0,
    coldHours = 0,
    before = 0,
  ]) => ({
    least,
    most,
    cost: [a, b, c],
    minimumUp: minimum,
    minimumDown: minimum,
    hotStart,
    coldStart,
    coldHours,
    before,
  }),
)

/** The load of the same source in MW by hour; the reserve is a tenth of it. */
export const publishedLoad: readonly number[] = [
  700, 750, 850, 950, 1000, 1100, 1150, 1200, 1300, 1400, 1450, 1500, 1400, 1300, 1200, 1050, 1000, 1100, 1200, 1400,
  1300, 1100, 900, 800,
]
