import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asCount, asFlag, asName, asObject, asObjects, asText, optional } from './json-fields'
import { bodyOf, invalid, pick, queryOf } from './request-fields'
import { DatabricksError, type Json, type Workspace } from './workspace'

interface Pool {
  readonly id: string
  readonly settings: Json
}

/** What `edit` may change; a pool keeps the rest for life. */
const mutable = [
  'instance_pool_name',
  'min_idle_instances',
  'max_capacity',
  'idle_instance_autotermination_minutes',
  'custom_tags',
]
const fixed = [
  'node_type_id',
  'azure_attributes',
  'preloaded_spark_versions',
  'preloaded_docker_images',
  'disk_spec',
  'enable_elastic_disk',
]

/** Instance pools, and what a cluster takes over from its pool. No machine idles here: a pool changes no start time. */
export function registerInstancePools(app: FastifyInstance, workspace: Workspace): void {
  const pools = workspace.store.collection<Pool>('instance-pools')
  const path = '/api/2.0/instance-pools'

  function find(fields: Json): Pool {
    const id = asName(fields.instance_pool_id, 'instance_pool_id')
    const pool = pools.get(id)
    if (pool) return pool
    throw new DatabricksError(404, 'RESOURCE_DOES_NOT_EXIST', `Can't find an instance pool with id: ${id}.`)
  }

  function findFor(request: FastifyRequest, fields: Json, level: string): Pool {
    const principal = workspace.principalOf(request)
    const pool = find(fields)
    workspace.permissions.require(principal, 'instance-pools', pool.id, level)
    return pool
  }

  function refuseUsedName(name: string, id?: string): void {
    if (!pools.values().some((pool) => pool.settings.instance_pool_name === name && pool.id !== id)) return
    throw new DatabricksError(400, 'RESOURCE_ALREADY_EXISTS', `An instance pool named ${name} already exists.`)
  }

  app.post(`${path}/create`, (request) => {
    const principal = workspace.principalOf(request)
    if (!workspace.identities.entitled(principal, 'allow-instance-pool-create')) {
      throw new DatabricksError(403, 'PERMISSION_DENIED', 'You are not authorized to create instance pools.')
    }
    const body = bodyOf(request)
    const settings = checked(body)
    refuseUsedName(asName(settings.instance_pool_name, 'instance_pool_name'))
    const id = `${workspace.nextUuid().slice(0, 13)}-pool-${workspace.nextUuid().slice(0, 8)}`
    workspace.permissions.created('instance-pools', id, principal)
    pools.put(id, { id, settings })
    return { instance_pool_id: id }
  })

  app.post(`${path}/edit`, (request) => {
    const body = bodyOf(request)
    const pool = findFor(request, body, 'CAN_MANAGE')
    const settings = checked({ ...pick(pool.settings, fixed), ...body })
    refuseUsedName(asName(settings.instance_pool_name, 'instance_pool_name'), pool.id)
    const changed = fixed.filter((field) => !equal(settings[field], pool.settings[field]))
    if (changed.length > 0) throw invalid(`${changed.join(', ')} of an instance pool cannot be changed`)
    pools.put(pool.id, { id: pool.id, settings })
    return {}
  })

  app.post(`${path}/delete`, (request) => {
    const pool = findFor(request, bodyOf(request), 'CAN_MANAGE')
    pools.delete(pool.id)
    workspace.permissions.deleted('instance-pools', pool.id)
    return {}
  })

  app.get(`${path}/get`, (request) => view(findFor(request, queryOf(request), 'CAN_ATTACH_TO')))

  app.get(`${path}/list`, (request) => {
    const principal = workspace.principalOf(request)
    const visible = pools
      .values()
      .filter((pool) => workspace.permissions.allows(principal, 'instance-pools', pool.id, 'CAN_ATTACH_TO'))
    return { instance_pools: visible.map(view) }
  })

  workspace.clusterRules.push((cluster, principal) => {
    const attached = [cluster.instance_pool_id, cluster.driver_instance_pool_id].filter((id) => id != null && id !== '')
    if (attached.length === 0) return cluster
    const found = attached.map((id) => find({ instance_pool_id: id }))
    for (const pool of found) workspace.permissions.require(principal, 'instance-pools', pool.id, 'CAN_ATTACH_TO')
    for (const { settings } of found) refuseTagClash(settings, cluster)
    const own = cluster.instance_pool_id ? found[0]?.settings.node_type_id : cluster.node_type_id
    if (cluster.node_type_id != null && cluster.node_type_id !== own) {
      throw invalid("The field 'node_type_id' cannot be supplied when an instance pool ID is provided.")
    }
    return own === undefined ? cluster : { ...cluster, node_type_id: own }
  })
}

function checked(body: Json): Json {
  asName(body.instance_pool_name, 'instance_pool_name')
  asName(body.node_type_id, 'node_type_id')
  optional(body.min_idle_instances, 'min_idle_instances', asCount)
  optional(body.max_capacity, 'max_capacity', asCount)
  optional(body.idle_instance_autotermination_minutes, 'idle_instance_autotermination_minutes', asCount)
  optional(body.enable_elastic_disk, 'enable_elastic_disk', asFlag)
  optional(body.azure_attributes, 'azure_attributes', asObject)
  optional(body.disk_spec, 'disk_spec', asObject)
  const tags = Object.entries(optional(body.custom_tags, 'custom_tags', asObject) ?? {})
  if (tags.length > 45) throw invalid('custom_tags may have at most 45 entries')
  if (tags.some(([, value]) => typeof value !== 'string')) throw invalid('Each value of custom_tags must be a text')
  const versions = body.preloaded_spark_versions ?? []
  if (!Array.isArray(versions) || versions.length > 1)
    throw invalid('preloaded_spark_versions must list at most one version')
  for (const image of asObjects(body.preloaded_docker_images, 'preloaded_docker_images')) asName(image.url, 'url')
  return pick(body, [...mutable, ...fixed])
}

function view({ id, settings }: Pool): Json {
  const images = asObjects(settings.preloaded_docker_images, 'preloaded_docker_images')
  return {
    instance_pool_id: id,
    ...settings,
    ...(images.length > 0 && { preloaded_docker_images: images.map(withoutPassword) }),
    state: 'ACTIVE',
  }
}

// A reference to a secret is no secret; a password is.
function withoutPassword(image: Json): Json {
  const credentials = optional(image.basic_auth, 'basic_auth', asObject)
  const password = credentials && optional(credentials.password, 'password', asText)
  if (!credentials || !password || /^\{\{secrets\/[^{}]+\}\}$/.test(password)) return image
  return { ...image, basic_auth: { ...credentials, password: '[REDACTED]' } }
}

function refuseTagClash(pool: Json, cluster: Json): void {
  const own = optional(cluster.custom_tags, 'custom_tags', asObject) ?? {}
  const clash = Object.keys(optional(pool.custom_tags, 'custom_tags', asObject) ?? {}).filter((tag) =>
    Object.hasOwn(own, tag),
  )
  if (clash.length === 0) return
  throw invalid(`custom_tags of the cluster repeat tags of its instance pool: ${clash.join(', ')}`)
}

function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
