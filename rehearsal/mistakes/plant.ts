import { join } from 'node:path'
import { recorded } from '../../deploy/recorded'
import type { Check, CheckContext } from '../checks/check'
import { perform } from '../checks/perform'
import { endingInTime } from '../checks/within-time'
import { stackNamed } from '../rehearsal'
import { applyChange } from './apply-change'
import { type Blocks, changedStack } from './changed-stack'
import { refuseVague, type Told } from './told'

export interface Mistake {
  /** In kebab case: it is chosen by this name. */
  readonly name: string
  readonly limitSeconds: number
  readonly stack: string
  /** Changes the synthesised resources of the stack. */
  change(resources: Blocks): void
  /** Passes on what is deployed without the mistake, and must fail with it. */
  shows(context: CheckContext): Promise<string>
  readonly told: Omit<Told, 'stack'> & { readonly stack?: string }
}

/** Most seconds that a check may take to notice; a hang is no message. */
const noticeLimitSeconds = 150
/** Most seconds that it may take to deploy what is right, and to see it work. */
const repairLimitSeconds = 300

/**
 * A mistake that somebody could make in a stack: it is deployed, must be noticed with a message that says what to do,
 * and is repaired by deploying what is right, after which the same check passes. `run` returns the message.
 */
export function planted(mistake: Mistake): Check {
  const { name, limitSeconds, stack: stackName, change, shows, told } = mistake
  return {
    name,
    limitSeconds,
    async run(context) {
      const rehearsal = endingInTime(context)
      const stack = stackNamed(rehearsal, stackName)
      const wrong = changedStack(stack, join(rehearsal.folders.work, 'mistakes', name, stackName), ({ resource }) =>
        change(resource),
      )
      const check: Check = { name, limitSeconds: noticeLimitSeconds, run: shows }
      await applyChange(rehearsal, wrong)
      const noticed = await perform(check, 'check', { ...context, rehearsal })
      if (noticed.result === 'passed') throw new Error(`nobody noticed the mistake: ${noticed.says}`)
      refuseVague(noticed.says, { stack: stackName, ...told })
      return noticed.says
    },
    repair: {
      limitSeconds: repairLimitSeconds,
      async run(context) {
        const rehearsal = endingInTime(context)
        const stack = stackNamed(rehearsal, stackName)
        await applyChange(rehearsal, stack)
        rehearsal.made.set(stackName, await recorded(stack, rehearsal.surroundings))
        await shows({ ...context, rehearsal })
      },
    },
  }
}
