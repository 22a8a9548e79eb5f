import { failureReachesTeams } from '../checks/failure-reaches-teams'
import { theOne } from './changed-stack'
import { planted } from './plant'

/** Databricks reports failed runs to an address that no longer listens. */
export const webhookDisabled = planted({
  name: 'webhook-disabled',
  limitSeconds: 400,
  stack: 'jobs',
  change(resources) {
    theOne(resources, 'azurerm_automation_webhook', 'webhook').block.enabled = false
  },
  shows: failureReachesTeams.run,
  told: { resource: 'azurerm_automation_webhook.webhook', remedy: /remedy: .*enable/ },
})
