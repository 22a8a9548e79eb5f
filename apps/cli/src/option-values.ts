import type { ApiClient } from './api-client'
import { exitCodes, Failure, isRecord } from './failure'
import { safeLine } from './terminal-text'

type OptionValue = string | number | boolean

interface OptionSchema {
  readonly type?: unknown
  readonly enum?: unknown
  readonly minimum?: unknown
  readonly maximum?: unknown
  readonly default?: unknown
  readonly description?: unknown
}

/**
 * The words of `--option key=value` as the options of an algorithm that the API offers.
 * @param algorithm its name; without one the first that is offered.
 * @throws Failure as `readOptionValues`, and where there is no such algorithm.
 */
export async function typedOptions(
  api: ApiClient,
  algorithm: string | undefined,
  pairs: readonly string[],
): Promise<Record<string, OptionValue>> {
  const { body } = await api.call('GET', '/v1')
  const offered = isRecord(body) && Array.isArray(body.algorithms) ? body.algorithms.filter(isRecord) : []
  const chosen = algorithm === undefined ? offered[0] : offered.find(({ name }) => name === algorithm)
  if (!chosen) {
    const names = offered.map(({ name }) => safeLine(String(name))).join(', ')
    throw refused(`there is no algorithm "${algorithm ?? ''}"; offered are: ${names || 'none'}`)
  }
  return readOptionValues(pairs, chosen.options)
}

/**
 * Gives the words of `--option key=value` the types of the algorithm's option schema (docs/api.md, service information).
 * @throws Failure naming the option, what was given and what is allowed.
 */
export function readOptionValues(pairs: readonly string[], schema: unknown): Record<string, OptionValue> {
  const properties = isRecord(schema) && isRecord(schema.properties) ? schema.properties : {}
  const values: Record<string, OptionValue> = Object.create(null)
  for (const pair of pairs) {
    const [, key = '', text = ''] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
    if (!key) throw refused(`--option "${pair}" is not of the form key=value`)
    if (key in values) throw refused(`--option ${key} is given twice`)
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (!isRecord(property)) throw refused(unknownOption(key, properties))
    values[key] = typed(key, text, property)
  }
  return { ...values }
}

function typed(key: string, text: string, schema: OptionSchema): OptionValue {
  const wrong = () => refused(`--option ${key}=${text}: ${key} is ${allowed(schema)}`)
  if (Array.isArray(schema.enum)) {
    const value = schema.enum.find((candidate) => String(candidate) === text)
    if (value === undefined) throw wrong()
    return value
  }
  switch (schema.type) {
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw wrong()
      return text === 'true'
    case 'integer':
    case 'number': {
      const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
      const { minimum, maximum } = schema
      const inRange =
        (typeof minimum !== 'number' || value >= minimum) && (typeof maximum !== 'number' || value <= maximum)
      if (!Number.isFinite(value) || !inRange || (schema.type === 'integer' && !Number.isInteger(value))) throw wrong()
      return value
    }
    default:
      return text
  }
}

/** `a whole number from 1 to 16`, `one of on, off, choose` */
function allowed({ type, enum: choices, minimum, maximum }: OptionSchema): string {
  if (Array.isArray(choices)) return `one of ${choices.map((choice) => safeLine(String(choice))).join(', ')}`
  if (type === 'boolean') return 'true or false'
  if (type !== 'integer' && type !== 'number') return 'a text'
  const kind = type === 'integer' ? 'a whole number' : 'a number'
  const from = typeof minimum === 'number' ? ` from ${short(minimum)}` : ''
  const to = typeof maximum === 'number' ? ` to ${short(maximum)}` : ''
  return kind + from + to
}

/** `1e+20` instead of twenty zeros. */
function short(value: number): string {
  return Math.abs(value) >= 1e15 ? value.toExponential() : String(value)
}

function unknownOption(key: string, properties: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(properties)
  const near = names
    .map((name) => ({ name, distance: editDistance(key.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, name.length / 3))
    .sort((a, b) => a.distance - b.distance)[0]
  const question = near ? ` Did you mean ${safeLine(near.name)}?` : ''
  if (names.length === 0) return `--option ${key}: this algorithm takes no options`
  const list = names.map((name) => `  ${safeLine(name)}: ${allowed(properties[name] as OptionSchema)}`)
  return `--option ${key}: there is no such option.${question}\nAllowed are:\n${list.join('\n')}`
}

/** Levenshtein's: how many letters have to be added, removed or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

function refused(message: string): Failure {
  return new Failure(message, exitCodes.refused)
}
