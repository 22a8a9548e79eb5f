import { alertPricing } from './alert-pricing'
import { assumptions, runsPerMonth } from './assumptions'
import { type Component, type Pricing, standing, type Unpriced } from './component'
import { blocks, number, text } from './terraform'
import { instancePool, job, natGateway, workspace } from './workspace-pricing'

const tenThousand = 10_000

/** How each resource type is priced. */
export const resourcePricing: Readonly<Record<string, Pricing>> = {
  ...alertPricing,
  azurerm_databricks_workspace: workspace,
  azurerm_nat_gateway: natGateway,
  databricks_instance_pool: instancePool,
  databricks_job: job,

  azurerm_service_plan(body) {
    const instances = number(body, 'worker_count', 1)
    if (text(body, 'os_type') !== 'Linux') return [unpriced('plan', 'only Linux plans have a price here')]
    if (instances === undefined) return [unpriced('plan', 'the number of instances is known only to Terraform')]
    return [standing(`plan ${text(body, 'sku_name')}`, `app-service/${text(body, 'sku_name')}`, instances)]
  },

  azurerm_container_registry(body, { usage }) {
    const sku = text(body, 'sku')
    // Source: infracost container_registry_test.golden and Azure's page on service tiers.
    const includedGb = { Basic: 10, Standard: 100, Premium: 500 }[sku] ?? 0
    const replicas = blocks(body, 'georeplications').length
    return [
      { name: `registry ${sku}`, meter: `registry/${sku}`, quantity: 1, part: 'fixed' },
      ...several('replicas', 'registry/replica', replicas),
      ...several('images beyond the included size', 'registry/storage', Math.max(0, usage.imageGb - includedGb)),
    ]
  },

  azurerm_storage_account(body, { usage, resources }, resource) {
    if (!isFirst(resource, resources)) return [unpriced('data', 'usage is declared for one storage account')]
    const copies = text(body, 'account_replication_type')
    const runs = runsPerMonth(usage)
    const fixed = (name: string, meter: string, quantity: number): Component => ({
      name,
      meter,
      quantity,
      part: 'fixed',
    })
    const perRun = (name: string, meter: string, units: number): Component => ({
      name,
      meter,
      quantity: runs * units,
      part: 'runs',
    })
    const { blobWritesPerRun, blobWritesPerRunMinute, blobReadsPerRun, blobReadsPerRunMinute } = assumptions
    const writes = blobWritesPerRun + blobWritesPerRunMinute * usage.minutesPerRun
    const reads = blobReadsPerRun + blobReadsPerRunMinute * usage.minutesPerRun
    return [
      fixed('blobs', `blob-data/${copies}`, usage.blobGb),
      fixed('table', `table-data/${copies}`, assumptions.tableGb),
      fixed('table operations', `table-operations/${copies}`, assumptions.tableOperationsPerMonth / tenThousand),
      perRun('blob writes', `blob-writes/${copies}`, writes / tenThousand),
      perRun('blob reads', `blob-reads/${copies}`, reads / tenThousand),
      perRun('table operations of runs', `table-operations/${copies}`, assumptions.tableOperationsPerRun / tenThousand),
      perRun('results that leave Azure', 'egress', assumptions.egressGbPerRun),
    ]
  },

  azurerm_key_vault: () => [
    {
      name: 'operations',
      meter: 'key-vault/operations',
      quantity: assumptions.keyVaultOperationsPerMonth / tenThousand,
      part: 'fixed',
    },
  ],

  azurerm_log_analytics_workspace(body, { usage, resources }, resource) {
    if (!isFirst(resource, resources)) return [unpriced('logs', 'usage is declared for one workspace')]
    const days = number(body, 'retention_in_days', 30)
    if (days === undefined) return [unpriced('logs', 'the retention is known only to Terraform')]
    const keptGb = (usage.logGbPerMonth * Math.max(0, days - 31)) / 30
    return [
      { name: 'ingestion', meter: 'log-analytics/ingestion', quantity: usage.logGbPerMonth, part: 'fixed' },
      ...several('retention over 31 days', 'log-analytics/retention', keptGb),
    ]
  },

  azurerm_automation_account: (_body, { usage }) => [
    {
      name: 'run time of runbooks',
      meter: 'automation/minutes',
      quantity: runsPerMonth(usage) * assumptions.automationMinutesPerRun,
      part: 'runs',
    },
  ],

  azurerm_public_ip: (body) =>
    text(body, 'sku', 'Standard') === 'Standard'
      ? [standing('address', 'public-ip', 1)]
      : [unpriced('address', 'only standard addresses have a price here')],

  azurerm_private_endpoint: (_body, { usage }) => [
    standing('endpoint', 'private-endpoint/hours', 1),
    { name: 'data', meter: 'private-endpoint/data', quantity: usage.blobGb, part: 'fixed' },
  ],

  azurerm_private_dns_zone: () => [{ name: 'zone', meter: 'private-dns-zone', quantity: 1, part: 'fixed' }],

  azurerm_monitor_diagnostic_setting: (body) =>
    ['storage_account_id', 'eventhub_authorization_rule_id', 'partner_solution_id'].some((key) => body[key] != null)
      ? [unpriced('export', 'only export to Log Analytics is priced here, as ingestion')]
      : [{ name: 'export', free: 'billed as Log Analytics ingestion' }],
}

function several(name: string, meter: string, quantity: number): Component[] {
  return quantity > 0 ? [{ name, meter, quantity, part: 'fixed' }] : []
}

function unpriced(name: string, reason: string): Unpriced {
  return { name, unpriced: reason }
}

function isFirst(resource: { type: string; address: string }, all: readonly { type: string; address: string }[]) {
  return all.find(({ type }) => type === resource.type)?.address === resource.address
}
