import type { Environment } from '../../environments/environment'
import { azureClient } from '../azure-client'
import { clientIdOfApi } from '../checks/caller-role'
import type { Check, CheckContext } from '../checks/check'
import { applyStack } from '../deployment'
import { stackNamed } from '../rehearsal'
import { withSettings } from './changed-environment'
import { plannedChanges } from './planned-changes'

/** What is changed in the course of time, one or more settings of each stack. */
function later(environment: Environment): Partial<Environment> {
  const { limits, logs, network, storage, tags } = environment
  return {
    limits: {
      ...limits,
      concurrentRuns: limits.concurrentRuns - 1,
      runsPerCallerAndDay: limits.runsPerCallerAndDay + 10,
    },
    logs: { ...logs, retentionDays: logs.retentionDays + 30 },
    network: { ...network, deployerIpRanges: [...network.deployerIpRanges, '198.51.100.20'] },
    storage: { ...storage, softDeleteDays: storage.softDeleteDays + 7 },
    tags: { ...tags, 'cost-center': 'research' },
  }
}

/** Settings change in place: nothing stateful is replaced in any stack, and the API takes its new setting up. */
export const changedSetting: Check = {
  name: 'changed-setting',
  limitSeconds: 300,
  async run(context) {
    const { rehearsal, live, signal } = context
    const settings = later(rehearsal.environment)
    const changed = await withSettings(rehearsal, 'changed-setting', settings, signal)
    const counts: string[] = []
    for (const stack of changed) {
      const changes = await plannedChanges(rehearsal, stack)
      const inPlace = changes.filter(({ action }) => action === 'update').length
      counts.push(`${stack.name} ${inPlace} of ${changes.length}`)
    }
    const api = changed.find(({ name }) => name === 'api')
    const app = api && (await plannedChanges(rehearsal, api)).find(({ address }) => address === webApp)
    if (!api || app?.action !== 'update') throw new Error(`api, ${webApp} is not changed in place: ${app?.action}`)
    const limit = await limitOf(context)
    try {
      await applyStack(rehearsal, api)
      await live.restart()
      const after = await limitOf(context)
      if (after !== limit + 10) throw new Error(`the API tells a limit of ${after} runs a day, not ${limit + 10}`)
    } finally {
      await applyStack(rehearsal, stackNamed(rehearsal, 'api'))
      await live.restart()
    }
    return `changed in place: ${counts.join(', ')}; the API allows ${limit + 10} runs a day instead of ${limit}`
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
