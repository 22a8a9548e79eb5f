import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Json = Readonly<Record<string, unknown>>
interface Stack {
  readonly provider?: Readonly<Record<string, readonly Json[]>>
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Json>>>>
}

/**
 * Source of a CDKTF app that makes the same resources as the synthesised one, with everything inline: no construct, no
 * environment, no policy. It is what our own synth is measured against.
 * @param stacks folder with a `cdk.tf.json` per stack.
 */
export function bareApp(stacks: string): string {
  const imports = new Map<string, string>()
  const use = (provider: string, file: string, name: string) => {
    const alias = `${pascal(provider)}${name}`
    imports.set(alias, `import { ${name} as ${alias} } from '@cdktf/provider-${provider}/lib/${file}'`)
    return alias
  }
  const body = readdirSync(stacks).flatMap((stack) => {
    const { provider = {}, resource = {} }: Stack = JSON.parse(readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8'))
    const providers = Object.entries(provider).map(([name, [settings]]) => {
      const type = use(name, 'provider', `${pascal(name)}Provider`)
      return `new ${type}(stack, '${name}', ${text(settings)})`
    })
    const resources = Object.entries(resource).flatMap(([type, byName]) => {
      const [provider = '', ...words] = type.split('_')
      if (provider === 'terraform') return []
      const alias = use(provider, words.join('-'), pascal(words.join('_')))
      return Object.entries(byName).map(([name, attributes]) => `new ${alias}(stack, '${name}', ${text(attributes)})`)
    })
    return [`{`, `const stack = new TerraformStack(app, '${stack}')`, ...providers, ...resources, `}`]
  })
  return [
    "import { App, TerraformStack } from 'cdktf'",
    ...imports.values(),
    'const app = new App({ outdir: process.argv[2] })',
    ...body,
    'app.synth()',
  ].join('\n')
}

const pascal = (snake: string) => snake.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
const camel = (snake: string) => snake.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** An attribute's value as TypeScript; a reference to a resource stays the text that Terraform reads. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).map(([key, one]) => [camel(key), one]))
      : inner,
  )
}
