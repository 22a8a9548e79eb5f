import type { Case } from './in-turn'
import { mistakes } from './mistakes/mistakes'
import type { Options } from './options'
import { scenarios } from './scenarios/scenarios'

/** What is done after the gate where somebody asks for it. */
const all: readonly Case[] = [
  ...scenarios.map((check): Case => ({ kind: 'scenario', check })),
  ...mistakes.map((check): Case => ({ kind: 'mistake', check })),
]

/**
 * The scenarios and mistakes that were asked for, in their own order.
 *
 * @throws Error with the names that there are
 */
export function chosenCases({ scenarios: names }: Pick<Options, 'scenarios'>): readonly Case[] {
  if (names === undefined) return []
  if (names === true) return all
  const known = all.map(({ check }) => check.name)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new Error(
      `there is no scenario ${unknown.map((name) => `"${name}"`).join(', ')}: it must be one of ${known.join(', ')}`,
    )
  }
  return all.filter(({ check }) => names.includes(check.name))
}
