import { DatabricksWorkspace } from '@cdktf/provider-azurerm/lib/databricks-workspace'
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting'
import { Construct } from 'constructs'
import { type NameSpace, resourceName } from './names'
import type { DatabricksSubnets, NetworkVariant } from './network'

export interface InjectedWorkspaceProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  readonly variant: NetworkVariant
  readonly networkId: string
  readonly subnets: DatabricksSubnets
  readonly logAnalyticsWorkspaceId: string
}

/** Group that Databricks makes and keeps locked: its nodes, disks and addresses are billed there. */
export function managedResourceGroupName(space: NameSpace): string {
  return resourceName('rg', space, 'dbw')
}

/**
 * A Databricks workspace in a network of ours. A managed network cannot be written: it would bring a NAT gateway that is
 * billed by the hour from the day it exists, and its subnets cannot pass the storage firewall. Tier premium, since
 * standard is retired and permissions need it.
 */
export class InjectedWorkspace extends Construct {
  readonly id: string
  /** `https://adb-<number>.<number>.azuredatabricks.net`. */
  readonly url: string

  constructor(scope: Construct, id: string, props: InjectedWorkspaceProps) {
    super(scope, id)
    const { space, resourceGroupName, location, variant, subnets } = props
    const workspace = new DatabricksWorkspace(this, 'Default', {
      name: resourceName('dbw', space),
      resourceGroupName,
      location,
      sku: 'premium',
      managedResourceGroupName: managedResourceGroupName(space),
      // The API and whoever deploys call it over the Internet, with Entra tokens; closing it takes private endpoints.
      publicNetworkAccessEnabled: true,
      networkSecurityGroupRulesRequired: 'AllRules',
      customParameters: {
        noPublicIp: variant === 'injected-nat',
        virtualNetworkId: props.networkId,
        publicSubnetName: subnets.hostSubnetName,
        publicSubnetNetworkSecurityGroupAssociationId: subnets.hostNsgAssociationId,
        privateSubnetName: subnets.containerSubnetName,
        privateSubnetNetworkSecurityGroupAssociationId: subnets.containerNsgAssociationId,
        // Nothing of ours is kept in the workspace's own storage; Databricks' default keeps a second region's copy.
        storageAccountSkuName: 'Standard_LRS',
      },
    })
    new MonitorDiagnosticSetting(this, 'audit', {
      name: 'audit',
      targetResourceId: workspace.id,
      logAnalyticsWorkspaceId: props.logAnalyticsWorkspaceId,
      enabledLog: ['accounts', 'clusters', 'jobs', 'secrets', 'workspace'].map((category) => ({ category })),
    })
    this.id = workspace.id
    this.url = `https://${workspace.workspaceUrl}`
  }
}
