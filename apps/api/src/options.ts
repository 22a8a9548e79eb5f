import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import type { OfferedAlgorithm } from '../contract'
import { Problem, type Violation } from './problem'
import type { Options } from './run-record'

const maxOptionsBytes = 16 * 1024

/** Checks the options of one algorithm and completes them with its defaults. */
export type CompleteOptions = (options: Options) => Options

/**
 * Compiles the option schema of each algorithm.
 *
 * @throws Error where a schema is none (JSON Schema 2020-12)
 */
export function compileOptions(algorithms: readonly OfferedAlgorithm[]): ReadonlyMap<string, CompleteOptions> {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, coerceTypes: false })
  addFormats.default(ajv)
  return new Map(
    algorithms.map(({ manifest }) => {
      const { name, options: schema } = manifest
      try {
        const validate = ajv.compile(schema)
        return [name, (options: Options) => complete(name, options, validate, schema)]
      } catch {
        throw new Error(`The API cannot start: the options of ${name} in ALGORITHMS are no valid JSON Schema`)
      }
    }),
  )
}

function complete(
  name: string,
  options: Options,
  validate: ValidateFunction,
  schema: Readonly<Record<string, unknown>>,
): Options {
  if (Buffer.byteLength(JSON.stringify(options)) > maxOptionsBytes) {
    throw new Problem('InvalidRequest', `The options are larger than ${maxOptionsBytes} bytes`)
  }
  if (!validate(options)) {
    const errors = (validate.errors ?? []).map((error) => violationOf(error, '#/options'))
    throw new Problem('InvalidRequest', `The options are not valid for ${name}: ${summaryOf(errors)}`, { errors })
  }
  const properties = schema.properties
  const defaults =
    typeof properties === 'object' && properties !== null
      ? Object.entries(properties).flatMap(([key, property]: [string, { default?: unknown }]) =>
          property.default === undefined ? [] : [[key, property.default]],
        )
      : []
  return { ...Object.fromEntries(defaults), ...options }
}

/** A violation as callers read it, with the allowed values where the schema lists them. */
export function violationOf(
  error: Pick<ErrorObject, 'instancePath' | 'keyword' | 'params' | 'message'>,
  root: string,
): Violation {
  const { instancePath, keyword, params, message = 'is not valid' } = error
  const escaped = (part: unknown) => encodeURI(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))
  const pointer = `${root}${encodeURI(wellFormed(instancePath))}`
  switch (keyword) {
    case 'additionalProperties':
      return {
        pointer: `${pointer}/${escaped(wellFormed(String(params.additionalProperty)))}`,
        detail: 'is not known here',
      }
    case 'required':
      return { pointer: `${pointer}/${escaped(params.missingProperty)}`, detail: 'is missing' }
    case 'enum':
      return {
        pointer,
        detail: `must be one of ${params.allowedValues.map((v: unknown) => JSON.stringify(v)).join(', ')}`,
      }
    default:
      return { pointer, detail: message }
  }
}

export function summaryOf(violations: readonly Violation[]): string {
  const shown = violations.slice(0, 3).map(({ pointer, detail }) => `${pointer} ${detail}`)
  const more = violations.length - shown.length
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '')
}

// encodeURI throws on a surrogate that stands alone.
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
