import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account'
import { Construct } from 'constructs'
import { type NameSpace, storageAccountName } from './names'

export interface RunStorageProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  /** Days that a deleted blob or container can be restored. */
  readonly softDeleteDays: number
}

/**
 * The account that keeps run records and run data: no keys, no public blobs, closed to every network that is not
 * named, one copy in one region (results can be computed again).
 */
export class RunStorage extends Construct {
  readonly account: StorageAccount

  constructor(scope: Construct, id: string, props: RunStorageProps) {
    super(scope, id)
    const retention = { days: props.softDeleteDays }
    this.account = new StorageAccount(this, 'Default', {
      name: storageAccountName(props.space),
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      accountKind: 'StorageV2',
      accountTier: 'Standard',
      accountReplicationType: 'LRS',
      minTlsVersion: 'TLS1_2',
      httpsTrafficOnlyEnabled: true,
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      localUserEnabled: false,
      allowNestedItemsToBePublic: false,
      crossTenantReplicationEnabled: false,
      infrastructureEncryptionEnabled: true,
      blobProperties: { deleteRetentionPolicy: retention, containerDeleteRetentionPolicy: retention },
      networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'] },
      lifecycle: { preventDestroy: true },
    })
  }
}
