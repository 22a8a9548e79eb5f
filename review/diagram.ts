import type { Graph, Resource } from './graph'

/** Resources that a reader thinks of as parts, with the word for each; everything else is detail of one of them. */
const parts: Readonly<Record<string, string>> = {
  azurerm_storage_account: 'Storage',
  azurerm_key_vault: 'Key Vault',
  azurerm_container_registry: 'Container Registry',
  azurerm_virtual_network: 'Virtual network',
  azurerm_subnet: 'Subnet',
  azurerm_nat_gateway: 'NAT gateway',
  azurerm_log_analytics_workspace: 'Log Analytics',
  azurerm_application_insights: 'Application Insights',
  azurerm_user_assigned_identity: 'Identity',
  azuread_application: 'Entra application',
  azurerm_consumption_budget_subscription: 'Budget',
  azurerm_monitor_action_group: 'Action group',
  azurerm_databricks_workspace: 'Databricks workspace',
  docker_registry_image: 'Image',
  azurerm_automation_account: 'Automation account',
  azurerm_automation_runbook: 'Runbook',
  azurerm_automation_webhook: 'Webhook',
  azurerm_automation_schedule: 'Schedule',
  databricks_secret_scope: 'Secret scope',
  databricks_cluster_policy: 'Cluster policy',
  databricks_instance_pool: 'Pool',
  databricks_notification_destination: 'Notification destination',
  databricks_job: 'Job',
  azurerm_service_plan: 'App Service plan',
  azurerm_linux_web_app: 'Web app',
}

/** One box: resources of one kind in one stack that name the same parts and are named by the same parts. */
interface Box {
  readonly id: string
  readonly stack: string
  readonly label: string
  readonly members: readonly Resource[]
}

/** A Mermaid flowchart: a frame per stack, boxes for its parts, and an arrow from each part to the parts that it names. */
export function deploymentDiagram(graph: Graph): string {
  const shown = graph.resources(...Object.keys(parts))
  const arrows = shown.flatMap((from) => partsNamedBy(graph, from).map((to) => [from, to] as const))
  const boxes = boxesOf(graph, shown, arrows)
  const boxOf = (resource: Resource) => boxes.find(({ members }) => members.includes(resource))?.id ?? ''
  const frames = graph.stacks.flatMap((stack) => [
    `  subgraph ${stack}`,
    ...boxes.filter((box) => box.stack === stack).map(({ id, label }) => `    ${id}["${label}"]`),
    '  end',
  ])
  const lines = new Set(arrows.map(([from, to]) => `  ${boxOf(from)} --> ${boxOf(to)}`))
  return ['```mermaid', 'flowchart LR', ...frames, ...[...lines].sort(), '```'].join('\n')
}

type Arrow = readonly [from: Resource, to: Resource]

function boxesOf(graph: Graph, shown: readonly Resource[], arrows: readonly Arrow[]): readonly Box[] {
  const alike = new Map<string, Resource[]>()
  for (const resource of shown) {
    const ends = arrows.flatMap(([from, to]) =>
      from === resource ? [`> ${addressOf(to)}`] : to === resource ? [`< ${addressOf(from)}`] : [],
    )
    const key = [resource.stack, resource.type, ...ends.sort()].join('\n')
    alike.set(key, [...(alike.get(key) ?? []), resource])
  }
  return [...alike.values()].map((members) => {
    const [{ stack, type, name } = { stack: '', type: '', name: '' }] = members
    const names = members.map((member) => nameOf(graph, member)).sort()
    const id = `${stack}_${type}_${name}`.replace(/\W/g, '_')
    return { id, stack, label: [parts[type], ...names].join('<br>'), members }
  })
}

/** The parts that a part names, itself or by a detail in between (a permission, a secret, a token). */
function partsNamedBy(graph: Graph, resource: Resource): readonly Resource[] {
  const named = graph.targets(resource.stack, resource.attributes).flatMap((target) => {
    if (target.type in parts) return [target]
    if (target.type === 'azurerm_resource_group' || target.type.startsWith('data.')) return []
    return graph.targets(target.stack, target.attributes).filter(({ type }) => type in parts)
  })
  return [...new Set(named)].filter((target) => target !== resource)
}

const addressOf = ({ stack, type, name }: Resource) => `${stack}/${type}.${name}`

function nameOf(graph: Graph, { stack, type, name, attributes }: Resource): string {
  if (type === 'docker_registry_image') {
    const [image] = graph.targets(stack, attributes.name)
    return image?.name ?? name
  }
  const literal = [attributes.name, attributes.display_name].find((one) => one && !String(one).includes('${'))
  return String(literal ?? name)
}
