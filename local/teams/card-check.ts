import {
  AdaptiveCard,
  BoolProperty,
  Column,
  EnumProperty,
  GlobalRegistry,
  isVersionLessOrEqual,
  NumProperty,
  type PropertyDefinition,
  SerializationContext,
  StringProperty,
  TableCell,
  TableRow,
  TextRun,
  ValueSetProperty,
  Version,
  Versions,
} from 'adaptivecards/dist/adaptivecards.min.js'

type Json = Readonly<Record<string, unknown>>

/** The newest version that Teams shows on all its clients. */
const newestVersion = Versions.v1_5

/** Where an element keeps its parts; the vendor's model reads these by code, not by its schema. */
const parts: Readonly<Record<string, readonly string[]>> = {
  AdaptiveCard: ['body', 'actions'],
  Container: ['items'],
  Column: ['items'],
  ColumnSet: ['columns'],
  RichTextBlock: ['inlines'],
  ActionSet: ['actions'],
  ImageSet: ['images'],
  Table: ['rows'],
  TableRow: ['cells'],
  TableCell: ['items'],
}
/** Read by Teams itself, on the card only. */
const hostsOwn = ['msteams']
const required: Readonly<Record<string, readonly string[]>> = {
  AdaptiveCard: ['version'],
  TextBlock: ['text'],
  TextRun: ['text'],
  RichTextBlock: ['inlines'],
  Container: ['items'],
  FactSet: ['facts'],
}

/**
 * What is wrong with an Adaptive Card, by the property definitions of the vendor's own model: unknown or missing
 * members, values of a wrong kind, and what is newer than the version that the card states.
 */
export function cardErrors(card: unknown): string[] {
  if (!isObject(card) || card.type !== 'AdaptiveCard') return ['the content must be an object of type AdaptiveCard']
  const context = new SerializationContext(newestVersion)
  const version = typeof card.version === 'string' ? Version.parse(card.version, context) : undefined
  if (!version?.isValid || !isVersionLessOrEqual(version, newestVersion)) {
    return [`version must be a text from "1.0" to "${newestVersion}", not ${JSON.stringify(card.version)}`]
  }
  const errors = objectErrors(card, '', version)
  if (errors.length > 0) return errors
  context.targetVersion = version
  const model = new AdaptiveCard()
  model.parse(card, context)
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index))
  return [...events, ...model.validateProperties().validationEvents].map(({ message }) => message)
}

function objectErrors(value: unknown, path: string, version: Version): string[] {
  if (!isObject(value)) return [`${path} must be an object`]
  const type = typeof value.type === 'string' ? value.type : ''
  const definitions = definitionsOf(type)
  if (!definitions) return [`${path} has the unknown type ${JSON.stringify(value.type)}`]
  const missing = (required[type] ?? []).filter((name) => value[name] === undefined)
  return [
    ...missing.map((name) => `${path}/${name} is missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const at = `${path}/${name}`
      if (parts[type]?.includes(name)) return listErrors(member, at, version)
      const definition = definitions.find((candidate) => candidate.name === name)
      if (definition) return memberErrors(definition, member, at, version)
      const known = name === 'fallback' || (type === 'AdaptiveCard' && hostsOwn.includes(name))
      return known ? [] : [`${at} is not known`]
    }),
  ]
}

function listErrors(value: unknown, path: string, version: Version): string[] {
  if (!Array.isArray(value)) return [`${path} must be a list`]
  return value.flatMap((item, index) => objectErrors(item, `${path}/${index}`, version))
}

function memberErrors(definition: PropertyDefinition, value: unknown, path: string, version: Version): string[] {
  if (!isVersionLessOrEqual(definition.targetVersion, version)) {
    return [`${path} belongs to version ${definition.targetVersion}, the card to ${version}`]
  }
  if (definition.name === 'selectAction') return objectErrors(value, path, version)
  const expected = kindOf(definition)
  if (expected === undefined || (typeof expected === 'string' ? typeof value === expected : isIn(expected, value))) {
    return []
  }
  return [`${path} must be ${typeof expected === 'string' ? `a ${expected}` : `one of ${expected.join(', ')}`}`]
}

/** JSON type or allowed values of a member; undefined where it is an object or list of a kind of its own. */
function kindOf(definition: PropertyDefinition): 'string' | 'boolean' | 'number' | string[] | undefined {
  if (definition instanceof ValueSetProperty) return definition.values.map(({ value }) => value)
  if (definition instanceof EnumProperty) {
    return definition.values.map(({ value }) => String(definition.enumType[value]))
  }
  if (definition instanceof StringProperty) return 'string'
  if (definition instanceof BoolProperty) return 'boolean'
  return definition instanceof NumProperty ? 'number' : undefined
}

/** Renderers compare without regard to case. */
function isIn(allowed: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && allowed.some((one) => one.toLowerCase() === value.toLowerCase())
}

function definitionsOf(type: string): PropertyDefinition[] | undefined {
  const own = { AdaptiveCard, Column, TableCell, TableRow, TextRun }[type as 'AdaptiveCard']
  const { elements, actions } = GlobalRegistry
  const Model = own ?? elements.findByName(type)?.objectType ?? actions.findByName(type)?.objectType
  if (!Model) return undefined
  const schema = new Model().getSchema()
  return Array.from({ length: schema.getCount() }, (_, index) => schema.getItemAt(index))
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
