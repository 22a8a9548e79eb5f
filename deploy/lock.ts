import { relative } from 'node:path'
import type { Stack } from './stacks'
import type { Diagnostic } from './terraform'

/**
 * Finds, in an error that says that the state is locked, the command that takes the lock away: an apply that was killed
 * never gave it back.
 *
 * @param folder from which the command is to be started
 */
export function unlockCommand({ summary, detail = '' }: Diagnostic, stack: Stack, folder: string): string | undefined {
  const text = `${summary}\n${detail}`
  const id = /state lock/i.test(text) ? /^\W*ID:\s+([0-9a-f-]{36})/m.exec(text)?.[1] : undefined
  return id && `terraform -chdir='${relative(folder, stack.folder) || '.'}' force-unlock -force ${id}`
}
