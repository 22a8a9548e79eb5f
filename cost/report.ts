import type { CostLine, CostReport } from './cost-report'

/** Dollars and cents; a part of a cent keeps two digits, so that nothing looks free that is not. */
export function money(amount: number): string {
  if (amount !== 0 && Math.abs(amount) < 0.005) return amount.toPrecision(2)
  return amount.toFixed(2)
}

/** The report for a terminal. */
export function toText(report: CostReport): string {
  const { month, budget, usage } = report
  const eur = (usd: number) => money(usd * usage.eurPerUsd)
  return [
    `Cost of "${report.environment}" in ${report.region}, a month, before tax`,
    '',
    ...table([
      ['what', 'quantity', 'unit', 'USD each', 'USD', 'EUR'],
      ...byAddress(report.lines).flatMap(([address, lines]) => [
        [address, '', '', '', '', ''],
        ...lines.map((line) => [
          `  ${line.name}${marks(line)}`,
          quantityOf(line),
          line.unit,
          price(line.unitPrice),
          money(line.usd),
          eur(line.usd),
        ]),
      ]),
      ['', '', '', '', '', ''],
      ['standing still', '', '', '', money(month.fixedUsd), eur(month.fixedUsd)],
      [`${month.runs.toFixed(1)} runs`, '', '', '', money(month.runsUsd), eur(month.runsUsd)],
      ['total', '', '', '', money(month.totalUsd), money(month.totalEur)],
    ]),
    '',
    '* grows with the number of runs   ? assumed price   (hidden) made by Azure, in no resource',
    '',
    `Budget: ${money(budget.limitEur)} EUR, ${Math.round(budget.share * 100)} % used: ${budget.verdict}`,
    `One more run a day: ${money(report.oneMoreRunADayUsd)} USD, ${eur(report.oneMoreRunADayUsd)} EUR a month`,
    '',
    ...table([
      [`one run of ${usage.minutesPerRun} + ${usage.coldStartMinutes} min`, 'node', 'on-demand USD', 'spot USD'],
      ...report.runPrices.map((run) => [
        `  ${run.profile}${run.spot ? ' (spot)' : ''}`,
        run.nodeType,
        run.onDemandUsd.toFixed(3),
        run.spotUsd.toFixed(3),
      ]),
    ]),
    '',
    ...section(
      'Free grants',
      report.grants.map(
        (grant) => `${grant.meter}: ${money(grant.used)} of ${grant.granted} ${grant.unit} per ${grant.per}`,
      ),
    ),
    ...section(
      'Without a price, not counted',
      report.unpriced.map(({ address, name, reason }) => `${address} ${name}: ${reason}`),
    ),
    ...section(`Free, of ${report.resources} resources`, freeByReason(report)),
    ...section('Assumed', assumptionsOf(report)),
    ...section('Warnings', report.warnings),
  ].join('\n')
}

/** The report for a pull request. */
export function toMarkdown(report: CostReport): string {
  const { month, budget, usage } = report
  const eur = (usd: number) => money(usd * usage.eurPerUsd)
  return [
    `#### Cost of \`${report.environment}\`: ${money(month.totalEur)} EUR a month`,
    '',
    '| part | USD | EUR |',
    '| --- | ---: | ---: |',
    `| standing still | ${money(month.fixedUsd)} | ${eur(month.fixedUsd)} |`,
    `| ${month.runs.toFixed(1)} runs | ${money(month.runsUsd)} | ${eur(month.runsUsd)} |`,
    `| **total** | **${money(month.totalUsd)}** | **${money(month.totalEur)}** |`,
    `| one more run a day | ${money(report.oneMoreRunADayUsd)} | ${eur(report.oneMoreRunADayUsd)} |`,
    '',
    `Budget: ${money(budget.limitEur)} EUR, ${Math.round(budget.share * 100)} % used: **${budget.verdict}**`,
    '',
    ...report.warnings.map((warning) => `- ⚠️ ${warning}`),
    '',
    '<details><summary>Every line</summary>',
    '',
    '| resource | part | quantity | USD each | USD |',
    '| --- | --- | ---: | ---: | ---: |',
    ...report.lines.map(
      (line) =>
        `| \`${line.address}\` | ${line.name}${marks(line).replace('*', '\\*')} | ${quantityOf(line)} ${line.unit} | ` +
        `${price(line.unitPrice)} | ${money(line.usd)} |`,
    ),
    ...report.unpriced.map(({ address, name, reason }) => `| \`${address}\` | ${name} | | | no price: ${reason} |`),
    '',
    '\\* grows with the number of runs; ? assumed price; (hidden) made by Azure, in no resource',
    '',
    '</details>',
    '',
    '<details><summary>Assumed</summary>',
    '',
    ...assumptionsOf(report).map((assumption) => `- ${assumption}`),
    '',
    '</details>',
    '',
  ].join('\n')
}

/** The report for programs and for a later `--against`: rounded where floating point would make noise. */
export function toJson(report: CostReport): string {
  return JSON.stringify(report, (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value), 2)
}

function freeByReason({ free }: CostReport): string[] {
  return [...new Set(free.map(({ reason }) => reason))].map((reason) => {
    const types = free.filter((entry) => entry.reason === reason).map(({ type, count }) => `${count} ${type}`)
    return `${reason}: ${types.join(', ')}`
  })
}

function assumptionsOf({ usage, assumptions, oldestPrice, lines }: CostReport): string[] {
  const newest = lines
    .map(({ asOf }) => asOf)
    .sort()
    .at(-1)
  const declared = Object.entries(usage).map(([name, value]) => `${name} ${value} (declared)`)
  const taken = Object.entries(assumptions).map(([name, value]) => `${name} ${value}`)
  const dates = oldestPrice ? [`prices of ${oldestPrice.asOf} to ${newest}, in USD; the budget is taken as EUR`] : []
  return [...declared, ...taken, ...dates]
}

function byAddress(lines: readonly CostLine[]): [string, CostLine[]][] {
  const addresses = [...new Set(lines.map(({ address }) => address))]
  return addresses.map((address) => [address, lines.filter((line) => line.address === address)])
}

function marks({ part, confidence, hidden }: CostLine): string {
  return `${part === 'runs' ? ' *' : ''}${confidence === 'assumed' ? ' ?' : ''}${hidden ? ' (hidden)' : ''}`
}

function quantityOf({ quantity, free }: CostLine): string {
  const all = Number(quantity.toPrecision(4)).toString()
  return free > 0 ? `${all} (${Number(free.toPrecision(4))} free)` : all
}

/** Unit prices are never rounded. */
function price(unitPrice: number): string {
  return Number(unitPrice.toPrecision(10)).toString()
}

function section(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [title, ...entries.map((entry) => `  ${entry}`), '']
}

/** Columns as wide as their widest cell; all but the first are right-aligned. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
