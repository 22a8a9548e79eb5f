import { Vault } from './key-vault'
import { place, ref, synthesise } from './testing/synthesise'
import { WorkloadIdentity } from './workload-identity'

const stack = synthesise((scope) => {
  const vault = new Vault(scope, 'vault', {
    ...place,
    tenantId: '22222222-2222-2222-2222-222222222222',
    purgeProtection: true,
    softDeleteDays: 90,
    subnetIds: ['subnet-api'],
    ipRanges: ['203.0.113.0/28'],
    logAnalyticsWorkspaceId: 'logs',
  })
  vault.grantRead(new WorkloadIdentity(scope, 'api-identity', { ...place, workload: 'api' }))
  vault.grantWriteToDeployer('deployer-object-id')
})

test('the vault is opened by roles, from the named networks, and cannot be purged', () => {
  expect(stack.only('azurerm_key_vault')).toMatchObject({
    rbac_authorization_enabled: true,
    purge_protection_enabled: true,
    soft_delete_retention_days: 90,
    network_acls: {
      default_action: 'Deny',
      bypass: 'AzureServices',
      virtual_network_subnet_ids: ['subnet-api'],
      ip_rules: ['203.0.113.0/28'],
    },
  })
})

test('a workload reads secrets and only the deployer writes them', () => {
  const grants = stack.all('azurerm_role_assignment')
  expect(grants.map((grant) => [grant.role_definition_name, grant.principal_id, grant.principal_type])).toEqual([
    ['Key Vault Secrets Officer', 'deployer-object-id', undefined],
    ['Key Vault Secrets User', ref('azurerm_user_assigned_identity.api-identity.principal_id'), 'ServicePrincipal'],
  ])
})

test('every access to a secret is recorded', () => {
  expect(stack.only('azurerm_monitor_diagnostic_setting')).toMatchObject({
    target_resource_id: ref('azurerm_key_vault.vault.id'),
    enabled_log: [{ category: 'AuditEvent' }],
  })
})
