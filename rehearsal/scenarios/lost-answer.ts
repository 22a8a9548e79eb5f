import { run } from '../../deploy/process'
import type { Check } from '../checks/check'
import { endingInTime } from '../checks/within-time'
import { planAgain } from '../deployment'
import { control } from '../simulator-control'
import { attempt, copyOfNotifications, destroyCopy, printedCommands } from './copied-stack'

/** The answer to a create is lost on its way: Azure has the resource, Terraform's state has not. */
export const lostAnswer: Check = {
  name: 'lost-answer',
  limitSeconds: 180,
  async run(context) {
    const { signal } = context
    const rehearsal = endingInTime(context)
    const { surroundings, folders } = rehearsal
    const copy = await copyOfNotifications(rehearsal, 'lost-answer')
    await control(rehearsal, 'POST', 'faults', {
      method: 'PUT',
      match: '/automationAccounts/aa-slipway-lost-answer($|\\?)',
      lostAnswer: true,
    })
    const [lost] = await attempt(rehearsal, copy)
    if (lost === undefined) throw new Error('Terraform did not notice that an answer was lost')
    const repeated = await attempt(rehearsal, copy)
    const [command, ...others] = printedCommands(repeated)
    if (command === undefined || others.length > 0) {
      throw new Error(`the repeated apply must print one import command; it printed:\n${repeated.join('\n')}`)
    }
    const { env } = surroundings
    const imported = await run('sh', ['-c', command], { cwd: folders.root, signal, ...(env && { env }) })
    if (imported.code !== 0) throw new Error(`the printed command fails:\n${command}\n${imported.stderr.trim()}`)
    const after = await attempt(rehearsal, copy)
    if (after.length > 0) throw new Error(`after the import the apply fails:\n${after.join('\n')}`)
    const left = await planAgain(rehearsal, copy)
    if (left.length > 0) throw new Error(`after the import and an apply the plan is not empty:\n${left.join('\n')}`)
    await destroyCopy(rehearsal, copy)
    return `printed and run: ${command}`
  },
}
