import type { FastifyRequest } from 'fastify'
import { DatabricksError, type Json } from './workspace'

/** A refusal that names the field and what is allowed; never the value, which may be secret. */
export function invalid(message: string): DatabricksError {
  return new DatabricksError(400, 'INVALID_PARAMETER_VALUE', message)
}

/** The JSON object of the request's body; empty where there is none. @throws DatabricksError 400 for any other JSON. */
export function bodyOf(request: FastifyRequest): Json {
  const { body } = request
  if (body === undefined || body === null) return {}
  if (!isObject(body)) throw new DatabricksError(400, 'MALFORMED_REQUEST', 'The request body must be a JSON object.')
  return body
}

/** The query's parameters, each a text, or a list of texts where it is repeated. */
export function queryOf(request: FastifyRequest): Json {
  return isObject(request.query) ? request.query : {}
}

/** The fields of `from` that are listed and present. */
export function pick(from: Json, fields: readonly string[]): Json {
  return Object.fromEntries(fields.filter((field) => from[field] != null).map((field) => [field, from[field]]))
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
