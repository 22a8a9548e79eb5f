import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A demand that is not met on purpose, with what that saves and what stands in for it. */
export interface Waiver {
  readonly id: string
  /** `<stack>/<type>.<name>`; `*` stands for any part of a name. */
  readonly resource: string
  readonly environments: readonly string[]
  readonly reason: (typeof reasons)[number]
  /** USD that meeting the demand would add to a month. */
  readonly usdPerMonth: number
  /** What the price is made of: quantities of `cost/`'s meters in a month; negative for what would be saved. */
  readonly meters: Readonly<Record<string, number>>
  /** What limits the risk instead. */
  readonly control: string
  readonly owner: string
  /** `YYYY-MM-DD`: by then somebody must have looked at it again. */
  readonly reviewBy: string
}

const reasons = ['cost', 'false-positive', 'not-applicable', 'choice'] as const
const keys = ['id', 'resource', 'environments', 'reason', 'usdPerMonth', 'meters', 'control', 'owner', 'reviewBy']

/**
 * Reads `waivers.yaml`.
 * @param known ids of rules that can be waived.
 * @param today `YYYY-MM-DD`; a waiver whose review date lies before it has expired.
 * @throws naming every waiver that is malformed, of an unknown rule, or expired.
 */
export function loadWaivers(
  known: ReadonlySet<string>,
  today: string,
  text = readFileSync(join(__dirname, 'waivers.yaml'), 'utf8'),
): readonly Waiver[] {
  const waivers: readonly Waiver[] = parse(text)
  const mistakes = waivers.flatMap((waiver) =>
    mistakesOf(waiver, known, today).map((mistake) => `  ${waiver.id} on ${waiver.resource}: ${mistake}`),
  )
  if (mistakes.length > 0) throw new Error(`constructs/policies/waivers.yaml:\n${mistakes.join('\n')}`)
  return waivers
}

function mistakesOf(waiver: Waiver, known: ReadonlySet<string>, today: string): string[] {
  const mistakes: string[] = []
  const unknown = Object.keys(waiver).filter((key) => !keys.includes(key))
  const missing = keys.filter((key) => !(key in waiver))
  if (unknown.length > 0) mistakes.push(`unknown ${unknown.join(', ')}; allowed are ${keys.join(', ')}`)
  if (missing.length > 0) mistakes.push(`${missing.join(', ')} missing`)
  if (!known.has(waiver.id)) mistakes.push('no rule has this id')
  if (!reasons.includes(waiver.reason)) mistakes.push(`reason is "${waiver.reason}"; allowed are ${reasons.join(', ')}`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(waiver.reviewBy)) mistakes.push(`reviewBy is "${waiver.reviewBy}", not YYYY-MM-DD`)
  else if (waiver.reviewBy < today)
    mistakes.push(`expired on ${waiver.reviewBy}: review it and set a new date, or remove it`)
  if (!waiver.control) mistakes.push('control must say what limits the risk instead')
  return mistakes
}

/** Whether a waiver speaks of this rule on this resource (`<stack>/<type>.<name>`). */
export function waives({ id, resource }: Waiver, rule: string, place: string): boolean {
  const parts = resource.split('*').map((part) => part.replace(/[.\\/$^]/g, '\\$&'))
  return id === rule && new RegExp(`^${parts.join('.*')}$`).test(place)
}
