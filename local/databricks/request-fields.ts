import type { FastifyRequest } from 'fastify'
import { DatabricksError, type Json } from './workspace'

/** The JSON object of the request's body; empty where there is none. @throws DatabricksError 400 for any other JSON. */
export function bodyOf(request: FastifyRequest): Json {
  const { body } = request
  if (body === undefined || body === null) return {}
  if (isObject(body)) return body
  throw new DatabricksError(400, 'MALFORMED_REQUEST', 'The request body must be a JSON object.')
}

/** The query's parameters, each a text, or a list of texts where it is repeated. */
export function queryOf(request: FastifyRequest): Json {
  return isObject(request.query) ? request.query : {}
}

/** @throws DatabricksError 400 where the field is absent, empty or no text. */
export function requiredText(from: Json, field: string): string {
  const text = optionalText(from, field)
  if (!text) throw invalid(`Missing required field: ${field}`)
  return text
}

/** An absent field and `null` are undefined. @throws DatabricksError 400 where the field is no text. */
export function optionalText(from: Json, field: string): string | undefined {
  return optional(from, field, 'a text', (value): value is string => typeof value === 'string')
}

/** @throws DatabricksError 400 where the field is present and not a whole number of 0 or more. */
export function optionalCount(from: Json, field: string): number | undefined {
  return optional(
    from,
    field,
    'a whole number of 0 or more',
    (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  )
}

/** @throws DatabricksError 400 where the field is present and neither true nor false. */
export function optionalFlag(from: Json, field: string): boolean | undefined {
  return optional(from, field, 'true or false', (value): value is boolean => typeof value === 'boolean')
}

/** @throws DatabricksError 400 where the field is present and no object. */
export function optionalObject(from: Json, field: string): Json | undefined {
  return optional(from, field, 'an object', isObject)
}

/** An absent list is empty. @throws DatabricksError 400 where the field is no list of objects. */
export function objectsIn(from: Json, field: string): Json[] {
  const objects = optional(
    from,
    field,
    'a list of objects',
    (value): value is Json[] => Array.isArray(value) && value.every(isObject),
  )
  return objects ?? []
}

/** The whole number that a query parameter says, `fallback` where it is absent. @throws DatabricksError 400 */
export function queryCount(query: Json, field: string, fallback: number): number {
  const text = optionalText(query, field)
  if (text === undefined) return fallback
  if (!/^\d{1,9}$/.test(text)) throw invalid(`${field} must be a whole number of 0 or more`)
  return Number(text)
}

/** An error that names the field and what is allowed; never the value, which may be secret. */
export function invalid(message: string): DatabricksError {
  return new DatabricksError(400, 'INVALID_PARAMETER_VALUE', message)
}

/** The fields of `from` that are listed and present. */
export function pick(from: Json, fields: readonly string[]): Json {
  return Object.fromEntries(fields.filter((field) => from[field] != null).map((field) => [field, from[field]]))
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function optional<T>(from: Json, field: string, what: string, is: (value: unknown) => value is T): T | undefined {
  const value = Object.hasOwn(from, field) ? from[field] : undefined
  if (value === undefined || value === null) return undefined
  if (!is(value)) throw invalid(`${field} must be ${what}`)
  return value
}
