import { join } from 'node:path'
import { errorText } from '../../deploy/report'
import type { Stack } from '../../deploy/stacks'
import { apply, dropPlan, init, plan } from '../../deploy/terraform'
import { changedStack, theOne } from '../mistakes/changed-stack'
import { type Rehearsal, stackNamed } from '../rehearsal'

const limitSeconds = 300

/**
 * The notifications stack once more, with a state and an account of its own: quick to make, read by no other stack, and
 * so free to be broken. Nothing of it is made yet.
 */
export async function copyOfNotifications(rehearsal: Rehearsal, scenario: string): Promise<Stack> {
  const { folders, environment, surroundings } = rehearsal
  const folder = join(folders.work, 'scenarios', scenario, 'notifications')
  const copy = changedStack(stackNamed(rehearsal, 'notifications'), folder, ({ terraform, resource }) => {
    const { azurerm = {} } = terraform.backend
    azurerm.key = `${scenario}.tfstate`
    const { block } = theOne(resource, 'azurerm_automation_account', 'automation')
    block.name = `aa-slipway-${scenario}`
    // Its provider waits 50 s after the delete; nothing here is about it.
    delete resource.azurerm_monitor_diagnostic_setting
  })
  await init(copy, environment.name, { ...surroundings, limitSeconds })
  return copy
}

/** @returns each error as `npm run deploy` prints it; empty where all went well */
export async function attempt(
  { folders, surroundings }: Rehearsal,
  stack: Stack,
  purpose: 'apply' | 'destroy' = 'apply',
): Promise<string[]> {
  const within = { ...surroundings, limitSeconds }
  try {
    const planned = await plan(stack, purpose, within)
    const found = planned.failed ? planned.diagnostics : await apply(stack, () => {}, within)
    return found
      .filter(({ severity }) => severity === 'error')
      .map((error) => errorText(error, stack, folders.root, 'npm run rehearse'))
  } finally {
    dropPlan(stack)
  }
}

/** The commands among what was printed: those that Terraform is started with. */
export function printedCommands(messages: readonly string[]): string[] {
  return messages.flatMap((message) => message.match(/^ {2}terraform .*$/gm) ?? []).map((line) => line.trim())
}

/** Removes what the copy has made. @throws Error where something is left */
export async function destroyCopy(rehearsal: Rehearsal, copy: Stack): Promise<void> {
  const errors = await attempt(rehearsal, copy, 'destroy')
  if (errors.length > 0) throw new Error(`the copy cannot be destroyed:\n${errors.join('\n')}`)
}
