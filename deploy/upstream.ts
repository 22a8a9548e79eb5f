import type { Stack } from './stacks'
import { init, outputsOf, resourcesOf } from './terraform'

/**
 * Tells, of a stack, the first upstream stack that does not yet put out what it reads.
 *
 * @returns undefined where the stack can be planned
 */
export type FindMissing = (stack: Stack) => Promise<string | undefined>

/** Asks each upstream stack once, however many read it. */
export function missingUpstream(all: readonly Stack[], environment: string): FindMissing {
  const known = new Map<string, ReturnType<typeof madeBy>>()
  const made = (stack: Stack) => {
    const asked = known.get(stack.name) ?? madeBy(stack, environment)
    known.set(stack.name, asked)
    return asked
  }
  return async (stack) => {
    for (const upstream of all.filter(({ name }) => stack.upstream.includes(name))) {
      const { outputs, resources } = await made(upstream)
      if (resources === 0 || !read(stack, upstream).every((name) => outputs.includes(name))) return upstream.name
    }
    return undefined
  }
}

async function madeBy(stack: Stack, environment: string): Promise<{ outputs: string[]; resources: number }> {
  await init(stack, environment)
  const resources = await resourcesOf(stack)
  return { outputs: Object.keys(await outputsOf(stack)), resources: resources.length }
}

/** Names of the upstream's outputs that the stack reads. */
function read(stack: Stack, upstream: Stack): string[] {
  const text = JSON.stringify(stack.synthesised)
  return Object.keys(upstream.synthesised.output ?? {}).filter((name) => text.includes(`.outputs.${name}`))
}
