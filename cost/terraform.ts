/** A part of synthesised Terraform JSON. */
export type Body = Readonly<Record<string, unknown>>

/** Every stack's parsed `cdk.tf.json` by the stack's name. */
export type Stacks = Readonly<Record<string, unknown>>

export interface Resource {
  readonly stack: string
  readonly type: string
  /** `stack/type.name`: unique over all stacks. */
  readonly address: string
  readonly body: Body
  /** How often it exists; undefined where Terraform alone knows. */
  readonly count: number | undefined
}

/** Every resource that the stacks create, in their order. */
export function resourcesOf(stacks: Stacks): Resource[] {
  return Object.entries(stacks).flatMap(([stack, json]) =>
    Object.entries(asBody(asBody(json).resource)).flatMap(([type, byName]) =>
      Object.entries(asBody(byName)).map(([name, value]) => {
        const body = asBody(value)
        return { stack, type, address: `${stack}/${type}.${name}`, body, count: countOf(body) }
      }),
    ),
  )
}

/** The blocks of a name: Terraform's JSON has one block as an object or as a list of one. */
export function blocks(body: Body, name: string): Body[] {
  const value = body[name]
  if (value === undefined || value === null) return []
  return (Array.isArray(value) ? value : [value]).map(asBody)
}

export function text(body: Body, name: string, fallback = ''): string {
  const value = body[name]
  return value === undefined || value === null ? fallback : String(value)
}

/** Undefined where the value is an expression that only Terraform resolves. */
export function number(body: Body, name: string, fallback: number): number | undefined {
  const value = body[name]
  if (value === undefined || value === null) return fallback
  return typeof value === 'number' ? value : undefined
}

export function list(body: Body, name: string): unknown[] {
  const value = body[name]
  return Array.isArray(value) ? value : []
}

function countOf({ count, for_each: each }: Body): number | undefined {
  if (each !== undefined) return undefined
  if (count === undefined) return 1
  return typeof count === 'number' ? count : undefined
}

function asBody(value: unknown): Body {
  return typeof value === 'object' && value !== null ? (value as Body) : {}
}
