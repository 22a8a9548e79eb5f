import { invalid } from './request-fields'
import type { DatabricksError, Json } from './workspace'

/** Applies a reader where there is a value; null counts as none, as in the Jobs API. */
export function optional<T>(value: unknown, name: string, read: (value: unknown, name: string) => T): T | undefined {
  return value === undefined || value === null ? undefined : read(value, name)
}

export function asObject(value: unknown, name: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(value, name, 'an object')
  return value as Json
}

export function asList(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw wrong(value, name, 'a list')
  return value
}

export function asText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw wrong(value, name, 'a string')
  return value
}

/** A string of at least one character. */
export function asName(value: unknown, name: string): string {
  if (value === '') throw wrong(value, name, 'a string that is not empty')
  return asText(value, name)
}

export function asFlag(value: unknown, name: string): boolean {
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw wrong(value, name, 'true or false')
}

/** An int64 as clients send it: a JSON number, or a string of digits in a query. */
export function asInteger(value: unknown, name: string): number {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw wrong(value, name, 'an integer')
  return number
}

export function asCount(value: unknown, name: string): number {
  const number = asInteger(value, name)
  if (number < 0) throw wrong(value, name, 'an integer of at least 0')
  return number
}

export function asTextMap(value: unknown, name: string): Record<string, string> {
  const object = asObject(value, name)
  for (const [key, text] of Object.entries(object)) asText(text, `${name}.${key}`)
  return object as Record<string, string>
}

export function asTextList(value: unknown, name: string): string[] {
  return asList(value, name).map((text, index) => asText(text, `${name}[${index}]`))
}

/** A list of objects; empty where there is none. */
export function asObjects(value: unknown, name: string): Json[] {
  return (optional(value, name, asList) ?? []).map((item, index) => asObject(item, `${name}[${index}]`))
}

function wrong(value: unknown, name: string, wanted: string): DatabricksError {
  if (value === undefined || value === null) return invalid(`${name} is required: ${wanted}`)
  // A value may be long or secret: its kind is enough to find the mistake.
  const given = Array.isArray(value) ? 'a list' : value === '' ? 'an empty string' : `of type ${typeof value}`
  return invalid(`${name} must be ${wanted}, but is ${given}`)
}
