import { setTimeout as delay } from 'node:timers/promises'
import { grantRole } from '../checks/caller-role'
import type { Check, CheckContext } from '../checks/check'
import { lastLines, refuseRun, slipway } from '../checks/cli'
import type { Run } from '../checks/run'
import { allMade, type Rehearsal } from '../rehearsal'
import { control } from '../simulator-control'

/** The clock is set so long before the schedule's next start, in milliseconds. */
const leadMs = 2_000
const pollMs = 1_000

export const scheduledRun: Check = {
  name: 'scheduled-run',
  limitSeconds: 240,
  async run(context) {
    const { rehearsal, azure } = context
    await grantRole(rehearsal, azure, rehearsal.platform.callers.granted, 'readAll')
    const before = new Set((await runs(context)).map(({ id }) => id))
    const next = await nextStart(context)
    await setClock(rehearsal, next.getTime() - leadMs)
    try {
      for (;;) {
        const run = (await runs(context)).find(({ id }) => !before.has(id))
        if (run && ['succeeded', 'failed', 'canceled'].includes(run.status)) {
          await refuseRun(context, run, 'succeeded')
          return `at ${next.toISOString()} the schedule submitted run ${run.id}: ${run.summary?.status}, objective ${run.summary?.objective}`
        }
        await delay(pollMs, undefined, { signal: context.signal })
      }
    } finally {
      await setClock(rehearsal, Date.now())
    }
  },
}

/** Everybody's runs: this one is the runbook's. */
async function runs(context: CheckContext): Promise<Run[]> {
  const { code, stdout, stderr } = await slipway(context, 'granted', 'list', '--all', '--json')
  if (code !== 0) throw new Error(`slipway list ended with ${code}: ${lastLines(stderr)}`)
  return JSON.parse(stdout).value
}

async function nextStart({ rehearsal, azure }: CheckContext): Promise<Date> {
  const schedule = allMade(rehearsal).find(({ address }) => address.startsWith('azurerm_automation_schedule.'))
  if (!schedule) throw new Error('no schedule is deployed')
  const { body } = await azure.call('GET', `https://management.azure.com${schedule.id}?api-version=2024-10-23`)
  const { nextRun } = (body as { properties: { nextRun: string | null } }).properties
  if (nextRun === null) throw new Error(`${schedule.stack}, ${schedule.address} has no next start`)
  return new Date(nextRun)
}

/** Moves the clock of the simulated Azure, by which schedules start and secrets expire. */
function setClock(rehearsal: Rehearsal, time: number): Promise<unknown> {
  return control(rehearsal, 'PUT', 'clock', { now: new Date(time).toISOString() })
}
