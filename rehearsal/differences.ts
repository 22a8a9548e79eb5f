import type { Stack } from '../deploy/stacks'
import { planFile, type Surroundings, terraform } from '../deploy/terraform'

interface ShownPlan {
  readonly resource_changes?: readonly {
    readonly address: string
    readonly change: {
      readonly actions: readonly string[]
      readonly before: Values | null
      readonly after: Values | null
      readonly after_unknown?: Values
    }
  }[]
}
type Values = Readonly<Record<string, unknown>>

/** What the stack's kept plan would change: a line for each resource, with the attributes that differ and no value. */
export async function differences(stack: Stack, surroundings: Surroundings): Promise<string[]> {
  const { stdout } = await terraform(stack, ['show', '-json', planFile], surroundings)
  const { resource_changes: changes = [] }: ShownPlan = JSON.parse(stdout)
  return changes.flatMap(({ address, change }) => {
    const { actions, before, after, after_unknown: unknown = {} } = change
    if (actions.every((action) => action === 'no-op' || action === 'read')) return []
    const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...Object.keys(unknown)])
    const differing = [...names].filter(
      (name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]) || containsTrue(unknown[name]),
    )
    const what = before && after ? ` (${differing.sort().join(', ')})` : ''
    return [`  ${stack.name}, ${address}: ${actions.join(' and ')}${what}`]
  })
}

/** Terraform marks each value that it cannot know yet. */
function containsTrue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === true
  return Object.values(value).some(containsTrue)
}
