import type { Environment } from '../../environments/environment'
import { azureClient } from '../azure-client'
import { clientIdOfApi } from '../checks/caller-role'
import type { Check, CheckContext } from '../checks/check'
import { endingInTime } from '../checks/within-time'
import { applyStack } from '../deployment'
import { stackNamed } from '../rehearsal'
import { withSettings } from './changed-environment'
import { plannedChanges } from './planned-changes'

/** What is changed in the course of time, in each stack. */
function later(environment: Environment): Partial<Environment> {
  const { limits, logs, network, storage, tags } = environment
  return {
    limits: { ...limits, concurrentRuns: limits.concurrentRuns - 1 },
    logs: { ...logs, retentionDays: logs.retentionDays + 30 },
    network: { ...network, deployerIpRanges: [...network.deployerIpRanges, '198.51.100.20'] },
    storage: { ...storage, softDeleteDays: storage.softDeleteDays + 7 },
    tags: { ...tags, 'cost-center': 'research' },
  }
}

/** What the API alone reads. */
function oneMore({ limits }: Environment): Partial<Environment> {
  return { limits: { ...limits, runsPerCallerAndDay: limits.runsPerCallerAndDay + 1 } }
}

/** Settings change in place: nothing stateful is replaced in any stack, and the API takes its new setting up. */
export const changedSetting: Check = {
  name: 'changed-setting',
  limitSeconds: 300,
  async run(context) {
    const { live, signal } = context
    const rehearsal = endingInTime(context)
    const { environment } = rehearsal
    const counts: string[] = []
    for (const stack of await withSettings(rehearsal, 'changed-settings', later(environment), signal)) {
      const changes = await plannedChanges(rehearsal, stack)
      const inPlace = changes.filter(({ action }) => action === 'update').length
      counts.push(`${stack.name} ${inPlace} of ${changes.length}`)
    }
    const api = stackNamed(
      { stacks: await withSettings(rehearsal, 'changed-setting', oneMore(environment), signal) },
      'api',
    )
    const changes = await plannedChanges(rehearsal, api)
    if (changes.length !== 1 || changes[0]?.address !== webApp || changes[0].action !== 'update') {
      throw new Error(`the limit must change api, ${webApp} in place and nothing else: ${JSON.stringify(changes)}`)
    }
    const limit = await limitOf(context)
    await applyStack(rehearsal, api)
    await live.restart(signal)
    const after = await limitOf(context)
    if (after !== limit + 1) throw new Error(`the API tells a limit of ${after} runs a day, not ${limit + 1}`)
    return `planned in place: ${counts.join(', ')}; the API allows ${limit + 1} runs a day instead of ${limit}`
  },
  repair: {
    limitSeconds: 300,
    async run(context) {
      const rehearsal = endingInTime(context)
      await applyStack(rehearsal, stackNamed(rehearsal, 'api'))
      await context.live.restart(context.signal)
    },
  },
}

const webApp = 'azurerm_linux_web_app.web-app'

/** Runs that a caller may submit a day, as the API tells it. */
async function limitOf({ rehearsal, live }: CheckContext): Promise<number> {
  const { platform } = rehearsal
  const client = azureClient(platform, 'caller', platform.callers.granted)
  const token = await client.token(`api://${await clientIdOfApi(rehearsal)}`)
  const { status, body } = await client.send('GET', `${live.api}/v1`, { authorization: `Bearer ${token}` })
  if (status !== 200) throw new Error(`GET /v1 answered ${status}: ${JSON.stringify(body)}`)
  return (body as { limits: { runsPerDay: number } }).limits.runsPerDay
}
