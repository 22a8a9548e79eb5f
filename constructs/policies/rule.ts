/** A resource as Terraform gets it: snake-case names; a reference to something not yet known is a string with `${`. */
export type Attributes = Readonly<Record<string, unknown>>

/** Where a resource stands. */
export interface Surroundings {
  /** `<type>.<name>`, as references to it begin. */
  readonly address: string
  /** All resources of a type in the same stack. */
  readonly neighbours: (type: string) => readonly Attributes[]
  readonly takesTags: boolean
}

/**
 * One demand on one resource type. A rule that Checkov knows has Checkov's id, so that a finding here and there, a
 * waiver and a test share one name; our own begin with `SLIPWAY_`.
 */
export interface Rule {
  readonly id: string
  /** Terraform resource type, or `*` for all. */
  readonly resource: string
  /** What must be so, and for our own rules why: the text of the error. */
  readonly demand: string
  readonly holds: (attributes: Attributes, surroundings: Surroundings) => boolean
}

/** A nested block: Terraform's JSON has it as an object or as a list with one. */
export function block(attributes: Attributes, name: string): Attributes {
  const value = attributes[name]
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'object' && first !== null ? (first as Attributes) : {}
}

/** Every block of a name. */
export function blocks(attributes: Attributes, name: string): readonly Attributes[] {
  const value = attributes[name]
  const all = Array.isArray(value) ? value : [value]
  return all.filter((one): one is Attributes => typeof one === 'object' && one !== null)
}

/** Whether a value is known only when Terraform runs. */
export function isReference(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${')
}

/** Whether any string inside mentions the resource, as a reference does: `${azurerm_subnet.api.id}`. */
export function refersTo(value: unknown, address: string): boolean {
  return JSON.stringify(value ?? null).includes(`${address}.`)
}

/** The rules of one resource type, without repeating the type. */
export function rulesOf(resource: string, rules: readonly Omit<Rule, 'resource'>[]): readonly Rule[] {
  return rules.map((rule) => ({ ...rule, resource }))
}
