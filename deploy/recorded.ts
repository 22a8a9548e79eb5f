import type { Stack } from './stacks'
import { type Surroundings, terraform } from './terraform'

/** A resource as the state of its stack knows it. */
export interface Recorded {
  readonly stack: string
  readonly address: string
  /** As its provider names it: of Azure's resources the path in Resource Manager. */
  readonly id: string
  /** Object id of the identity that it is, where it is one. */
  readonly principalId?: string
}

interface Shown {
  readonly values?: {
    readonly root_module?: {
      readonly resources?: readonly {
        readonly mode: string
        readonly address: string
        readonly values: Readonly<Record<string, unknown>>
      }[]
    }
  }
}

/**
 * What the stack has made, with the ids that messages of Azure name.
 *
 * @throws Error with Terraform's words
 */
export async function recorded(stack: Stack, surroundings: Surroundings = {}): Promise<Recorded[]> {
  const { code, stdout, stderr } = await terraform(stack, ['show', '-json', '-no-color'], surroundings)
  if (code !== 0) throw new Error(`terraform show failed in ${stack.name}:\n${stderr.trim()}`)
  const { values }: Shown = JSON.parse(stdout)
  const resources = values?.root_module?.resources ?? []
  return resources.flatMap(({ mode, address, values: { id, principal_id: principal } }) =>
    mode === 'managed' && typeof id === 'string'
      ? [
          {
            stack: stack.name,
            address,
            id,
            ...(typeof principal === 'string' && isIdentity(address) && { principalId: principal }),
          },
        ]
      : [],
  )
}

/** Role assignments have a `principal_id` too: another's. */
function isIdentity(address: string): boolean {
  return address.startsWith('azurerm_user_assigned_identity.')
}
