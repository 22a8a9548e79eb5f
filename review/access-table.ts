import type { Graph, Resource } from './graph'
import { markdownTable } from './table'

/** Who may do what, and which network they come from: one row a right. */
export interface AccessRow {
  readonly identity: string
  readonly resource: string
  readonly right: string
  /** The way there; `blocked` where the resource's firewall lets the identity's network not in. */
  readonly path: string
}

const registries = 'azurerm_container_registry'
const internet = 'Internet, by token'

/** The rights of every identity, read from the synthesised deployment and nothing else. */
export function accessRows(graph: Graph): readonly AccessRow[] {
  const rows = [
    ...roleAssignments(graph),
    ...appRoles(graph),
    ...registryTokens(graph),
    ...databricksPermissions(graph),
    ...federations(graph),
  ]
  return rows.sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'en'))
}

export function accessTable(graph: Graph): string {
  const rows = accessRows(graph).map(({ identity, resource, right, path }) => [identity, resource, right, path])
  return markdownTable(['identity', 'resource', 'right', 'path'], rows)
}

/** The firewalls: what is let in where everything else is refused. */
export function networkTable(graph: Graph): string {
  const rows = graph.resources('azurerm_storage_account', 'azurerm_key_vault').map((resource) => {
    const { otherwise, subnets, addresses, bypass } = firewallOf(graph, resource)
    return [nameOf(resource), otherwise, subnets.map(nameOf).join(', '), addresses.join(', '), bypass]
  })
  return markdownTable(['resource', 'otherwise', 'subnets', 'addresses', 'passes by'], rows)
}

const keyOf = ({ identity, resource, right }: AccessRow) => `${identity} | ${resource} | ${right}`

function roleAssignments(graph: Graph): AccessRow[] {
  return graph.resources('azurerm_role_assignment').map(({ stack, attributes }) => {
    const identity = principalOf(graph, stack, attributes.principal_id)
    const scope = graph.targets(stack, attributes.scope)[0]
    return {
      identity: identity.name,
      resource: scope ? nameOf(scope) : String(attributes.scope),
      right: String(attributes.role_definition_name),
      path: scope ? pathTo(graph, scope, identity) : internet,
    }
  })
}

function appRoles(graph: Graph): AccessRow[] {
  return graph.resources('azuread_app_role_assignment').map(({ stack, attributes }) => ({
    identity: principalOf(graph, stack, attributes.principal_object_id).name,
    resource: 'API',
    // The id is made from the role's value, or looked up by it.
    right: /Runs\.[\w.]+/.exec(String(attributes.app_role_id))?.[0] ?? String(attributes.app_role_id),
    path: internet,
  }))
}

function registryTokens(graph: Graph): AccessRow[] {
  return graph.resources('azurerm_container_registry_token').flatMap((token) => {
    const registry = graph.targets(token.stack, token.attributes.container_registry_name).find(isOf(registries))
    const scopeMap = graph.targets(token.stack, token.attributes.scope_map_id)[0]
    const actions = (scopeMap?.attributes.actions ?? []) as readonly string[]
    return byRepository(actions).map((right) => ({
      identity: `registry token ${token.attributes.name}`,
      resource: registry ? nameOf(registry) : String(token.attributes.container_registry_name),
      right,
      path: 'Internet, by password',
    }))
  })
}

/** `repositories/api/content/read` and `…/metadata/read` as `api: content/read, metadata/read`. */
function byRepository(actions: readonly string[]): string[] {
  const rights = new Map<string, string[]>()
  for (const action of actions) {
    const [, repository = '', right = ''] = /^repositories\/(.+)\/(\w+\/\w+)$/.exec(action) ?? [undefined, action, '']
    rights.set(repository, [...(rights.get(repository) ?? []), right])
  }
  return [...rights].map(([repository, all]) => `${repository}: ${all.join(', ')}`)
}

function databricksPermissions(graph: Graph): AccessRow[] {
  const granted = graph.resources('databricks_permissions').flatMap(({ stack, attributes }) => {
    const [object] = graph.targets(stack, [
      attributes.job_id,
      attributes.cluster_policy_id,
      attributes.instance_pool_id,
    ])
    const controls = attributes.access_control as readonly Record<string, unknown>[]
    return controls.map(({ service_principal_name, permission_level }) => ({
      identity: principalOf(graph, stack, service_principal_name).name,
      resource: object ? nameOf(object) : '?',
      right: String(permission_level),
      path: internet,
    }))
  })
  const secrets = graph.resources('databricks_secret_acl').map(({ stack, attributes }) => {
    const scope = graph.targets(stack, attributes.scope)[0]
    return {
      identity: principalOf(graph, stack, attributes.principal).name,
      resource: `secret scope ${scope?.attributes.name ?? attributes.scope}`,
      right: String(attributes.permission),
      path: 'inside the workspace',
    }
  })
  const runs = graph.resources('databricks_job').map((job) => {
    const { service_principal_name } = job.attributes.run_as as Record<string, unknown>
    return {
      identity: principalOf(graph, job.stack, service_principal_name).name,
      resource: nameOf(job),
      right: 'runs as',
      path: 'inside the workspace',
    }
  })
  return [...granted, ...secrets, ...runs]
}

function federations(graph: Graph): AccessRow[] {
  return graph.resources('azuread_application_federated_identity_credential').map(({ stack, attributes }) => {
    const application = graph.targets(stack, attributes.application_id)[0]
    return {
      identity: principalOf(graph, stack, attributes.subject).name,
      resource: `application ${application?.attributes.display_name ?? attributes.application_id}`,
      right: 'signs as it',
      path: internet,
    }
  })
}

interface Principal {
  readonly name: string
  /** The identity in Azure, where it is one of ours. */
  readonly identity?: Resource
  readonly isDeployer: boolean
}

function principalOf(graph: Graph, stack: string, expression: unknown): Principal {
  const [target] = graph.targets(stack, expression)
  if (target === undefined) return { name: `object ${expression}`, isDeployer: false }
  if (target.type === 'data.azurerm_client_config') return { name: 'deployer', isDeployer: true }
  if (target.type === 'databricks_service_principal') {
    return principalOf(graph, target.stack, target.attributes.application_id)
  }
  return { name: nameOf(target), identity: target, isDeployer: false }
}

function pathTo(graph: Graph, resource: Resource, { identity, isDeployer }: Principal): string {
  const { otherwise, subnets, addresses } = firewallOf(graph, resource)
  if (otherwise !== 'Deny') return internet
  if (isDeployer) return addresses.length > 0 ? `address ${addresses.join(', ')}` : 'blocked'
  const admitted = homesOf(graph, identity).filter((home) => subnets.includes(home))
  return admitted.length > 0 ? `subnet ${admitted.map(nameOf).join(', ')}` : 'blocked'
}

/** Subnets in which workloads with this identity live. */
function homesOf(graph: Graph, identity: Resource | undefined): readonly Resource[] {
  return graph
    .resources('azurerm_linux_web_app')
    .filter(({ stack, attributes }) => identity && graph.targets(stack, attributes.identity).includes(identity))
    .flatMap(({ stack, attributes }) => graph.targets(stack, attributes.virtual_network_subnet_id))
}

function firewallOf(graph: Graph, { stack, attributes }: Resource) {
  const rules = (attributes.network_rules ?? attributes.network_acls ?? {}) as Record<string, unknown>
  return {
    otherwise: String(rules.default_action ?? 'Allow'),
    subnets: graph.targets(stack, rules.virtual_network_subnet_ids),
    addresses: (rules.ip_rules ?? []) as readonly string[],
    bypass: [rules.bypass ?? []].flat().join(', '),
  }
}

function nameOf({ type, name, attributes }: Resource): string {
  const kind = type === 'databricks_job' ? 'job ' : type === 'databricks_cluster_policy' ? 'cluster policy ' : ''
  return `${kind}${attributes.name ?? attributes.display_name ?? name}`
}

function isOf(type: string): (resource: Resource) => boolean {
  return (resource) => resource.type === type
}
