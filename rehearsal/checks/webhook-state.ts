import type { AzureClient } from '../azure-client'
import { allMade, type Rehearsal } from '../rehearsal'

/**
 * Why the webhook that Databricks calls takes nothing, with what to do; undefined where it would. Its own answer does
 * not tell, so that nobody who guesses addresses learns anything.
 */
export async function whyWebhookRefuses(rehearsal: Rehearsal, azure: AzureClient): Promise<string | undefined> {
  for (const { stack, address, id } of allMade(rehearsal)) {
    if (!address.startsWith('azurerm_automation_webhook.')) continue
    const { status, body } = await azure.call('GET', `https://management.azure.com${id}?api-version=2015-10-31`)
    const place = `${stack}, ${address}`
    if (status === 404) return `${place} is gone\n    remedy: deploy ${stack} again`
    const { isEnabled, expiryTime } = (body as { properties: { isEnabled: boolean; expiryTime: string } }).properties
    if (!isEnabled) return `${place} is disabled\n    remedy: enable it (enabled = true) and deploy ${stack}`
    if (Date.parse(expiryTime) <= Date.now())
      return `${place} expired at ${expiryTime}\n    remedy: move dates.webhookExpiry of the environment and deploy ${stack}`
  }
  return undefined
}
