import { App } from 'cdktf'
import { dev } from './environments/dev'
import type { Environment } from './environments/environment'
import { prod } from './environments/prod'
import { Foundation } from './stacks/foundation'

/** Makes every stack of the environment. */
export function compose(app: App, environment: Environment): void {
  const { name, subscriptionId, logs, ...settings } = environment
  new Foundation(app, 'foundation', {
    space: { environment: name, subscriptionId },
    ...settings,
    logRetentionDays: logs.retentionDays,
    logDailyQuotaGb: logs.dailyQuotaGb,
  })
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
