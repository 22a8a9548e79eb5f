import { type App, TerraformStack, Testing } from 'cdktf'
import type { StackJson } from '../review/graph'

/**
 * Every stack as the parsed JSON that Terraform would get, without writing a file. All stacks are prepared before any
 * is rendered, so that references across stacks are real; errors that policies annotate do not end it, since a report
 * is wanted most where something is wrong.
 */
export function parsedStacks(app: App): Record<string, StackJson> {
  const stacks = app.node.findAll().filter(TerraformStack.isStack)
  for (const stack of stacks) stack.prepareStack()
  return Object.fromEntries(stacks.map((stack) => [stack.node.id, JSON.parse(Testing.synth(stack))]))
}
