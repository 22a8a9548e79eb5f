import { block, blocks, rulesOf } from './rule'

export const storageRules = [
  ...rulesOf('azurerm_storage_account', [
    {
      id: 'CKV_AZURE_3',
      demand: 'https_traffic_only_enabled must be true',
      holds: (account) => account.https_traffic_only_enabled === true,
    },
    {
      id: 'CKV_AZURE_44',
      demand: 'min_tls_version must be TLS1_2',
      holds: (account) => account.min_tls_version === 'TLS1_2',
    },
    {
      id: 'CKV_AZURE_190',
      demand: 'allow_nested_items_to_be_public must be false',
      holds: (account) => account.allow_nested_items_to_be_public === false,
    },
    {
      id: 'CKV2_AZURE_40',
      demand: 'shared_access_key_enabled must be false: a key opens everything and belongs to nobody',
      holds: (account) => account.shared_access_key_enabled === false,
    },
    {
      id: 'CKV_AZURE_244',
      demand: 'local_user_enabled must be false',
      holds: (account) => account.local_user_enabled === false,
    },
    {
      id: 'CKV2_AZURE_38',
      demand: 'blob_properties.delete_retention_policy must keep deleted blobs',
      holds: (account) => 'days' in block(block(account, 'blob_properties'), 'delete_retention_policy'),
    },
    {
      id: 'CKV_AZURE_35',
      demand: 'network_rules.default_action must be Deny',
      holds: (account) => block(account, 'network_rules').default_action === 'Deny',
    },
    {
      id: 'CKV_AZURE_36',
      demand: 'network_rules.bypass must name AzureServices',
      holds: (account) => {
        const { bypass } = block(account, 'network_rules')
        return Array.isArray(bypass) && bypass.includes('AzureServices')
      },
    },
    {
      id: 'CKV_AZURE_59',
      demand: 'public_network_access_enabled should be false',
      holds: (account) => account.public_network_access_enabled === false,
    },
    {
      id: 'CKV2_AZURE_33',
      demand: 'a private endpoint should lead to it',
      holds: (_, { neighbours }) => neighbours('azurerm_private_endpoint').length > 0,
    },
    {
      id: 'CKV_AZURE_206',
      demand: 'account_replication_type should keep copies in a second region',
      holds: (account) => ['GRS', 'RAGRS', 'GZRS', 'RAGZRS'].includes(String(account.account_replication_type)),
    },
    {
      id: 'CKV2_AZURE_1',
      demand: 'a customer-managed key should encrypt it',
      holds: (_, { neighbours }) => neighbours('azurerm_storage_account_customer_managed_key').length > 0,
    },
    {
      id: 'CKV_AZURE_33',
      demand: 'queue_properties.logging should record reads, writes and deletes',
      holds: (account) => {
        const { read, write, delete: deletes } = block(block(account, 'queue_properties'), 'logging')
        return read === true && write === true && deletes === true
      },
    },
  ]),
  ...rulesOf('azurerm_storage_account_network_rules', [
    {
      id: 'SLIPWAY_STORAGE_RULES_INLINE',
      demand: 'network rules must stand in the account: a separate resource leaves it open between two applies',
      holds: () => false,
    },
  ]),
  ...rulesOf('azurerm_storage_container', [
    {
      id: 'CKV_AZURE_34',
      demand: 'container_access_type must be private',
      holds: (container) => [undefined, 'private'].includes(container.container_access_type as string | undefined),
    },
  ]),
  ...rulesOf('azurerm_storage_management_policy', [
    {
      id: 'SLIPWAY_STORAGE_LIFECYCLE',
      demand: 'every rule must be enabled and end in deletion, or data of runs is paid for for ever',
      holds: (policy) =>
        blocks(policy, 'rule').every((rule) => {
          const base = block(block(rule, 'actions'), 'base_blob')
          return rule.enabled === true && Object.keys(base).some((key) => key.startsWith('delete_after_days'))
        }),
    },
  ]),
]
