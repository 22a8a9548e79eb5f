import { mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { run } from '../../deploy/process'
import { readStacks, type Stack } from '../../deploy/stacks'
import { init } from '../../deploy/terraform'
import type { Environment } from '../../environments/environment'
import type { Rehearsal } from '../rehearsal'

const limitSeconds = 120

/**
 * The stacks as they are synthesised where somebody changes these settings of the environment; initialised, with the
 * same state as the deployed ones, and not applied.
 */
export async function withSettings(
  { folders, environment, surroundings }: Rehearsal,
  scenario: string,
  settings: Partial<Environment>,
  signal: AbortSignal,
): Promise<readonly Stack[]> {
  const folder = join(folders.work, 'scenarios', scenario)
  mkdirSync(folder, { recursive: true })
  const output = join(folder, 'cdktf.out')
  const script = join(__dirname, 'synthesise-as.ts')
  const { code, stderr } = await run(process.execPath, ['--import', 'tsx', script, output, JSON.stringify(settings)], {
    cwd: folders.root,
    signal,
  })
  if (code !== 0) throw new Error(`the changed environment cannot be synthesised:\n${stderr.trim()}`)
  const stacks = readStacks({ folder: folders.root, output: relative(folders.root, output), app: '' })
  for (const stack of stacks) await init(stack, environment.name, { ...surroundings, limitSeconds })
  return stacks
}
