import type { ClusterSpec } from './executor'
import { asName, asObject, asText, asTextMap, optional } from './json-fields'
import { invalid } from './request-fields'
import type { Json, Principal, Workspace } from './workspace'

const maxTags = 45
const standardAccess = ['USER_ISOLATION', 'DATA_SECURITY_MODE_STANDARD']

/**
 * Checks a `new_cluster` and completes it by the workspace's rules (policies, pools, conf).
 * @returns the cluster as it would start; secrets are still references
 * @throws DatabricksError 400 naming the field, or 403
 */
export function checkCluster(cluster: Json, path: string, principal: Principal, workspace: Workspace): Json {
  const effective = workspace.clusterRules.reduce((spec, rule) => rule(spec, principal), cluster)
  asName(effective.spark_version, `${path}.spark_version`)
  if (effective.instance_pool_id === undefined) asName(effective.node_type_id, `${path}.node_type_id`)
  optional(effective.spark_env_vars, `${path}.spark_env_vars`, asTextMap)
  optional(effective.spark_conf, `${path}.spark_conf`, asTextMap)
  const tags = optional(effective.custom_tags, `${path}.custom_tags`, asTextMap) ?? {}
  if (Object.keys(tags).length > maxTags) throw invalid(`${path}.custom_tags must not hold more than ${maxTags} tags`)
  const image = optional(effective.docker_image, `${path}.docker_image`, asObject)
  if (image) {
    asName(image.url, `${path}.docker_image.url`)
    const auth = optional(image.basic_auth, `${path}.docker_image.basic_auth`, asObject)
    if (auth) {
      asText(auth.username, `${path}.docker_image.basic_auth.username`)
      asText(auth.password, `${path}.docker_image.basic_auth.password`)
    }
    const mode = optional(effective.data_security_mode, `${path}.data_security_mode`, asText)
    if (mode && standardAccess.includes(mode)) {
      throw invalid(`${path}: docker_image is not supported in access mode ${mode}; use SINGLE_USER`)
    }
  }
  return effective
}

/**
 * The cluster with its secrets in place, for the executor alone.
 * @throws ClusterFailure where a secret is missing or not the principal's to read, DatabricksError as `checkCluster`
 */
export function resolveCluster(cluster: Json, principal: Principal, workspace: Workspace): ClusterSpec {
  const effective = checkCluster(cluster, 'new_cluster', principal, workspace)
  const resolve = (text: string) => workspace.secrets.resolve(text, principal)
  const variables = optional(effective.spark_env_vars, 'spark_env_vars', asTextMap) ?? {}
  const image = optional(effective.docker_image, 'docker_image', asObject)
  const auth = optional(image?.basic_auth, 'docker_image.basic_auth', asObject)
  return {
    nodeTypeId: typeof effective.node_type_id === 'string' ? effective.node_type_id : '',
    sparkVersion: asName(effective.spark_version, 'spark_version'),
    environment: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, resolve(value)])),
    ...(image && {
      dockerImage: {
        url: asName(image.url, 'docker_image.url'),
        ...(auth && {
          basicAuth: {
            username: resolve(asText(auth.username, 'docker_image.basic_auth.username')),
            password: resolve(asText(auth.password, 'docker_image.basic_auth.password')),
          },
        }),
      },
    }),
  }
}
