import {
  Ajv2020,
  type Options as AjvOptions,
  type ErrorObject,
  type SchemaObject,
  type ValidateFunction,
} from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { type Mistake, shown } from './mistake'

declare const described: unique symbol

/**
 * JSON Schema (draft 2020-12) of exactly the type `T`: a key that is missing, or has another type, does not compile.
 * `description` says in words what is allowed; messages are made from it.
 */
export interface Schema<T> extends SchemaObject {
  readonly description: string
  readonly [described]?: (value: T) => T
}

export const flag: Schema<boolean> = { type: 'boolean', description: 'true or false' }

export function text(description: string, rule: { pattern?: string; format?: string } = {}): Schema<string> {
  return { type: 'string', minLength: 1, description, ...rule }
}

export function choice<const T extends string>(...values: readonly T[]): Schema<T> {
  return { type: 'string', enum: values, description: list(values.map((value) => `"${value}"`)) }
}

/** The same schema with other words for what is allowed. */
export function inWords<T>(schema: Schema<T>, description: string): Schema<T> {
  return { ...schema, description }
}

export function whole(minimum: number, maximum: number, unit = ''): Schema<number> {
  return { type: 'integer', minimum, maximum, description: `a whole number of ${minimum} to ${maximum} ${unit}`.trim() }
}

export function amount(
  bounds: { minimum?: number; exclusiveMinimum?: number; maximum?: number },
  words: string,
): Schema<number> {
  return { type: 'number', description: words, ...bounds }
}

export function listOf<T>(items: Schema<T>, description: string, minItems = 0): Schema<readonly T[]> {
  return { type: 'array', items, minItems, description }
}

export function mapOf<T>(
  keys: { pattern: string; words: string },
  values: Schema<T>,
  description: string,
  minProperties = 0,
): Schema<Readonly<Record<string, T>>> {
  return {
    type: 'object',
    propertyNames: { pattern: keys.pattern, description: keys.words },
    additionalProperties: values,
    minProperties,
    description,
  }
}

export function object<T extends object>(properties: { readonly [K in keyof T]-?: Schema<T[K]> }): Schema<T> {
  const required = Object.keys(properties)
  const description = `an object with ${required.join(', ')}`
  return { type: 'object', properties, required, additionalProperties: false, description }
}

export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  const { type, description, ...rest }: SchemaObject = schema
  return { ...rest, type: [type, 'null'], description: `${description}, or null` }
}

/** Two shapes that a value may have; a mistake in either is told as a whole. */
export function either<A, B>(one: Schema<A>, other: Schema<B>): Schema<A | B> {
  return { anyOf: [one, other], description: `${one.description}, or ${other.description}` }
}

/** Shapes that differ in `kind`; a mistake is told for the shape that it names. */
export function variants<T extends { readonly kind: string }>(
  shapes: {
    readonly [K in T['kind']]: Schema<Extract<T, { readonly kind: K }>>
  },
): Schema<T> {
  const kinds = Object.keys(shapes).map((kind) => `"${kind}"`)
  return {
    type: 'object',
    discriminator: { propertyName: 'kind' },
    oneOf: Object.values(shapes),
    description: `an object whose kind is ${list(kinds)}`,
  }
}

export function makeAjv(further: AjvOptions = {}): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, verbose: true, ...further })
  addFormats.default(ajv)
  return ajv
}

const optionsAjv = makeAjv()

/**
 * Compiles the option schema of an algorithm with the settings that the API uses, so that both accept the same.
 *
 * @throws Error where it is no JSON Schema (draft 2020-12)
 */
export function compileOptions(schema: SchemaObject): ValidateFunction {
  const validate = optionsAjv.compile(schema)
  // Another algorithm's schema may have the same $id.
  optionsAjv.removeSchema(schema)
  return validate
}

/**
 * What Ajv found, as a person reads it.
 *
 * @param hintFor more about a key that is unknown, or nothing
 */
export function mistakesOf(
  errors: readonly ErrorObject[] | null | undefined,
  hintFor: (key: string) => string | undefined = () => undefined,
): Mistake[] {
  return (errors ?? [])
    .filter(({ schemaPath }) => !schemaPath.includes('/anyOf/'))
    .flatMap((error) => mistakeOf(error, hintFor))
}

function mistakeOf(error: ErrorObject, hintFor: (key: string) => string | undefined): Mistake[] {
  const { instancePath, keyword, params, parentSchema = {}, data, propertyName } = error
  const field = fieldOf(instancePath)
  const below = (key: string) => (field === '' ? key : `${field}.${key}`)
  if (propertyName !== undefined && keyword !== 'propertyNames') return []
  switch (keyword) {
    case 'required': {
      const allowed = parentSchema.properties?.[params.missingProperty]?.description ?? parentSchema.description
      return [{ field: below(params.missingProperty), says: `is missing; it must be ${allowed}` }]
    }
    case 'additionalProperties': {
      const key: string = params.additionalProperty
      const allowed = Object.keys(parentSchema.properties ?? {}).join(', ')
      const hint = hintFor(key)
      return [{ field: below(key), says: `is unknown; allowed here: ${allowed}${hint ? `; ${hint}` : ''}` }]
    }
    case 'propertyNames':
      return [
        {
          field: below(params.propertyName),
          says: `is no allowed key; it must be ${parentSchema.propertyNames?.description}`,
        },
      ]
    default:
      return [{ field, says: `is ${shown(data)}; it must be ${parentSchema.description ?? keyword}` }]
  }
}

/** `/subnets/api` as `subnets.api`, `/schedules/0/cron` as `schedules[0].cron`. */
function fieldOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`), '')
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
