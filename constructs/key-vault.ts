import { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault'
import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting'
import { Construct } from 'constructs'
import { keyVaultName, type NameSpace } from './names'
import { RoleGrant } from './role-assignment'
import type { WorkloadIdentity } from './workload-identity'

export interface VaultProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  readonly tenantId: string
  /** Once on it cannot be switched off. */
  readonly purgeProtection: boolean
  /** 7 to 90; Azure fixes it when the vault is made. */
  readonly softDeleteDays: number
  /** Subnets with the service endpoint Microsoft.KeyVault. */
  readonly subnetIds: readonly string[]
  /** IPv4 addresses or CIDRs from which secrets are written. */
  readonly ipRanges: readonly string[]
  readonly logAnalyticsWorkspaceId: string
}

/** Secrets, opened by roles alone and closed to every network that is not named; every access is recorded. */
export class Vault extends Construct {
  readonly id: string
  readonly uri: string
  readonly name: string

  constructor(scope: Construct, id: string, props: VaultProps) {
    super(scope, id)
    const vault = new KeyVault(this, 'Default', {
      name: keyVaultName(props.space),
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tenantId: props.tenantId,
      skuName: 'standard',
      rbacAuthorizationEnabled: true,
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      purgeProtectionEnabled: props.purgeProtection,
      softDeleteRetentionDays: props.softDeleteDays,
      // Reached through its public endpoint by the networks below alone; a private endpoint would cost 7 USD a month.
      publicNetworkAccessEnabled: true,
      networkAcls: {
        defaultAction: 'Deny',
        // Azure's trusted services, each of which still needs a role; the app's references are resolved from its subnet.
        bypass: 'AzureServices',
        virtualNetworkSubnetIds: [...props.subnetIds],
        ipRules: [...props.ipRanges],
      },
    })
    new MonitorDiagnosticSetting(this, 'audit', {
      name: 'audit',
      targetResourceId: vault.id,
      logAnalyticsWorkspaceId: props.logAnalyticsWorkspaceId,
      enabledLog: [{ category: 'AuditEvent' }],
    })
    this.id = vault.id
    this.uri = vault.vaultUri
    this.name = vault.name
  }

  /** Lets the identity read secrets. */
  grantRead(identity: WorkloadIdentity): void {
    new RoleGrant(this, `read-${identity.node.id}`, {
      role: 'Key Vault Secrets User',
      resourceId: this.id,
      principalId: identity.principalId,
      principalType: 'ServicePrincipal',
    })
  }

  /**
   * Lets whoever deploys write secrets. Where several deploy in turn, the last one holds the role: it moves with each
   * apply.
   */
  grantWriteToDeployer(objectId: string): void {
    new RoleGrant(this, 'deployer', {
      role: 'Key Vault Secrets Officer',
      resourceId: this.id,
      principalId: objectId,
    })
  }
}
