import type { FastifyInstance, FastifyRequest } from 'fastify'
import { checkAgainstPolicy, parsePolicyRules } from './cluster-policy-rules'
import { asName, asObjects, asText, optional } from './json-fields'
import { bodyOf, invalid, pick, queryOf } from './request-fields'
import { DatabricksError, type Json, type Principal, type Workspace } from './workspace'

interface Policy {
  readonly id: string
  readonly creator: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly settings: Json
}

const fields = ['name', 'definition', 'description', 'max_clusters_per_user', 'libraries']

/** Cluster policies, and the rule that a cluster obeys the policy it names or may be created without one. */
export function registerClusterPolicies(app: FastifyInstance, workspace: Workspace): void {
  const policies = workspace.store.collection<Policy>('cluster-policies')
  const path = '/api/2.0/policies/clusters'

  function find(fields: Json): Policy {
    const id = asName(fields.policy_id, 'policy_id')
    const policy = policies.get(id)
    if (policy) return policy
    throw new DatabricksError(404, 'RESOURCE_DOES_NOT_EXIST', `Can't find a cluster policy with id: ${id}.`)
  }

  function requireAdmin(request: FastifyRequest): Principal {
    const principal = workspace.principalOf(request)
    if (principal.admin) return principal
    throw new DatabricksError(403, 'PERMISSION_DENIED', 'Only workspace admins may manage cluster policies.')
  }

  function checked(body: Json, id?: string): Json {
    const name = asName(body.name, 'name')
    if (policies.values().some((policy) => policy.settings.name === name && policy.id !== id)) {
      throw new DatabricksError(400, 'RESOURCE_ALREADY_EXISTS', `A cluster policy named ${name} already exists.`)
    }
    if (body.policy_family_id != null)
      throw invalid('policy_family_id: this workspace has no policy families; give a definition')
    parsePolicyRules(asName(body.definition, 'definition'))
    optional(body.description, 'description', asText)
    asObjects(body.libraries, 'libraries')
    const perUser = body.max_clusters_per_user
    if (perUser != null && !(Number.isSafeInteger(perUser) && Number(perUser) > 0)) {
      throw invalid('max_clusters_per_user must be greater than 0')
    }
    return pick(body, fields)
  }

  app.post(`${path}/create`, (request) => {
    const principal = requireAdmin(request)
    const settings = checked(bodyOf(request))
    const id = workspace.nextUuid().replaceAll('-', '').slice(0, 16).toUpperCase()
    workspace.permissions.created('cluster-policies', id, principal)
    policies.put(id, { id, creator: principal.name, createdAt: workspace.now(), settings })
    return { policy_id: id }
  })

  app.post(`${path}/edit`, (request) => {
    requireAdmin(request)
    const body = bodyOf(request)
    const policy = find(body)
    policies.put(policy.id, { ...policy, settings: checked(body, policy.id) })
    return {}
  })

  app.post(`${path}/delete`, (request) => {
    requireAdmin(request)
    const { id } = find(bodyOf(request))
    policies.delete(id)
    workspace.permissions.deleted('cluster-policies', id)
    return {}
  })

  app.get(`${path}/get`, (request) => {
    const principal = workspace.principalOf(request)
    const policy = find(queryOf(request))
    workspace.permissions.require(principal, 'cluster-policies', policy.id, 'CAN_USE')
    return view(policy)
  })

  app.get(`${path}/list`, (request) => {
    const principal = workspace.principalOf(request)
    const query = queryOf(request)
    const column = oneOf(query, 'sort_column', ['POLICY_CREATION_TIME', 'POLICY_NAME'])
    const order = oneOf(query, 'sort_order', ['DESC', 'ASC'])
    const usable = policies
      .values()
      .filter((policy) => workspace.permissions.allows(principal, 'cluster-policies', policy.id, 'CAN_USE'))
      .sort((one, other) =>
        column === 'POLICY_NAME'
          ? String(one.settings.name).localeCompare(String(other.settings.name))
          : one.createdAt - other.createdAt,
      )
    if (order === 'DESC') usable.reverse()
    return { policies: usable.map(view), total_count: usable.length }
  })

  workspace.clusterRules.push((cluster, principal) => {
    if (cluster.policy_id == null || cluster.policy_id === '') {
      if (workspace.identities.entitled(principal, 'allow-cluster-create')) return cluster
      throw new DatabricksError(
        403,
        'PERMISSION_DENIED',
        `You are not authorized to create clusters. Please contact your administrator. (User ${principal.name} needs a cluster policy with CAN_USE or the entitlement allow-cluster-create.)`,
      )
    }
    const { id, settings } = find(cluster)
    workspace.permissions.require(principal, 'cluster-policies', id, 'CAN_USE')
    return checkAgainstPolicy(cluster, parsePolicyRules(asName(settings.definition, 'definition')))
  })
}

function view({ id, creator, createdAt, settings }: Policy): Json {
  return { policy_id: id, creator_user_name: creator, created_at_timestamp: createdAt, is_default: false, ...settings }
}

/** @returns the query's value, or the first that is allowed where there is none. */
function oneOf(query: Json, name: string, allowed: readonly string[]): string | undefined {
  const value = optional(query[name], name, asText) ?? allowed[0]
  if (value === undefined || !allowed.includes(value)) throw invalid(`${name} must be one of ${allowed.join(', ')}`)
  return value
}
