import { importCommand } from './existing'
import { unlockCommand } from './lock'
import type { Stack } from './stacks'
import type { Change, Diagnostic, Plan } from './terraform'

export function summary({ changes, changesOutputs }: Pick<Plan, 'changes' | 'changesOutputs'>): string {
  if (changes.length === 0) return changesOutputs ? 'only outputs change' : 'no changes'
  const count = (action: Change['action'], words: string) => {
    const some = changes.filter((change) => change.action === action).length
    return some === 0 ? [] : [`${some} ${words}`]
  }
  return [
    ...count('create', 'to create'),
    ...count('update', 'to update'),
    ...count('replace', 'TO REPLACE'),
    ...count('delete', 'to destroy'),
  ].join(', ')
}

/** An error with its reason and, where a command helps, such as one that takes over what exists already, the command. */
export function errorText(diagnostic: Diagnostic, stack: Stack, folder: string, again: string): string {
  const { summary, detail, address } = diagnostic
  const command = importCommand(diagnostic, stack, folder)
  const unlock = unlockCommand(diagnostic, stack, folder)
  return [
    `Error in ${stack.name}${address ? `, ${address}` : ''}: ${summary}`,
    ...(detail ? [detail] : []),
    ...(command
      ? ['It exists, but not in the state. Take it over, then deploy again:', `  ${command}`, `  ${again}`]
      : []),
    ...(unlock
      ? [
          'Somebody is at it, or was stopped in the middle. Where nobody is, take the lock away:',
          `  ${unlock}`,
          `  ${again}`,
        ]
      : []),
    ...(isTakenName(diagnostic) ? [takenName] : []),
  ].join('\n')
}

const takenName =
  'Somebody has this name; names like this one are unique in all of Azure: give the environment another name, or its names another suffix in constructs/names.ts. A deleted key vault keeps its name until it is purged.'

/** How the services say that a name which is a host name belongs to another resource. */
function isTakenName({ summary, detail = '' }: Diagnostic): boolean {
  return /AlreadyTaken|AlreadyInUse|VaultAlreadyExists|is already (?:taken|in use)|globally unique/i.test(
    `${summary}\n${detail}`,
  )
}
