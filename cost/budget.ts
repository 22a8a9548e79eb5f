import type { CostReport } from './cost-report'

/**
 * Refuses an environment whose estimated month costs more than its budget.
 * @throws an error that names the largest parts and what can be changed.
 */
export function assertWithinBudget({ environment, month, budget, lines, usage }: CostReport): void {
  if (budget.verdict === 'within') return
  const largest = [...lines].sort((a, b) => b.usd - a.usd).slice(0, 3)
  const parts = largest.map((line) => `${line.address} ${line.name} ${(line.usd * usage.eurPerUsd).toFixed(2)} EUR`)
  throw new Error(
    `environment "${environment}" is estimated at ${month.totalEur.toFixed(2)} EUR a month; budget.perMonth allows ` +
      `${budget.limitEur} EUR. Largest parts: ${parts.join('; ')}. Raise the budget or change the settings; ` +
      `\`npm run cost -- ${environment}\` shows every line`,
  )
}
