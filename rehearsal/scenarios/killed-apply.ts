import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { run } from '../../deploy/process'
import type { Stack } from '../../deploy/stacks'
import { dropPlan, plan } from '../../deploy/terraform'
import type { Check } from '../checks/check'
import { endingInTime } from '../checks/within-time'
import { planAgain } from '../deployment'
import type { Rehearsal } from '../rehearsal'
import { attempt, copyOfNotifications, destroyCopy, printedCommands } from './copied-stack'

/** More applies than are needed by far: each takes over whatever the one before met. */
const mostAttempts = 6

/** Terraform is killed in the middle of an apply, with its providers: no time to save, no time to give the lock back. */
export const killedApply: Check = {
  name: 'killed-apply',
  limitSeconds: 300,
  async run(context) {
    const { signal } = context
    const rehearsal = endingInTime(context)
    const { surroundings, folders } = rehearsal
    const copy = await copyOfNotifications(rehearsal, 'killed-apply')
    const done = await applyAndKill(rehearsal, copy)
    const run_: string[] = []
    for (let attempts = 1; ; attempts++) {
      const errors = await attempt(rehearsal, copy)
      if (errors.length === 0) break
      const commands = printedCommands(errors)
      if (commands.length === 0 || attempts === mostAttempts) {
        throw new Error(`apply ${attempts} after the kill fails, and says not how to go on:\n${errors.join('\n')}`)
      }
      for (const command of commands) {
        const { env } = surroundings
        const ended = await run('sh', ['-c', command], { cwd: folders.root, signal, ...(env && { env }) })
        if (ended.code !== 0) throw new Error(`the printed command fails:\n${command}\n${ended.stderr.trim()}`)
        run_.push(command)
      }
    }
    const left = await planAgain(rehearsal, copy)
    if (left.length > 0) throw new Error(`after the repeated apply the plan is not empty:\n${left.join('\n')}`)
    await destroyCopy(rehearsal, copy)
    return `killed after ${done}; repeated with ${run_.length} printed commands: ${run_.join('; ')}`
  },
}

/** @returns the address of the first resource that was made before the kill */
async function applyAndKill({ surroundings }: Rehearsal, stack: Stack): Promise<string> {
  const planned = await plan(stack, 'apply', { ...surroundings, limitSeconds: 120 })
  if (planned.failed) throw new Error(`${stack.name} cannot be planned: ${planned.diagnostics[0]?.summary}`)
  const child = spawn('terraform', ['apply', '-json', '-input=false', 'slipway.tfplan'], {
    cwd: stack.folder,
    ...(surroundings.env && { env: surroundings.env }),
    stdio: ['ignore', 'pipe', 'ignore'],
    // A group of its own, to be killed with its providers.
    detached: true,
  })
  try {
    const ended = once(child, 'exit')
    for await (const line of createInterface({ input: child.stdout })) {
      const { type, hook } = JSON.parse(line) as { type: string; hook?: { resource: { addr: string } } }
      if (type !== 'apply_complete' || child.pid === undefined) continue
      process.kill(-child.pid, 'SIGKILL')
      await ended
      return hook?.resource.addr ?? ''
    }
    throw new Error('Terraform made nothing before it ended')
  } finally {
    dropPlan(stack)
  }
}
