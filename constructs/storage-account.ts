import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting'
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account'
import { StorageManagementPolicy } from '@cdktf/provider-azurerm/lib/storage-management-policy'
import { Construct } from 'constructs'
import { type NameSpace, storageAccountName } from './names'
import { RoleGrant } from './role-assignment'
import type { WorkloadIdentity } from './workload-identity'

export interface RunStorageProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  readonly replication: 'LRS' | 'ZRS' | 'GRS'
  /** Days that a deleted blob or container can be restored. */
  readonly softDeleteDays: number
  /** Whether Terraform refuses every plan that would delete the account. */
  readonly preventDestroy: boolean
  /** Days after its end that a run keeps its data; the API deletes it then. */
  readonly runRetentionDays: number
  /** Subnets with the service endpoint Microsoft.Storage, the only networks that reach the account besides `ipRanges`. */
  readonly subnetIds: readonly string[]
  /** Public IPv4 addresses or CIDRs up to /30. */
  readonly ipRanges: readonly string[]
  readonly logAnalyticsWorkspaceId: string
}

/** A run's blobs are older than its end: they wait in the queue and may run for hours. */
const backstopMarginDays = 14

/** The account that keeps run records and run data: no keys, no public blobs, closed to every network not named. */
export class RunStorage extends Construct {
  readonly id: string
  readonly blobUrl: string
  readonly tableUrl: string

  constructor(scope: Construct, id: string, props: RunStorageProps) {
    super(scope, id)
    const retention = { days: props.softDeleteDays }
    const account = new StorageAccount(this, 'Default', {
      name: storageAccountName(props.space),
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      accountKind: 'StorageV2',
      accountTier: 'Standard',
      accountReplicationType: props.replication,
      minTlsVersion: 'TLS1_2',
      httpsTrafficOnlyEnabled: true,
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      localUserEnabled: false,
      allowNestedItemsToBePublic: false,
      crossTenantReplicationEnabled: false,
      infrastructureEncryptionEnabled: true,
      // Reached through its public endpoint by the networks below alone; a private endpoint would cost 7 USD a month each.
      publicNetworkAccessEnabled: true,
      networkRules: {
        defaultAction: 'Deny',
        bypass: ['AzureServices'],
        virtualNetworkSubnetIds: [...props.subnetIds],
        ipRules: [...props.ipRanges],
      },
      blobProperties: {
        deleteRetentionPolicy: retention,
        containerDeleteRetentionPolicy: retention,
        // Blobs are written once and results can be computed again; versions would keep each write of a progress blob.
        versioningEnabled: false,
        changeFeedEnabled: false,
      },
      lifecycle: { preventDestroy: props.preventDestroy },
    })
    this.id = account.id
    this.blobUrl = account.primaryBlobEndpoint
    this.tableUrl = account.primaryTableEndpoint
    this.deleteForgottenRuns(props.runRetentionDays)
    this.recordChanges(props.logAnalyticsWorkspaceId)
  }

  /** Lets the identity read and write runs: their containers, delegation keys for them, and the table of records. */
  grantDataAccess(identity: WorkloadIdentity): void {
    const roles = { blobs: 'Storage Blob Data Contributor', tables: 'Storage Table Data Contributor' } as const
    for (const [data, role] of Object.entries(roles)) {
      new RoleGrant(this, `${data}-${identity.node.id}`, {
        role,
        resourceId: this.id,
        principalId: identity.principalId,
        principalType: 'ServicePrincipal',
      })
    }
  }

  /** The API deletes a run's container in time; this catches what it could not, so that no input stays for ever. */
  private deleteForgottenRuns(runRetentionDays: number): void {
    new StorageManagementPolicy(this, 'lifecycle', {
      storageAccountId: this.id,
      rule: [
        {
          name: 'forgotten-runs',
          enabled: true,
          filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: ['run-'] },
          actions: {
            baseBlob: { deleteAfterDaysSinceModificationGreaterThan: runRetentionDays + backstopMarginDays },
          },
        },
      ],
    })
  }

  /** Who wrote and deleted; reads are left out, since every poll of a running job is one. */
  private recordChanges(logAnalyticsWorkspaceId: string): void {
    new MonitorDiagnosticSetting(this, 'changes', {
      name: 'changes',
      targetResourceId: `${this.id}/blobServices/default`,
      logAnalyticsWorkspaceId,
      enabledLog: [{ category: 'StorageWrite' }, { category: 'StorageDelete' }],
    })
  }
}
