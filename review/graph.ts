/** The synthesised deployment as a graph: resources of all stacks, and what their references lead to. */

/** A stack as Terraform gets it (`cdk.tf.json`, parsed). */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>
  readonly variable?: Readonly<Record<string, Attributes>>
}
export type Attributes = Readonly<Record<string, unknown>>

export interface Resource {
  readonly stack: string
  readonly type: string
  /** Terraform's name within the stack. */
  readonly name: string
  readonly attributes: Attributes
}

export interface Graph {
  readonly stacks: readonly string[]
  /** Resources of these types, in the stacks' order; all without a type. */
  readonly resources: (...types: string[]) => readonly Resource[]
  /** What the references in a value lead to, also through outputs of other stacks; each resource once. */
  readonly targets: (stack: string, value: unknown) => readonly Resource[]
}

/** @param stacks by name, as `synthAll` gives them. */
export function readGraph(stacks: Readonly<Record<string, StackJson>>): Graph {
  const all = Object.entries(stacks).flatMap(([stack, { resource = {}, data = {} }]) => [
    ...resourcesOf(stack, resource, ''),
    ...resourcesOf(stack, data, 'data.'),
  ])
  const byAddress = new Map(all.map((one) => [`${one.stack}/${one.type}.${one.name}`, one]))

  function targets(stack: string, value: unknown): readonly Resource[] {
    const found = new Set<Resource>()
    for (const path of referencesIn(value)) {
      const remote = /^data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)/.exec(path)
      if (remote) {
        const [, from = '', output = ''] = remote
        for (const one of targets(from, stacks[from]?.output?.[output]?.value)) found.add(one)
        continue
      }
      const local = /^((?:data\.)?\w+\.[\w-]+)/.exec(path)
      const one = byAddress.get(`${stack}/${local?.[1]}`)
      if (one) found.add(one)
    }
    return [...found]
  }

  return {
    stacks: Object.keys(stacks),
    resources: (...types) => (types.length === 0 ? all : all.filter(({ type }) => types.includes(type))),
    targets,
  }
}

function resourcesOf(
  stack: string,
  byType: Readonly<Record<string, Readonly<Record<string, Attributes>>>>,
  prefix: string,
): Resource[] {
  return Object.entries(byType).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, attributes]) => ({ stack, type: `${prefix}${type}`, name, attributes })),
  )
}

/** Paths of references, also inside functions: `azurerm_subnet.api.id`, `data.….outputs.…`. */
function referencesIn(value: unknown): string[] {
  const text = JSON.stringify(value ?? null)
  return [...text.matchAll(/\$\{(.*?)\}/g)].flatMap(([, expression = '']) =>
    [...expression.matchAll(/(?:data\.)?[a-z]\w*\.[\w-]+(?:\.[\w-]+)*/g)].map(([path]) => path),
  )
}
