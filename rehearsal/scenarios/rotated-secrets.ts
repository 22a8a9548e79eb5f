import { join } from 'node:path'
import type { Change } from '../../deploy/terraform'
import type { Environment } from '../../environments/environment'
import { addMonths, isoDate } from '../../environments/rules/dates'
import type { Check, CheckContext } from '../checks/check'
import { exitCodes, lastLines, refuseRun, slipway } from '../checks/cli'
import { failureReachesTeams } from '../checks/failure-reaches-teams'
import { modelIsSolved } from '../checks/model-is-solved'
import { endingInTime } from '../checks/within-time'
import { applyStack } from '../deployment'
import { stackNamed } from '../rehearsal'
import { withSettings } from './changed-environment'
import { plannedChanges } from './planned-changes'

const model = join('samples', 'facility-location', 'small.mps')
/** Those that hold a secret, in the order of deployment. */
const stacks = ['images', 'jobs', 'api']

/** What a new date or generation must make anew. */
const secrets: Readonly<Record<string, readonly string[]>> = {
  images: ['azurerm_container_registry_token_password.push-token'],
  jobs: [
    'azurerm_container_registry_token_password.secrets_pull-token-2',
    'azurerm_automation_webhook.webhook',
    'azurerm_key_vault_secret.secrets_grant-keys_generation-2',
  ],
}

/** Every secret is made anew by `npm run dates` and a raised generation, while callers submit runs, of which none fails. */
export const rotatedSecrets: Check = {
  name: 'rotated-secrets',
  limitSeconds: 600,
  async run(context) {
    const { live, signal } = context
    const rehearsal = endingInTime(context)
    const rotated = await withSettings(rehearsal, 'rotated-secrets', renewed(rehearsal.environment), signal)
    const callers = keepSubmitting(context)
    let solved = 0
    try {
      for (const name of stacks) {
        const stack = rotated.find((one) => one.name === name)
        if (!stack) throw new Error(`there is no stack ${name}`)
        refuseKept(name, await plannedChanges(rehearsal, stack))
        await applyStack(rehearsal, stack)
      }
      // App Service takes up a secret's new version within a day, or when it starts.
      await live.restart(signal)
      await modelIsSolved.run(context)
      await failureReachesTeams.run(context)
      solved = await callers.stop()
    } finally {
      await callers.stop().catch(() => {})
    }
    return `registry tokens, webhook and grant key are new; ${solved} runs were solved meanwhile, and none failed`
  },
  repair: {
    limitSeconds: 600,
    async run(context) {
      const rehearsal = endingInTime(context)
      for (const name of stacks) await applyStack(rehearsal, stackNamed(rehearsal, name))
      await context.live.restart(context.signal)
    },
  },
}

function renewed({ dates, secretGeneration }: Environment): Partial<Environment> {
  const monthLater = (date: string) => isoDate(addMonths(new Date(date), 1))
  return {
    secretGeneration: secretGeneration + 1,
    dates: {
      ...dates,
      webhookExpiry: monthLater(dates.webhookExpiry),
      registryTokenExpiry: monthLater(dates.registryTokenExpiry),
    },
  }
}

function refuseKept(stack: string, changes: readonly Change[]): void {
  const anew = changes.filter(({ action }) => action === 'create' || action === 'replace').map(({ address }) => address)
  const kept = (secrets[stack] ?? []).filter((secret) => !anew.some((address) => address.startsWith(secret)))
  if (kept.length > 0) throw new Error(`${stack}: ${kept.join(', ')} would be kept`)
}

/** Submits one run after the other until it is told to stop. @returns of `stop`: how many were solved */
function keepSubmitting(context: CheckContext): { stop(): Promise<number> } {
  let stopping = false
  const all = (async () => {
    let solved = 0
    while (!stopping) {
      const { code, stdout, stderr } = await slipway(context, 'granted', 'submit', model, '--wait', '--json')
      // The API restarts once: who cannot submit tries again, and no run is lost.
      if (code === exitCodes.unavailable) continue
      if (code !== exitCodes.ok && code !== exitCodes.runFailed)
        throw new Error(`slipway submit ended with ${code}: ${lastLines(stderr)}`)
      await refuseRun(context, JSON.parse(stdout), 'succeeded')
      solved++
    }
    return solved
  })()
  // Told when it is asked for.
  all.catch(() => {})
  return {
    stop() {
      stopping = true
      return all
    },
  }
}
