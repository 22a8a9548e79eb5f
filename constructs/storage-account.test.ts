import { RunStorage } from './storage-account'
import { place, ref, synthesise } from './testing/synthesise'
import { WorkloadIdentity } from './workload-identity'

const stack = synthesise((scope) => {
  const storage = new RunStorage(scope, 'storage', {
    ...place,
    replication: 'GRS',
    softDeleteDays: 7,
    preventDestroy: true,
    runRetentionDays: 30,
    subnetIds: ['subnet-a', 'subnet-b'],
    ipRanges: ['203.0.113.10'],
    logAnalyticsWorkspaceId: 'logs',
  })
  storage.grantDataAccess(new WorkloadIdentity(scope, 'api-identity', { ...place, workload: 'api' }))
})

test('the account has no keys, no local users and no public blobs, and lets in the named networks alone', () => {
  expect(stack.only('azurerm_storage_account')).toMatchObject({
    account_replication_type: 'GRS',
    shared_access_key_enabled: false,
    local_user_enabled: false,
    allow_nested_items_to_be_public: false,
    cross_tenant_replication_enabled: false,
    https_traffic_only_enabled: true,
    min_tls_version: 'TLS1_2',
    network_rules: {
      default_action: 'Deny',
      bypass: ['AzureServices'],
      virtual_network_subnet_ids: ['subnet-a', 'subnet-b'],
      ip_rules: ['203.0.113.10'],
    },
  })
})

test('deleted blobs and containers come back for some days, and Terraform does not destroy the account', () => {
  expect(stack.only('azurerm_storage_account')).toMatchObject({
    blob_properties: { delete_retention_policy: { days: 7 }, container_delete_retention_policy: { days: 7 } },
    lifecycle: { prevent_destroy: true },
  })
})

test('blobs of runs that the API did not delete go later than it would have deleted them, and no others', () => {
  const { rule } = stack.only('azurerm_storage_management_policy') as {
    rule: [{ filters: object; actions: { base_blob: { delete_after_days_since_modification_greater_than: number } } }]
  }
  expect(rule).toHaveLength(1)
  expect(rule[0].filters).toEqual({ blob_types: ['blockBlob', 'appendBlob'], prefix_match: ['run-'] })
  expect(rule[0].actions.base_blob.delete_after_days_since_modification_greater_than).toBeGreaterThan(30)
})

test('access to data is two roles on this account for the identity', () => {
  const grants = stack.all('azurerm_role_assignment')
  expect(grants.map((grant) => grant.role_definition_name)).toEqual([
    'Storage Blob Data Contributor',
    'Storage Table Data Contributor',
  ])
  for (const grant of grants) {
    expect(grant).toMatchObject({
      scope: ref('azurerm_storage_account.storage.id'),
      principal_id: ref('azurerm_user_assigned_identity.api-identity.principal_id'),
      principal_type: 'ServicePrincipal',
    })
  }
})

test('writes and deletes of blobs are recorded', () => {
  expect(stack.only('azurerm_monitor_diagnostic_setting')).toMatchObject({
    target_resource_id: `${ref('azurerm_storage_account.storage.id')}/blobServices/default`,
    log_analytics_workspace_id: 'logs',
    enabled_log: [{ category: 'StorageWrite' }, { category: 'StorageDelete' }],
  })
})
