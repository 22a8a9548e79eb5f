import type { Job } from './jobs'
import { asList, asText, asTextMap, optional } from './json-fields'
import { fillIn } from './references'
import { invalid } from './request-fields'
import type { Run } from './run'
import { jobReferences } from './task-spec'
import type { Json } from './workspace'

const limits = { tokenCharacters: 64, parameterBytes: 10_000 }
const legacyParameters = [
  'python_params',
  'python_named_params',
  'notebook_params',
  'jar_params',
  'spark_submit_params',
  'sql_params',
  'dbt_commands',
  'pipeline_params',
]

/** @throws DatabricksError 400 for a token that is too long; an empty one counts as none */
export function idempotencyToken(body: Json): string | undefined {
  const token = optional(body.idempotency_token, 'idempotency_token', asText)
  if ((token?.length ?? 0) > limits.tokenCharacters) {
    throw invalid(`idempotency_token must not exceed ${limits.tokenCharacters} characters`)
  }
  return token || undefined
}

/** The deprecated `*_params` of `run-now` that were given. @throws DatabricksError 400 naming the field */
export function overridingParameters(body: Json): Json {
  const given = legacyParameters.filter((field) => body[field] !== undefined && body[field] !== null)
  for (const field of given) {
    const json = JSON.stringify(body[field])
    if (Buffer.byteLength(json) > limits.parameterBytes) {
      throw invalid(`${field} must not exceed ${limits.parameterBytes} bytes of JSON`)
    }
    if (/[^\x20-\x7e]/.test(json)) throw invalid(`${field} may hold ASCII characters only`)
  }
  optional(body.python_params, 'python_params', asList)?.forEach((value) => {
    asText(value, 'python_params')
  })
  optional(body.python_named_params, 'python_named_params', asTextMap)
  return Object.fromEntries(given.map((field) => [field, body[field]]))
}

/** The job's parameters for one run: what was given over the defaults, in which references are filled in. */
export function jobParameters(
  job: Job,
  given: Readonly<Record<string, string>>,
  identity: Parameters<typeof jobReferences>[0],
): Run['jobParameters'] {
  const defined = (job.settings.parameters ?? []).map((parameter) => {
    const filled = fillIn(parameter.default, jobReferences(identity))
    const value = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined
    return { name: parameter.name, default: parameter.default, value: value ?? filled }
  })
  const more = Object.entries(given).filter(([name]) => !defined.some((parameter) => parameter.name === name))
  return [...defined, ...more.map(([name, value]) => ({ name, value }))]
}
