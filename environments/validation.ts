import { dirname } from 'node:path'
import { type Algorithm, readAlgorithms } from './algorithms'
import type { Environment } from './environment'
import { checkShape, hintFor } from './environment-schema'
import type { Mistake } from './mistake'
import { algorithmRules } from './rules/algorithms'
import { computeRules } from './rules/compute'
import { dateRules } from './rules/dates'
import { identityRules, secretMistakes } from './rules/identity'
import { networkRules } from './rules/network'
import type { Facts } from './rules/rule'
import { scheduleRules } from './rules/schedules'
import { mistakesOf } from './schema'

const repository = dirname(__dirname)
const rules = [...networkRules, ...algorithmRules, ...computeRules, ...identityRules, ...scheduleRules, ...dateRules]

/**
 * Checks an environment as a whole before anything is built.
 *
 * @param algorithms what `loadAlgorithms` made of `environment.algorithms`
 * @param today from whose UTC day dates are counted
 * @throws Error that lists every mistake with its field, the value given and what is allowed
 */
export function validateEnvironment(environment: Environment, algorithms: readonly Algorithm[], today: Date): void {
  refuse(environment, findMistakes(environment, { algorithms, today, root: repository }))
}

/**
 * Loads the environment's algorithms and validates both together, so that one message lists all mistakes.
 *
 * @param today from whose UTC day dates are counted
 * @returns the algorithms in the order in which the environment offers them
 * @throws Error as `validateEnvironment`
 */
export function prepareEnvironment(environment: Environment, today: Date): Algorithm[] {
  const { algorithms, mistakes } = readAlgorithms(repository, folders(environment))
  const failed = new Set(mistakes.map(({ folder }) => folder))
  refuse(environment, [
    ...findMistakes(environment, { algorithms, today, root: repository }).filter(
      // A folder that could not be read is told once, with its reason.
      ({ field }) =>
        !/^algorithms\[\d+\]$/.test(field) || !failed.has(folders(environment)[Number(field.slice(11, -1))] ?? ''),
    ),
    ...mistakes.map(({ folder, says }) => ({ field: `algorithms (${folder})`, says })),
  ])
  return algorithms
}

function folders({ algorithms }: Environment): string[] {
  return Array.isArray(algorithms) ? algorithms.filter((folder) => typeof folder === 'string') : []
}

function findMistakes(environment: Environment, facts: Facts): Mistake[] {
  checkShape(environment)
  const shape = mistakesOf(checkShape.errors, hintFor)
  const wellShaped = (path: string) => !shape.some(({ field }) => field.startsWith(path) || path.startsWith(field))
  return [
    ...shape,
    ...secretMistakes(environment).filter(({ field }) => !shape.some((one) => one.field === field)),
    ...rules.filter(({ reads }) => reads.every(wellShaped)).flatMap(({ find }) => find(environment, facts)),
  ]
}

function refuse(environment: Environment, mistakes: readonly Mistake[]): void {
  if (mistakes.length === 0) return
  const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`
  const lines = mistakes.map(({ field, says }) => `  ${field === '' ? 'it' : field} ${says}`)
  throw new Error(`environment "${environment?.name}" has ${count}:\n${lines.join('\n')}`)
}
