import { TerraformOutput, TerraformStack } from 'cdktf'
import type { Construct } from 'constructs'
import { InjectedWorkspace } from '../constructs/databricks-workspace'
import type { NameSpace } from '../constructs/names'
import type { DatabricksSubnets } from '../constructs/network'
import { useAzurerm, useState } from '../constructs/stack-settings'
import type { Environment } from '../environments/environment'

export interface DatabricksProps extends Pick<Environment, 'location' | 'state'> {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly variant: Environment['network']['variant']
  readonly network: { readonly id: string; readonly databricks: DatabricksSubnets }
  readonly logAnalyticsWorkspaceId: string
}

/** The workspace alone: the provider of what is inside it needs its URL before it can plan. */
export class Databricks extends TerraformStack {
  /** With `https://`. */
  readonly workspaceUrl: string
  readonly workspaceResourceId: string

  constructor(scope: Construct, id: string, props: DatabricksProps) {
    super(scope, id)
    const { space, state, network, ...rest } = props
    useState(this, state)
    useAzurerm(this, space.subscriptionId)
    const workspace = new InjectedWorkspace(this, 'workspace', {
      ...rest,
      space,
      networkId: network.id,
      subnets: network.databricks,
    })
    this.workspaceUrl = workspace.url
    this.workspaceResourceId = workspace.id
    new TerraformOutput(this, 'workspace_url', {
      value: workspace.url,
      description: "The workspace's page, with the pages of all runs.",
      staticId: true,
    })
  }
}
