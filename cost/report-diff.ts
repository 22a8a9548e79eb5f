import type { CostLine, CostReport } from './cost-report'
import { money } from './report'

export interface LineChange {
  readonly address: string
  readonly name: string
  /** USD a month; undefined where the line is not there. */
  readonly before: number | undefined
  readonly after: number | undefined
}

export interface ReportDiff {
  readonly environment: string
  readonly totalUsd: { readonly before: number; readonly after: number }
  readonly totalEur: { readonly before: number; readonly after: number }
  readonly oneMoreRunADayUsd: { readonly before: number; readonly after: number }
  readonly lines: readonly LineChange[]
  /** Parts without a price that were not there before. */
  readonly newUnpriced: readonly string[]
  readonly budget: CostReport['budget']
  readonly limitBefore: number
}

/** What changed between two reports of one environment; a change below a hundredth of a cent is none. */
export function diffOf(before: CostReport, after: CostReport): ReportDiff {
  const old = new Map(before.lines.map((line) => [keyOf(line), line]))
  const now = new Map(after.lines.map((line) => [keyOf(line), line]))
  const lines = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [from, to] = [old.get(key), now.get(key)]
    const either = to ?? from
    if (!either || (from && to && Math.abs(to.usd - from.usd) < 0.0001)) return []
    return { address: either.address, name: either.name, before: from?.usd, after: to?.usd }
  })
  const knownUnpriced = new Set(before.unpriced.map(({ address, name }) => `${address} ${name}`))
  return {
    environment: after.environment,
    totalUsd: { before: before.month.totalUsd, after: after.month.totalUsd },
    totalEur: { before: before.month.totalEur, after: after.month.totalEur },
    oneMoreRunADayUsd: { before: before.oneMoreRunADayUsd, after: after.oneMoreRunADayUsd },
    lines,
    newUnpriced: after.unpriced
      .map(({ address, name }) => `${address} ${name}`)
      .filter((key) => !knownUnpriced.has(key)),
    budget: after.budget,
    limitBefore: before.budget.limitEur,
  }
}

/** For a terminal. */
export function diffToText(diff: ReportDiff): string {
  return [
    headline(diff),
    ...diff.lines.map((line) => `  ${sign(line)} ${line.address} ${line.name}: ${fromTo(line)}`),
    ...diff.newUnpriced.map((part) => `  ? ${part}: no price, not counted`),
    budgetLine(diff),
  ].join('\n')
}

/** For the comment on a pull request. */
export function diffToMarkdown(diff: ReportDiff): string {
  const rows = diff.lines.map((line) => `| ${sign(line)} | \`${line.address}\` | ${line.name} | ${fromTo(line)} |`)
  return [
    `#### ${headline(diff)}`,
    '',
    ...(rows.length > 0 ? ['| | resource | part | USD a month |', '| --- | --- | --- | ---: |', ...rows, ''] : []),
    ...diff.newUnpriced.map((part) => `- ⚠️ \`${part}\` has no price and is not counted`),
    budgetLine(diff),
    '',
  ].join('\n')
}

function headline({ environment, totalEur, oneMoreRunADayUsd }: ReportDiff): string {
  const change = totalEur.after - totalEur.before
  if (Math.abs(change) < 0.005) return `Cost of "${environment}" stays at ${money(totalEur.after)} EUR a month`
  const runs = oneMoreRunADayUsd.after - oneMoreRunADayUsd.before
  const perRun = Math.abs(runs) < 0.005 ? '' : `; one more run a day ${signed(runs)} USD a month`
  return (
    `Cost of "${environment}" ${change < 0 ? 'falls' : 'rises'} by ${money(Math.abs(change))} EUR a month ` +
    `(${money(totalEur.before)} → ${money(totalEur.after)})${perRun}`
  )
}

function budgetLine({ budget, limitBefore }: ReportDiff): string {
  const moved = budget.limitEur === limitBefore ? '' : ` (was ${money(limitBefore)})`
  return `Budget: ${money(budget.limitEur)} EUR${moved}, ${Math.round(budget.share * 100)} % used: ${budget.verdict}`
}

function keyOf({ address, name }: CostLine): string {
  return `${address} ${name}`
}

function sign({ before, after }: LineChange): string {
  if (before === undefined) return '+'
  return after === undefined ? '-' : '~'
}

function fromTo({ before, after }: LineChange): string {
  if (before === undefined) return `${signed(after ?? 0)}`
  if (after === undefined) return signed(-before)
  return `${money(before)} → ${money(after)}`
}

function signed(amount: number): string {
  return `${amount < 0 ? '' : '+'}${money(amount)}`
}
