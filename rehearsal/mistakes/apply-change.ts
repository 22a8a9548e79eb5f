import { errorText } from '../../deploy/report'
import type { Stack } from '../../deploy/stacks'
import { apply, dropPlan, plan } from '../../deploy/terraform'
import type { Rehearsal } from '../rehearsal'

const limitSeconds = 300

/**
 * Applies what a stack's folder says differently from its state, and asks Azure about nothing else.
 * @throws Error with everything that Terraform found
 */
export async function applyChange({ folders, surroundings }: Rehearsal, stack: Stack): Promise<void> {
  const { env = {} } = surroundings
  const args = `${env.TF_CLI_ARGS_plan ?? ''} -refresh=false`.trim()
  const within = { ...surroundings, limitSeconds, env: { ...env, TF_CLI_ARGS_plan: args } }
  try {
    const planned = await plan(stack, 'apply', within)
    const found = planned.failed ? planned.diagnostics : await apply(stack, () => {}, within)
    const errors = found.filter(({ severity }) => severity === 'error')
    if (errors.length === 0) return
    throw new Error(errors.map((error) => errorText(error, stack, folders.root, 'npm run rehearse')).join('\n'))
  } finally {
    dropPlan(stack)
  }
}
