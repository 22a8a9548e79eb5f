import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App } from 'cdktf'
import { runbooks } from './apps/runbook/contract'
import { tagStacks } from './constructs/tags'
import { dev } from './environments/dev'
import type { Environment } from './environments/environment'
import { prod } from './environments/prod'
import { Databricks } from './stacks/databricks'
import { Foundation } from './stacks/foundation'
import { Notifications } from './stacks/notifications'

/** Makes every stack of the environment. */
export function compose(app: App, environment: Environment): void {
  const { name, subscriptionId, location, state, owner, tags } = environment
  const space = { environment: name, subscriptionId }
  const foundation = new Foundation(app, 'foundation', { ...environment, space })
  const place = {
    space,
    location,
    state,
    resourceGroupName: foundation.resourceGroupName,
    logAnalyticsWorkspaceId: foundation.logAnalyticsWorkspaceId,
  }
  new Databricks(app, 'databricks', {
    ...place,
    variant: environment.network.variant,
    network: foundation.network,
  })
  new Notifications(app, 'notifications', {
    ...place,
    notifications: environment.notifications,
    identity: foundation.identities.runbook,
    entraClientId: foundation.entraClientId,
    runbooks: { notify: runbookText(runbooks.notify.file), submit: runbookText(runbooks.submit.file) },
  })
  tagStacks(app, { ...tags, environment: name, owner, product: 'slipway' })
}

function runbookText(file: string): string {
  return readFileSync(join(__dirname, 'apps/runbook', file), 'utf8')
}

if (require.main === module) {
  const environments = { dev, prod }
  const name = process.env.SLIPWAY_ENVIRONMENT ?? 'dev'
  const environment = Object.values(environments).find((candidate) => candidate.name === name)
  if (!environment) {
    throw new Error(`SLIPWAY_ENVIRONMENT is "${name}"; it must be one of ${Object.keys(environments).join(', ')}`)
  }
  const app = new App()
  compose(app, environment)
  app.synth()
}
