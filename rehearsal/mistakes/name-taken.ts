import { join } from 'node:path'
import { init } from '../../deploy/terraform'
import type { Check } from '../checks/check'
import { endingInTime } from '../checks/within-time'
import { planAgain } from '../deployment'
import { stackNamed } from '../rehearsal'
import { applyChange } from './apply-change'
import { changedStack, theOne } from './changed-stack'
import { refuseVague } from './told'

const type = 'azurerm_container_registry'

/** Somebody deploys the registry elsewhere under a name that is in use: it is a host name, one in all of Azure. */
export const nameTaken: Check = {
  name: 'name-taken',
  limitSeconds: 180,
  async run(context) {
    const rehearsal = endingInTime(context)
    const { folders, environment, surroundings } = rehearsal
    const foundation = stackNamed(rehearsal, 'foundation')
    const folder = join(folders.work, 'mistakes', 'name-taken', 'foundation')
    const elsewhere = changedStack(foundation, folder, (document) => {
      const { name, block } = theOne(document.resource, type, 'registry')
      document.resource = {
        [type]: { [name]: { ...block, resource_group_name: environment.state.resourceGroup } },
      }
      // A deployment of its own, which reads nothing of the other one.
      document.terraform.backend = { local: { path: join(folder, 'terraform.tfstate') } }
      delete document.output
      delete document.data
    })
    await init(elsewhere, environment.name, surroundings)
    const message = await applyChange(rehearsal, elsewhere).then(
      () => undefined,
      (error: Error) => error.message,
    )
    if (message === undefined) throw new Error('two registries have the same name')
    const changes = await planAgain(rehearsal, foundation)
    if (changes.length > 0) throw new Error(`the deployment that has the name was changed:\n${changes.join('\n')}`)
    refuseVague(message, {
      stack: 'foundation',
      resource: `${type}.registry`,
      remedy: /names like this one are unique in all of Azure: .*constructs\/names\.ts/i,
    })
    return message
  },
}
