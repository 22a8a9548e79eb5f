import type { Check, CheckContext } from '../checks/check'
import { applyStack, planAgain } from '../deployment'
import { allMade, stackNamed } from '../rehearsal'

const management = 'https://management.azure.com'

/** Somebody deletes one resource and opens another one, past Terraform. */
export const changedByHand: Check = {
  name: 'changed-by-hand',
  limitSeconds: 300,
  async run(context) {
    const { rehearsal, azure } = context
    const foundation = stackNamed(rehearsal, 'foundation')
    const account = idOf(context, 'azurerm_storage_account.storage')
    const rule = idOf(context, 'azurerm_storage_management_policy.')
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
    // Repaired also where the plan was wrong: what follows needs a deployment that is right.
    await applyStack(rehearsal, foundation)
    const left = await planAgain(rehearsal, foundation)
    if (missed.length > 0)
      throw new Error(`the plan does not find ${missed.join(' and ')}; it finds:\n${found.join('\n')}`)
    if (others.length > 0) throw new Error(`the plan finds more than was changed:\n${others.join('\n')}`)
    if (left.length > 0) throw new Error(`after the repair the plan is not empty:\n${left.join('\n')}`)
    return `found and repaired:\n${found.join('\n')}`
  },
}

function idOf({ rehearsal }: CheckContext, beginning: string): string {
  const found = allMade(rehearsal).find(({ address }) => address.startsWith(beginning))
  if (!found) throw new Error(`nothing deployed has an address that begins with ${beginning}`)
  return found.id
}
