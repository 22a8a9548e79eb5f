import type { Usage } from '../assumptions'
import { type EstimateSettings, estimate } from '../model'
import type { Body, Stacks } from '../terraform'

/** Five runs of 15 minutes a day on the default node. */
export const usage: Usage = {
  runsPerDay: 5,
  minutesPerRun: 15,
  coldStartMinutes: 5,
  profile: 'small',
  logGbPerMonth: 1,
  blobGb: 5,
  imageGb: 3,
  spotDiscount: 0.7,
  eurPerUsd: 0.88,
}

export const profiles = {
  small: { nodeType: 'Standard_D4as_v5', spot: false },
  'small-spot': { nodeType: 'Standard_D4as_v5', spot: true },
}

export const injected = { virtual_network_id: 'network', storage_account_sku_name: 'Standard_LRS' }

/** A small platform as synthesised JSON; more resources by type and name. */
export function platform(more: Record<string, Record<string, Body>> = {}): Stacks {
  return {
    foundation: {
      resource: {
        azurerm_resource_group: { group: {} },
        azurerm_storage_account: { storage: { account_replication_type: 'LRS' } },
        azurerm_key_vault: { vault: {} },
        azurerm_container_registry: { registry: { sku: 'Basic' } },
        azurerm_log_analytics_workspace: { logs: { retention_in_days: 30 } },
        azurerm_service_plan: { plan: { os_type: 'Linux', sku_name: 'B1' } },
        azurerm_automation_account: { automation: {} },
        azurerm_databricks_workspace: {
          workspace: { sku: 'premium', custom_parameters: { ...injected, no_public_ip: false } },
        },
        ...more,
      },
    },
  }
}

export function report(changes: Partial<EstimateSettings> = {}) {
  return estimate({
    environment: 'prod',
    region: 'westeurope',
    stacks: platform(),
    usage,
    profiles,
    budgetPerMonth: 60,
    today: '2026-11-22',
    ...changes,
  })
}
