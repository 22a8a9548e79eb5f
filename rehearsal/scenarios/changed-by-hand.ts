import type { Check } from '../checks/check'
import { endingInTime } from '../checks/within-time'
import { applyStack, planAgain } from '../deployment'
import { stackNamed } from '../rehearsal'
import { deployedId } from './deployed-id'

const management = 'https://management.azure.com'

/** Somebody deletes one resource and opens another one, past Terraform. */
export const changedByHand: Check = {
  name: 'changed-by-hand',
  limitSeconds: 300,
  async run(context) {
    const { azure } = context
    const rehearsal = endingInTime(context)
    const foundation = stackNamed(rehearsal, 'foundation')
    const account = deployedId(rehearsal, 'azurerm_storage_account.storage')
    const rule = deployedId(rehearsal, 'azurerm_storage_management_policy.')
    await azure.call('PATCH', `${management}${account}?api-version=2023-05-01`, {
      properties: { allowBlobPublicAccess: true },
    })
    await azure.call('DELETE', `${management}${rule}?api-version=2023-05-01`)
    const found = await planAgain(rehearsal, foundation)
    const expected = [
      /azurerm_storage_account\.storage: update \(allow_nested_items_to_be_public/,
      /azurerm_storage_management_policy\.\S+: create/,
    ]
    const missed = expected.filter((line) => !found.some((one) => line.test(one)))
    const others = found.filter((one) => !expected.some((line) => line.test(one)))
    if (missed.length > 0)
      throw new Error(`the plan does not find ${missed.join(' and ')}; it finds:\n${found.join('\n')}`)
    if (others.length > 0) throw new Error(`the plan finds more than was changed:\n${others.join('\n')}`)
    return `found and repaired:\n${found.join('\n')}`
  },
  repair: {
    limitSeconds: 300,
    async run(context) {
      const rehearsal = endingInTime(context)
      const foundation = stackNamed(rehearsal, 'foundation')
      await applyStack(rehearsal, foundation)
      const left = await planAgain(rehearsal, foundation)
      if (left.length > 0) throw new Error(`the plan is not empty:\n${left.join('\n')}`)
    },
  },
}
