import { AutomationVariableString } from '@cdktf/provider-azurerm/lib/automation-variable-string'
import { AutomationWebhook } from '@cdktf/provider-azurerm/lib/automation-webhook'
import { InstancePool } from '@cdktf/provider-databricks/lib/instance-pool'
import { Permissions } from '@cdktf/provider-databricks/lib/permissions'
import { DatabricksProvider } from '@cdktf/provider-databricks/lib/provider'
import { ServicePrincipal } from '@cdktf/provider-databricks/lib/service-principal'
import { WorkspaceConf } from '@cdktf/provider-databricks/lib/workspace-conf'
import { Fn, TerraformStack, TerraformVariable } from 'cdktf'
import type { Construct } from 'constructs'
import type { AlgorithmManifest } from '../apps/api/contract'
import { runbooks, variables, webhookName } from '../apps/runbook/contract'
import { RunPolicy } from '../constructs/cluster-policy'
import { sparkVersion, TemplateJob } from '../constructs/databricks-job'
import type { ImageReference } from '../constructs/image'
import { FailureDestination } from '../constructs/notification-destination'
import { RunSecrets } from '../constructs/run-secrets'
import { useAzurerm, useState } from '../constructs/stack-settings'
import type { Environment } from '../environments/environment'

export interface JobsProps
  extends Pick<
    Environment,
    'compute' | 'dates' | 'limits' | 'notifications' | 'secretGeneration' | 'state' | 'subscriptionId'
  > {
  readonly resourceGroupName: string
  /** The URL with `https://`. */
  readonly workspace: { readonly url: string; readonly resourceId: string }
  readonly registry: { readonly name: string; readonly loginServer: string }
  readonly vaultId: string
  readonly automationAccountName: string
  /** Application ids of whoever starts runs, whom the runs belong to, and whoever reports their failure. */
  readonly principals: { readonly api: string; readonly job: string; readonly runbook: string }
  /** What is offered, each with its image and the repository that holds it. */
  readonly algorithms: readonly {
    readonly manifest: AlgorithmManifest
    readonly repository: string
    readonly image: ImageReference
  }[]
  /** Tags of the virtual machines. */
  readonly tags: Readonly<Record<string, string>>
}

/**
 * What is inside the workspace: principals, secrets, the policy and a template job for each algorithm and profile. Pull
 * token, webhook and grant key are made here because they are used here: no secret crosses a stack.
 */
export class Jobs extends TerraformStack {
  /** Job ids by algorithm and profile; numbers in Terraform. */
  readonly jobIds: Readonly<Record<string, Readonly<Record<string, string>>>>

  constructor(scope: Construct, id: string, props: JobsProps) {
    super(scope, id)
    useState(this, props.state)
    useAzurerm(this, props.subscriptionId)
    new DatabricksProvider(this, 'databricks', {
      host: props.workspace.url,
      azureWorkspaceResourceId: props.workspace.resourceId,
    })
    // Container Services; the only workspace_conf of the workspace, since each one writes the same settings.
    new WorkspaceConf(this, 'container-services', { customConfig: { enableDcs: 'true' } })

    const principals = this.addPrincipals(props)
    const repositories = props.algorithms.map(({ repository }) => repository)
    const secrets = new RunSecrets(this, 'secrets', {
      registry: { name: props.registry.name, resourceGroupName: props.resourceGroupName },
      repositories,
      vaultId: props.vaultId,
      generation: props.secretGeneration,
      expiry: { registryToken: props.dates.registryTokenExpiry, vaultSecrets: props.dates.secretExpiry },
      reader: principals.job,
    })
    const poolId = this.addPool(props, principals.job)
    const { policyId } = new RunPolicy(this, 'policy', {
      nodeTypes: Object.values(props.compute.profiles).map(({ nodeType }) => nodeType),
      ...(poolId && { poolId }),
      loginServer: props.registry.loginServer,
      repositories,
      secrets: secrets.all,
      principal: principals.job,
    })
    const { destinationId } = this.addDestination(props)
    const { limits, compute } = props
    this.jobIds = Object.fromEntries(
      props.algorithms.map(({ manifest, image }) => [
        manifest.name,
        Object.fromEntries(
          Object.entries(compute.profiles).map(([profile, { nodeType, spot }]) => {
            const job = new TemplateJob(this, `${manifest.name}-${profile}`, {
              algorithm: manifest.name,
              profile,
              nodeType,
              spot,
              ...(poolId && !spot && nodeType === compute.pool?.nodeType && { poolId }),
              policyId,
              image: `${image.loginServer}/${image.digestName}`,
              secrets: secrets.newest,
              timeLimitSeconds: Math.min(manifest.timeLimitSeconds, limits.timeLimitSeconds),
              startAllowanceSeconds: limits.startAllowanceSeconds,
              maxConcurrentRuns: limits.concurrentRuns,
              runAs: principals.job,
              destinationId,
              permissions: { manageRuns: principals.api, view: principals.runbook },
              tags: props.tags,
            })
            return [profile, job.jobId]
          }),
        ),
      ]),
    )
  }

  /** @returns their application ids, known only when they are in the workspace: whoever names one waits for it. */
  private addPrincipals({ principals }: JobsProps): Record<'api' | 'job' | 'runbook', string> {
    const add = (name: 'api' | 'job' | 'runbook') =>
      new ServicePrincipal(this, `${name}-principal`, {
        applicationId: principals[name],
        displayName: `slipway-${name}`,
        // A create whose answer was lost would otherwise fail for ever: such a principal exists already.
        force: true,
      }).applicationId
    return { api: add('api'), job: add('job'), runbook: add('runbook') }
  }

  private addPool({ compute, tags }: JobsProps, user: string): string | undefined {
    if (!compute.pool) return undefined
    const { nodeType, minIdleInstances, maxCapacity, idleMinutes } = compute.pool
    const pool = new InstancePool(this, 'pool', {
      instancePoolName: 'slipway',
      nodeTypeId: nodeType,
      minIdleInstances,
      maxCapacity,
      idleInstanceAutoterminationMinutes: idleMinutes,
      azureAttributes: { availability: 'ON_DEMAND_AZURE' },
      preloadedSparkVersions: [sparkVersion],
      // No preloaded image: each new one would replace the pool and end its warm nodes.
      customTags: { ...tags },
    })
    new Permissions(this, 'pool-users', {
      instancePoolId: pool.id,
      accessControl: [{ servicePrincipalName: user, permissionLevel: 'CAN_ATTACH_TO' }],
    })
    return pool.id
  }

  private addDestination(props: JobsProps): FailureDestination {
    const { automationAccountName, resourceGroupName } = props
    if (props.notifications.route === 'databricks-teams') {
      const url = new TerraformVariable(this, 'teams_webhook_url', {
        type: 'string',
        sensitive: true,
        nullable: false,
        description: 'URL of the Workflows webhook of the Teams channel; whoever knows it can post.',
      })
      url.addValidation({
        condition: Fn.startswith(url.stringValue, 'https://'),
        errorMessage: 'TF_VAR_teams_webhook_url must be the https address that Teams shows for the workflow.',
      })
      return new FailureDestination(this, 'failed-runs', { kind: 'teams', url: url.stringValue })
    }
    new AutomationVariableString(this, 'databricks-url', {
      name: 'DATABRICKS_URL' satisfies keyof typeof variables,
      automationAccountName,
      resourceGroupName,
      encrypted: variables.DATABRICKS_URL.encrypted,
      description: variables.DATABRICKS_URL.describe,
      value: props.workspace.url,
    })
    const webhook = new AutomationWebhook(this, 'webhook', {
      name: webhookName(props.dates.webhookExpiry),
      automationAccountName,
      resourceGroupName,
      runbookName: runbooks.notify.name,
      enabled: true,
      expiryTime: `${props.dates.webhookExpiry}T00:00:00Z`,
      // Databricks knows the new one before the old one goes, so that every failed run is heard of.
      lifecycle: { createBeforeDestroy: true },
    })
    return new FailureDestination(this, 'failed-runs', { kind: 'webhook', url: webhook.uri })
  }
}
