export interface LiveTable {
  /** Says what a stack is at, and how many of its resources are done, such as `12/34`. */
  at(name: string, state: string, resources?: string): void
  /** Says what became of a stack. */
  ended(name: string, state: string): void
  /** Writes lines above the table. */
  print(text: string): void
  /** Draws the table for the last time; what was never begun stays `not reached`. */
  close(): void
}

interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

interface Row {
  readonly name: string
  readonly state: string
  readonly resources: string
  /** Milliseconds; absent until it is begun. */
  readonly began?: number
  readonly ended?: number
}

const redrawMs = 500

/**
 * Shows where every stack is: on a terminal as a table that changes in place, elsewhere as a line for each new state.
 *
 * @param now milliseconds
 */
export function liveTable(names: readonly string[], output: Output = process.stdout, now = Date.now): LiveTable {
  const width = Math.max(...names.map(({ length }) => length), 'stack'.length) + 2
  const rows = new Map(names.map((name): [string, Row] => [name, { name, state: 'waits', resources: '' }]))
  const line = ({ name, state, resources, began, ended = now() }: Row) => {
    const seconds = began === undefined ? '' : ((ended - began) / 1000).toFixed(0)
    return `${name.padEnd(width)}${resources.padStart(9)}${seconds.padStart(9)}  ${state}`
  }
  let drawn = 0
  let closed = false
  const draw = () => {
    const lines = [`${'stack'.padEnd(width)}resources  seconds  state`, ...[...rows.values()].map(line)]
    // Up to the first line of what was drawn before; each line is cleared to its end.
    const up = drawn > 0 ? `\x1b[${drawn}A` : ''
    output.write(`${up}${lines.map((text) => `${text}\x1b[K\n`).join('')}`)
    drawn = lines.length
  }
  const change = (name: string, changed: Partial<Row>) => {
    const row = rows.get(name)
    if (!row) throw new Error(`there is no stack "${name}" in the table`)
    const next = { ...row, began: row.began ?? now(), ...changed }
    rows.set(name, next)
    if (!output.isTTY && next.state !== row.state) output.write(`${line(next)}\n`)
  }
  const timer = output.isTTY ? setInterval(draw, redrawMs) : undefined
  timer?.unref()
  return {
    at: (name, state, resources) => change(name, { state, ...(resources !== undefined && { resources }) }),
    ended: (name, state) => change(name, { state, ended: now() }),
    print(text) {
      // To the table's first line; what stands there is drawn again below the text.
      const up = drawn > 0 ? `\x1b[${drawn}A\x1b[J` : ''
      output.write(`${up}${text}\n`)
      if (drawn === 0) return
      drawn = 0
      draw()
    },
    close() {
      if (closed) return
      closed = true
      clearInterval(timer)
      for (const row of rows.values()) {
        if (row.began === undefined) rows.set(row.name, { ...row, state: 'not reached' })
      }
      if (output.isTTY) draw()
      // It stays where it is.
      drawn = 0
    },
  }
}
