import { type App, TerraformStack, Testing } from 'cdktf'

type Properties = Record<string, unknown>

/** A stack as Terraform gets it, for assertions on its properties. */
export class Synthesised {
  constructor(
    readonly json: {
      readonly resource?: Record<string, Record<string, Properties>>
      readonly data?: Record<string, Record<string, Properties>>
      readonly output?: Record<string, Properties>
      readonly variable?: Record<string, Properties>
    },
  ) {}

  /** All resources of the type, e.g. `azurerm_subnet`; empty where there are none. */
  all(type: string): Properties[] {
    return Object.values(this.json.resource?.[type] ?? {})
  }

  /** The only resource of the type. */
  only(type: string): Properties {
    const [found, ...more] = this.all(type)
    if (!found || more.length > 0) throw new Error(`${found ? more.length + 1 : 0} resources ${type} instead of one`)
    return found
  }
}

/** What `build` puts into an empty stack. */
export function synthesise(build: (stack: TerraformStack) => void): Synthesised {
  const stack = new TerraformStack(Testing.app(), 'test')
  build(stack)
  return parse(stack)
}

/** The named stack of an app whose stacks may refer to each other. */
export function synthesiseStack(app: App, id: string): Synthesised {
  const stacks = app.node.findAll().filter(TerraformStack.isStack) as TerraformStack[]
  for (const stack of stacks) stack.prepareStack()
  const stack = stacks.find((candidate) => candidate.node.id === id)
  if (!stack) throw new Error(`no stack "${id}" among ${stacks.map(({ node }) => node.id).join(', ')}`)
  return parse(stack)
}

function parse(stack: TerraformStack): Synthesised {
  return new Synthesised(JSON.parse(Testing.synth(stack)))
}

/** How Terraform writes a reference or a call in a string. */
export const ref = (expression: string) => `\${${expression}}`

export const place = {
  space: { environment: 'test', subscriptionId: '11111111-1111-1111-1111-111111111111' },
  resourceGroupName: 'rg-slipway-test',
  location: 'westeurope',
}
