import type { TelemetryItem } from './application-insights'

interface Row {
  readonly id: string
  readonly parent: string
  readonly name: string
  readonly role: string
  readonly start: number
  readonly milliseconds: number
  readonly failed: boolean
}

/**
 * The trace that a run belongs to, as a table: who did what below what, since when and how long.
 * @returns undefined where nothing of the run was received.
 */
export function traceTable(items: readonly TelemetryItem[], runId: string): string | undefined {
  const run = items.find(({ data }) => propertiesOf(data.baseData).runId === runId && data.baseData.name === 'run')
  const traceId = run?.tags['ai.operation.id']
  if (traceId === undefined) return undefined
  const rows = items.filter((item) => item.tags['ai.operation.id'] === traceId).flatMap(rowOf)
  const ids = new Set(rows.map(({ id }) => id))
  const begin = Math.min(...rows.map(({ start }) => start))
  const lines: string[][] = []
  const add = (row: Row, depth: number) => {
    const name = `${'  '.repeat(depth)}${row.name}`
    lines.push([seconds(row.start - begin), seconds(row.milliseconds), row.failed ? 'failed' : 'ok', row.role, name])
    for (const child of childrenOf(row.id)) add(child, depth + 1)
  }
  const ordered = (some: Row[]) => some.sort((a, b) => a.start - b.start || b.milliseconds - a.milliseconds)
  const childrenOf = (id: string) => ordered(rows.filter((row) => row.parent === id))
  for (const row of ordered(rows.filter(({ parent }) => !ids.has(parent)))) add(row, 0)
  const table = [['after s', 'took s', '', 'by', 'what'], ...lines]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  const text = table.map((cells) =>
    cells
      .map((cell, column) => (column < 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  return `trace ${traceId}\n${text.join('\n')}\n`
}

function rowOf({ time, tags, data }: TelemetryItem): Row[] {
  if (data.baseType !== 'RequestData' && data.baseType !== 'RemoteDependencyData') return []
  const { id, name, duration, success } = data.baseData
  return [
    {
      id: String(id),
      parent: tags['ai.operation.parentId'] ?? '',
      name: String(name),
      role: tags['ai.cloud.role'] ?? '',
      start: Date.parse(time),
      milliseconds: millisecondsOf(String(duration)),
      failed: success === false,
    },
  ]
}

/** `d.hh:mm:ss.fff`, where days may be missing. */
function millisecondsOf(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0, rest = 0] =
    /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(duration) ?? []
  return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(rest)) * 1000
}

function propertiesOf(baseData: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { properties } = baseData
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : {}
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
