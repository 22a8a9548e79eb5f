import { ContainerRegistry } from '@cdktf/provider-azurerm/lib/container-registry'
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting'
import { Construct } from 'constructs'
import { containerRegistryName, type NameSpace } from './names'
import { RoleGrant } from './role-assignment'
import type { WorkloadIdentity } from './workload-identity'

export interface ImageRegistryProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  readonly logAnalyticsWorkspaceId: string
}

/**
 * The registry of all images, without admin user and without anonymous pull. Basic, because its 10 GB suffice and the
 * tiers above cost 15 and 45 USD a month more; Basic has no firewall, so that tokens and roles alone guard it.
 */
export class ImageRegistry extends Construct {
  readonly id: string
  readonly name: string
  readonly loginServer: string

  constructor(scope: Construct, id: string, props: ImageRegistryProps) {
    super(scope, id)
    const registry = new ContainerRegistry(this, 'Default', {
      name: containerRegistryName(props.space),
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      sku: 'Basic',
      adminEnabled: false,
      anonymousPullEnabled: false,
      publicNetworkAccessEnabled: true,
    })
    new MonitorDiagnosticSetting(this, 'audit', {
      name: 'audit',
      targetResourceId: registry.id,
      logAnalyticsWorkspaceId: props.logAnalyticsWorkspaceId,
      enabledLog: [{ category: 'ContainerRegistryLoginEvents' }, { category: 'ContainerRegistryRepositoryEvents' }],
    })
    this.id = registry.id
    this.name = registry.name
    this.loginServer = registry.loginServer
  }

  /** Lets the identity pull every image. */
  grantPull(identity: WorkloadIdentity): void {
    new RoleGrant(this, `pull-${identity.node.id}`, {
      role: 'AcrPull',
      resourceId: this.id,
      principalId: identity.principalId,
      principalType: 'ServicePrincipal',
    })
  }
}
