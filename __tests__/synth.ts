import { type App, TerraformStack, Testing } from 'cdktf'

/**
 * Every stack as the parsed JSON that Terraform gets, without what changes and means nothing: provider versions.
 * All stacks are prepared before any is rendered, as `app.synth()` does, so that references across stacks are real.
 */
export function synthAll(app: App): Record<string, unknown> {
  const stacks = app.node.findAll().filter(TerraformStack.isStack) as TerraformStack[]
  for (const stack of stacks) stack.prepareStack()
  return Object.fromEntries(stacks.map((stack) => [stack.node.id, quiet(JSON.parse(Testing.synth(stack, true)))]))
}

function quiet(stack: { terraform?: { required_providers?: Record<string, { version: string }> } }) {
  for (const provider of Object.values(stack.terraform?.required_providers ?? {})) {
    provider.version = '<pinned in package-lock.json>'
  }
  return stack
}
