/** A column by its place in the model. */
export type Column = number & { readonly kind: 'column' }

export interface ColumnOptions {
  /** Coefficient in the objective, which is minimised; default 0. */
  readonly cost?: number
  /** Default 0. */
  readonly lower?: number
  /** Default: none. */
  readonly upper?: number
  /** Default: continuous. */
  readonly integer?: boolean
}

export type Term = readonly [coefficient: number, column: Column]

/** A mixed-integer linear model that is minimised, and its text in free MPS. */
export interface Model {
  column(name: string, options?: ColumnOptions): Column
  binary(name: string, cost?: number): Column
  /**
   * `terms <= limit`, `>=` or `=`. With `range`, `limit - range <= terms <= limit` for `<=`.
   * Terms of the same column are added up.
   */
  row(name: string, terms: readonly Term[], relation: '<=' | '>=' | '=', limit: number, range?: number): void
  readonly size: {
    readonly rows: number
    readonly columns: number
    readonly integers: number
    readonly entries: number
  }
  /** The lines of the MPS file; the same model gives the same bytes on every machine. */
  lines(): Iterable<string>
}

interface StoredColumn {
  readonly name: string
  readonly options: ColumnOptions
  readonly entries: Map<number, number>
}

interface StoredRow {
  readonly name: string
  readonly type: 'L' | 'G' | 'E'
  readonly limit: number
  readonly range: number | undefined
}

const objective = 'cost'
const types = { '<=': 'L', '>=': 'G', '=': 'E' } as const

/**
 * @param name of the model; like all names without spaces, because free MPS separates by them
 * @throws (from its functions) on a name that is used twice or has a space, and on a number that is not finite
 */
export function createModel(name: string): Model {
  const columns: StoredColumn[] = []
  const rows: StoredRow[] = []
  const names = new Set<string>()

  const checkName = (kind: string, text: string) => {
    if (!/^[\w.[\],-]+$/.test(text) || text === objective) throw new Error(`"${text}" cannot be the name of a ${kind}`)
    const key = `${kind} ${text}`
    if (names.has(key)) throw new Error(`there are two of ${key}`)
    names.add(key)
  }
  checkName('model', name)

  const column = (text: string, options: ColumnOptions = {}) => {
    checkName('column', text)
    const { cost = 0, lower = 0, upper = Number.POSITIVE_INFINITY } = options
    if (!Number.isFinite(cost) || Number.isNaN(lower) || !(lower <= upper)) {
      throw new Error(`column ${text} has cost ${cost} and bounds from ${lower} to ${upper}`)
    }
    columns.push({ name: text, options, entries: new Map() })
    return (columns.length - 1) as Column
  }

  return {
    column,
    binary: (text, cost = 0) => column(text, { cost, upper: 1, integer: true }),
    row(text, terms, relation, limit, range) {
      checkName('row', text)
      if (!Number.isFinite(limit) || (range !== undefined && !(range >= 0 && Number.isFinite(range)))) {
        throw new Error(`row ${text} has limit ${limit} and range ${range}`)
      }
      for (const [coefficient, index] of terms) {
        const entries = columns[index]?.entries
        if (!entries || !Number.isFinite(coefficient))
          throw new Error(`row ${text} has ${coefficient} of column ${index}`)
        entries.set(rows.length, (entries.get(rows.length) ?? 0) + coefficient)
      }
      rows.push({ name: text, type: types[relation], limit, range })
    },
    get size() {
      const entries = columns.reduce((sum, { entries }) => sum + entries.size, 0)
      const integers = columns.filter(({ options }) => options.integer).length
      return { rows: rows.length, columns: columns.length, integers, entries }
    },
    lines: () => mpsLines(name, rows, columns),
  }
}

function* mpsLines(name: string, rows: readonly StoredRow[], columns: readonly StoredColumn[]): Generator<string> {
  yield `NAME ${name}`
  yield 'ROWS'
  yield ` N ${objective}`
  for (const row of rows) yield ` ${row.type} ${row.name}`
  yield 'COLUMNS'
  yield* columnLines(rows, columns)
  yield 'RHS'
  for (const { name: row, limit } of rows) if (limit !== 0) yield ` RHS ${row} ${limit}`
  const ranges = rows.filter(({ range }) => range !== undefined)
  if (ranges.length > 0) yield 'RANGES'
  for (const { name: row, range } of ranges) yield ` RNG ${row} ${range}`
  yield 'BOUNDS'
  for (const { name: column, options } of columns) yield* boundLines(column, options)
  yield 'ENDATA'
}

function* columnLines(rows: readonly StoredRow[], columns: readonly StoredColumn[]): Generator<string> {
  let integer = false
  let markers = 0
  const marker = () => ` M${markers++} 'MARKER' ${integer ? "'INTORG'" : "'INTEND'"}`
  for (const { name, options, entries } of columns) {
    if ((options.integer ?? false) !== integer) {
      integer = !integer
      yield marker()
    }
    const { cost = 0 } = options
    // A column that stands nowhere has to be declared all the same.
    if (cost !== 0 || entries.size === 0) yield ` ${name} ${objective} ${cost}`
    for (const [row, coefficient] of entries) yield ` ${name} ${rows[row]?.name} ${coefficient}`
  }
  if (integer) {
    integer = false
    yield marker()
  }
}

/** All bounds of integer columns are written, because readers differ in what they take for the default. */
function* boundLines(
  name: string,
  { lower = 0, upper = Number.POSITIVE_INFINITY, integer = false }: ColumnOptions,
): Generator<string> {
  if (lower === upper) {
    yield ` FX BND ${name} ${lower}`
    return
  }
  if (lower === Number.NEGATIVE_INFINITY) yield ` MI BND ${name}`
  else if (lower !== 0 || integer) yield ` LO BND ${name} ${lower}`
  if (upper !== Number.POSITIVE_INFINITY) yield ` UP BND ${name} ${upper}`
  else if (integer) yield ` PL BND ${name}`
}
