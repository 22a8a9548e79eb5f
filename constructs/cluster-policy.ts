import { ClusterPolicy } from '@cdktf/provider-databricks/lib/cluster-policy'
import { Permissions } from '@cdktf/provider-databricks/lib/permissions'
import { Fn } from 'cdktf'
import { Construct } from 'constructs'
import { environment } from '../optimiser-image/contract'
import { sparkVersion } from './databricks-job'
import type { RunSecretPaths } from './run-secrets'

export interface RunPolicyProps {
  /** Azure VM sizes. */
  readonly nodeTypes: readonly string[]
  /** A pool of warm nodes that clusters may draw from. */
  readonly poolId?: string
  /** Host of the registry, without scheme. */
  readonly loginServer: string
  /** Repositories whose images may be started, by digest alone. */
  readonly repositories: readonly string[]
  /** All that jobs may name: while secrets are rotated, jobs still name those before. */
  readonly secrets: readonly RunSecretPaths[]
  /** Application id of the only principal that may create such clusters. */
  readonly principal: string
}

/** The only clusters that runs can have: one node of a known size, our images, single user, a job's and no other. */
export class RunPolicy extends Construct {
  readonly policyId: string

  constructor(scope: Construct, id: string, props: RunPolicyProps) {
    super(scope, id)
    const { nodeTypes, poolId, loginServer, repositories, secrets, principal } = props
    const fixed = (value: string | number) => ({ type: 'fixed', value })
    const secret = (part: keyof RunSecretPaths) => ({ type: 'allowlist', values: secrets.map((paths) => paths[part]) })
    const policy = new ClusterPolicy(this, 'Default', {
      name: 'slipway',
      description: 'Clusters of Slipway runs; managed by Terraform',
      definition: JSON.stringify({
        cluster_type: fixed('job'),
        spark_version: fixed(sparkVersion),
        // A cluster from a pool names no size of its own.
        node_type_id: { type: 'allowlist', values: [...new Set(nodeTypes)], ...(poolId && { isOptional: true }) },
        ...(poolId
          ? { instance_pool_id: { type: 'allowlist', values: [poolId], isOptional: true } }
          : {
              instance_pool_id: { type: 'forbidden' },
              // A spot profile's only node is the driver. Stated here because the provider leaves a zero out of a job.
              'azure_attributes.first_on_demand': fixed(0),
            }),
        num_workers: fixed(0),
        data_security_mode: fixed('SINGLE_USER'),
        'spark_conf.spark.databricks.cluster.profile': fixed('singleNode'),
        'docker_image.url': {
          type: 'regex',
          pattern: `${Fn.replace(loginServer, '.', '[.]')}/(${repositories.join('|')})@sha256:[0-9a-f]{64}`,
        },
        'docker_image.basic_auth.username': secret('registryUsername'),
        'docker_image.basic_auth.password': secret('registryPassword'),
        [`spark_env_vars.${environment.grantKeys}`]: secret('grantKeys'),
      }),
    })
    new Permissions(this, 'users', {
      clusterPolicyId: policy.id,
      accessControl: [{ servicePrincipalName: principal, permissionLevel: 'CAN_USE' }],
    })
    this.policyId = policy.id
  }
}
