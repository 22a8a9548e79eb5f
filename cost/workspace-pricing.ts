import { assumptions, billedMinutesPerRun, runsPerMonth } from './assumptions'
import { type Component, type Context, monthHours, type Pricing, standing } from './component'
import { nodeTypes } from './node-types'
import { findPrice } from './price-table'
import { type Body, blocks, list, text } from './terraform'

/**
 * A workspace has no price; what its managed resource group holds has: the nodes of the runs, its own storage, and,
 * in a network that Databricks manages, a NAT gateway.
 */
export const workspace: Pricing = (body, context) => {
  const { usage, profile } = context
  const sku = text(body, 'sku')
  const custom = blocks(body, 'custom_parameters')[0] ?? {}
  const publicNodes = custom.no_public_ip === false
  const hours = (runsPerMonth(usage) * billedMinutesPerRun(usage)) / 60
  const { nodeType, spot } = profile
  const size = nodeTypes[nodeType]
  const vm: Component = {
    name: `nodes ${nodeType}${spot ? ', spot' : ''}`,
    meter: `vm/${nodeType}`,
    quantity: hours,
    part: 'runs',
    hidden: true,
    ...(spot ? { factor: 1 - usage.spotDiscount } : {}),
  }
  const copies = text(custom, 'storage_account_sku_name', 'Standard_GRS').replace('Standard_', '')

  return [
    vm,
    size
      ? ofRuns(`Databricks units, ${sku}`, `dbu-jobs/${sku}`, hours * size.dbuPerHour)
      : { name: 'Databricks units', unpriced: `no node type "${nodeType}" in cost/node-types.ts` },
    ofRuns('disks of nodes', 'node-disks', hours),
    ...(publicNodes ? [ofRuns('public addresses of nodes', 'public-ip', hours)] : []),
    { name: 'root storage', meter: `blob-data/${copies}`, quantity: assumptions.dbfsGb, part: 'fixed', hidden: true },
    ...(custom.virtual_network_id === undefined && !publicNodes ? hiddenNat(context) : []),
    ...(blocks(body, 'enhanced_security_compliance').length > 0
      ? [{ name: 'enhanced security', unpriced: 'the surcharge on Databricks units is not in the table' }]
      : []),
  ]
}

export const natGateway: Pricing = (_body, { usage, resources }) => {
  const subnets = resources.filter(({ type, body }) => type === 'azurerm_subnet' && isDatabricksSubnet(body))
  const besideStorage =
    subnets.length > 0 && subnets.every(({ body }) => list(body, 'service_endpoints').includes('Microsoft.Storage'))
  const gb = besideStorage ? assumptions.nodeDownloadGbBesideStorage : assumptions.nodeDownloadGb
  return [
    standing('gateway', 'nat-gateway/hours', 1),
    { name: 'data', meter: 'nat-gateway/data', quantity: runsPerMonth(usage) * gb, part: 'runs' },
  ]
}

/** Idle nodes are billed as virtual machines with disks, without Databricks units. */
export const instancePool: Pricing = (body, { usage, profile }) => {
  const nodeType = text(body, 'node_type_id')
  const minIdle = body.min_idle_instances ?? 0
  const idleMinutes = body.idle_instance_autotermination_minutes
  if (typeof minIdle !== 'number' || typeof idleMinutes !== 'number') {
    return [{ name: 'idle nodes', unpriced: 'the size of the pool is known only to Terraform' }]
  }
  const always = minIdle * monthHours
  // At worst every run leaves its node idle for the whole time; nodes that are kept anyway are counted already.
  const after = nodeType === profile.nodeType && minIdle === 0 ? (runsPerMonth(usage) * idleMinutes) / 60 : 0
  const lines = (name: string, hours: number, part: Component['part']): Component[] =>
    hours === 0
      ? []
      : [
          { name: `${name} ${nodeType}`, meter: `vm/${nodeType}`, quantity: hours, part, hidden: true },
          { name: `disks of ${name}`, meter: 'node-disks', quantity: hours, part, hidden: true },
        ]
  return [...lines('idle nodes', always, 'fixed'), ...lines('nodes idle after runs', after, 'runs')]
}

/** A node type without a price must not slip in by a job. */
export const job: Pricing = (body, { region }) => {
  const unknown = nodeTypesOf(body).filter((nodeType) => !nodeTypes[nodeType] || !findPrice(`vm/${nodeType}`, region))
  return unknown.length === 0
    ? [{ name: 'runs', free: 'its runs are priced with the workspace' }]
    : unknown.map((nodeType) => ({ name: `nodes ${nodeType}`, unpriced: `no price of ${nodeType} in ${region}` }))
}

function ofRuns(name: string, meter: string, quantity: number): Component {
  return { name, meter, quantity, part: 'runs', hidden: true }
}

function hiddenNat({ usage }: Context): Component[] {
  return [
    standing('hidden NAT gateway', 'nat-gateway/hours', 1, true),
    standing('address of the hidden NAT gateway', 'public-ip', 1, true),
    ofRuns('data through the hidden NAT gateway', 'nat-gateway/data', runsPerMonth(usage) * assumptions.nodeDownloadGb),
  ]
}

function isDatabricksSubnet(body: Body): boolean {
  return blocks(body, 'delegation').some((delegation) =>
    blocks(delegation, 'service_delegation').some((service) =>
      text(service, 'name').startsWith('Microsoft.Databricks'),
    ),
  )
}

/** Every `node_type_id` anywhere in a job. */
function nodeTypesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'node_type_id' && typeof inner === 'string' ? [inner] : nodeTypesOf(inner),
  )
}
