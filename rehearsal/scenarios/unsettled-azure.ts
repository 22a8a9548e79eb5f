import type { Check, CheckContext } from '../checks/check'
import { exitCodes, lastLines, refuseRun, slipway } from '../checks/cli'
import { solvedModel } from '../checks/model-is-solved'
import { endingInTime } from '../checks/within-time'
import { applyStack, planAgain } from '../deployment'
import { stackNamed } from '../rehearsal'
import { control } from '../simulator-control'
import { deployedId } from './deployed-id'

const management = 'https://management.azure.com'

/** A role takes so many seconds to be in force, more than the provider waits for it (20); in Azure it may take minutes. */
const lateRolesSeconds = 45
/** Refusals that Azure takes back by itself. A provider that gave up at the first would leave half a deployment. */
const faults = [
  { method: 'PUT', match: '/roleAssignments/', status: 429, code: 'TooManyRequests', retryAfterSeconds: 1 },
  { method: 'PUT', match: '/managementPolicies/', status: 503, code: 'ServerBusy', retryAfterSeconds: 1 },
]
const principalNotFound = 2

/** What of it has not happened yet. */
interface Switched {
  readonly pending: readonly unknown[]
  readonly lags: { readonly principalNotFound: number }
}

/** Azure on a bad day: throttled, busy, and late to know of principals and roles. */
export const unsettledAzure: Check = {
  name: 'unsettled-azure',
  limitSeconds: 300,
  async run(context) {
    const { azure } = context
    const rehearsal = endingInTime(context)
    const foundation = stackNamed(rehearsal, 'foundation')
    const role = deployedId(rehearsal, 'azurerm_role_assignment.storage_blobs-api-identity')
    const rule = deployedId(rehearsal, 'azurerm_storage_management_policy.')
    await azure.call('DELETE', `${management}${role}?api-version=2022-04-01`)
    await azure.call('DELETE', `${management}${rule}?api-version=2023-05-01`)
    for (const fault of faults) await control(rehearsal, 'POST', 'faults', fault)
    await control(rehearsal, 'PUT', 'lags', { principalNotFound, lateRolesSeconds, slowOperationsSeconds: 2 })
    await applyStack(rehearsal, foundation)
    const left = await control<Switched>(rehearsal, 'GET', 'faults')
    if (left.pending.length > 0 || left.lags.principalNotFound > 0) {
      throw new Error(`not everything that was to go wrong did: ${JSON.stringify(left)}`)
    }
    const refused = await solvedAtLast(context)
    if (refused === 0) throw new Error('the role was in force before it was needed: nothing was proved')
    const changes = await planAgain(rehearsal, foundation)
    if (changes.length > 0) throw new Error(`afterwards the plan is not empty:\n${changes.join('\n')}`)
    const met = `429, 503 and ${principalNotFound} × PrincipalNotFound`
    return `deployed through ${met}; the model was solved when the role was in force, before that ${refused} × «come again»`
  },
  repair: {
    limitSeconds: 300,
    async run(context) {
      await control(context.rehearsal, 'DELETE', 'faults')
      // What was deleted is there again, also where the apply failed.
      await applyStack(endingInTime(context), stackNamed(context.rehearsal, 'foundation'))
    },
  },
}

/** Submits until the role is in force. @returns how often the API was not available before */
async function solvedAtLast(context: CheckContext): Promise<number> {
  for (let refused = 0; ; refused++) {
    const { code, stdout, stderr } = await slipway(context, 'granted', 'submit', solvedModel, '--wait', '--json')
    if (code === exitCodes.unavailable) continue
    if (code !== exitCodes.ok) throw new Error(`slipway submit ended with ${code}: ${lastLines(stderr)}`)
    await refuseRun(context, JSON.parse(stdout), 'succeeded')
    return refused
  }
}
