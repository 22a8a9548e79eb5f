import { Job } from '@cdktf/provider-databricks/lib/job'
import { Permissions } from '@cdktf/provider-databricks/lib/permissions'
import { Construct } from 'constructs'
import { environment, jobParameters, wheel } from '../optimiser-image/contract'
import type { RunSecretPaths } from './run-secrets'

/** Databricks runtime; the base image of `optimiser-image/Dockerfile` must be of the same version. */
export const sparkVersion = '17.3.x-scala2.13'

export interface TemplateJobProps {
  readonly algorithm: string
  readonly profile: string
  /** Azure VM size; without a meaning where the nodes come from a pool. */
  readonly nodeType: string
  /** Spot with fallback to on-demand. */
  readonly spot: boolean
  /** @default - nodes are made for the run */
  readonly poolId?: string
  readonly policyId: string
  /** By digest. */
  readonly image: string
  readonly secrets: RunSecretPaths
  /** Seconds that the algorithm may take. */
  readonly timeLimitSeconds: number
  /** Seconds that the cluster may take to start. */
  readonly startAllowanceSeconds: number
  readonly maxConcurrentRuns: number
  /** Application id of the principal whose rights the run has. */
  readonly runAs: string
  /** Notification destination that hears of failed runs. */
  readonly destinationId: string
  /** Application ids: who starts and cancels runs, who may read them. */
  readonly permissions: { readonly manageRuns: string; readonly view: string }
  /** Tags of the virtual machines. */
  readonly tags: Readonly<Record<string, string>>
}

/**
 * What `run-now` starts: one algorithm on one compute profile, with everything but the run's parameters fixed. It never
 * retries, because the API alone decides on attempts.
 */
export class TemplateJob extends Construct {
  /** A number in Terraform. */
  readonly jobId: string

  constructor(scope: Construct, id: string, props: TemplateJobProps) {
    super(scope, id)
    const names = Object.values(jobParameters)
    const job = new Job(this, 'Default', {
      name: `${props.algorithm}-${props.profile}`,
      maxConcurrentRuns: props.maxConcurrentRuns,
      queue: { enabled: true },
      // Counts from the run's start, so the cold start is part of it.
      timeoutSeconds: props.timeLimitSeconds + props.startAllowanceSeconds,
      runAs: { servicePrincipalName: props.runAs },
      parameter: names.map((name) => ({ name, default: '' })),
      task: [
        {
          taskKey: 'run',
          maxRetries: 0,
          pythonWheelTask: {
            packageName: wheel.distribution,
            entryPoint: wheel.entryPoint,
            namedParameters: Object.fromEntries(names.map((name) => [name, `{{job.parameters.${name}}}`])),
          },
          newCluster: this.cluster(props),
        },
      ],
      webhookNotifications: { onFailure: [{ id: props.destinationId }] },
      notificationSettings: { noAlertForCanceledRuns: true, noAlertForSkippedRuns: true },
    })
    new Permissions(this, 'users', {
      jobId: job.id,
      accessControl: [
        { servicePrincipalName: props.permissions.manageRuns, permissionLevel: 'CAN_MANAGE_RUN' },
        { servicePrincipalName: props.permissions.view, permissionLevel: 'CAN_VIEW' },
      ],
    })
    this.jobId = job.id
  }

  private cluster({ secrets, poolId, ...props }: TemplateJobProps) {
    const spot = { availability: 'SPOT_WITH_FALLBACK_AZURE', spotBidMaxPrice: -1 }
    return {
      policyId: props.policyId,
      sparkVersion,
      numWorkers: 0,
      dataSecurityMode: 'SINGLE_USER',
      sparkConf: {
        'spark.databricks.cluster.profile': 'singleNode',
        'spark.master': 'local[*]',
        // Spark would take most of the node's memory for a driver that has nothing to do.
        'spark.driver.memory': '1g',
      },
      customTags: { ...props.tags, ResourceClass: 'SingleNode', algorithm: props.algorithm, profile: props.profile },
      sparkEnvVars: { [environment.grantKeys]: secrets.grantKeys },
      dockerImage: {
        url: props.image,
        basicAuth: { username: secrets.registryUsername, password: secrets.registryPassword },
      },
      ...(poolId
        ? { instancePoolId: poolId }
        : {
            nodeTypeId: props.nodeType,
            azureAttributes: props.spot ? spot : { availability: 'ON_DEMAND_AZURE' },
          }),
    }
  }
}
