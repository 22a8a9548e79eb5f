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

/** A Mermaid flowchart: a box per stack, its parts, and an arrow from each part to the parts that it names. */
export function deploymentDiagram(graph: Graph): string {
  const shown = graph.resources(...Object.keys(parts))
  const lines = graph.stacks.flatMap((stack) => {
    const own = shown.filter((resource) => resource.stack === stack)
    return [`  subgraph ${stack}`, ...own.map((resource) => `    ${idOf(resource)}["${labelOf(resource)}"]`), '  end']
  })
  const arrows = shown.flatMap((resource) =>
    graph
      .targets(resource.stack, resource.attributes)
      .flatMap((target) => partsBehind(graph, target))
      .filter((target) => target !== resource)
      .map((target) => `  ${idOf(resource)} --> ${idOf(target)}`),
  )
  return ['```mermaid', 'flowchart LR', ...lines, ...[...new Set(arrows)].sort(), '```'].join('\n')
}

/** The part itself, or the parts that a detail in between names (a secret names its scope, an image its registry). */
function partsBehind(graph: Graph, resource: Resource): readonly Resource[] {
  if (resource.type in parts) return [resource]
  if (resource.type === 'azurerm_resource_group' || resource.type.startsWith('data.')) return []
  return graph.targets(resource.stack, resource.attributes).filter(({ type }) => type in parts)
}

const idOf = ({ stack, type, name }: Resource) => `${stack}_${type}_${name}`.replace(/\W/g, '_')

function labelOf({ type, name, attributes }: Resource): string {
  const literal = [attributes.name, attributes.display_name].find((one) => one && !String(one).includes('${'))
  return `${parts[type]}<br>${literal ?? name}`
}
