import { block, rulesOf } from './rule'

const nonEmpty = (value: unknown) => Array.isArray(value) && value.length > 0

export const keyVaultRules = [
  ...rulesOf('azurerm_key_vault', [
    {
      id: 'SLIPWAY_VAULT_RBAC',
      demand: 'rbac_authorization_enabled must be true: access policies let a Contributor grant itself the secrets',
      holds: (vault) => vault.rbac_authorization_enabled === true,
    },
    {
      id: 'CKV_AZURE_109',
      demand: 'network_acls.default_action must be Deny',
      holds: (vault) => block(vault, 'network_acls').default_action === 'Deny',
    },
    {
      id: 'CKV_AZURE_189',
      demand: 'public network access must be off, or limited to named subnets or addresses',
      holds: (vault) => {
        const { virtual_network_subnet_ids: subnets, ip_rules: addresses } = block(vault, 'network_acls')
        return vault.public_network_access_enabled === false || nonEmpty(subnets) || nonEmpty(addresses)
      },
    },
    {
      id: 'CKV_AZURE_110',
      demand: 'purge_protection_enabled must be true',
      holds: (vault) => vault.purge_protection_enabled === true,
    },
    {
      id: 'CKV_AZURE_42',
      demand: 'it must be recoverable: purge_protection_enabled true',
      holds: (vault) => vault.purge_protection_enabled === true,
    },
    {
      id: 'CKV_AZURE_111',
      demand: 'soft_delete_retention_days must be 7 to 90',
      holds: (vault) => Number(vault.soft_delete_retention_days) >= 7 && Number(vault.soft_delete_retention_days) <= 90,
    },
    {
      id: 'CKV2_AZURE_32',
      demand: 'a private endpoint should lead to it',
      holds: (_, { neighbours }) => neighbours('azurerm_private_endpoint').length > 0,
    },
  ]),
  ...rulesOf('azurerm_key_vault_secret', [
    {
      id: 'CKV_AZURE_41',
      demand: 'expiration_date must be set',
      holds: (secret) => Boolean(secret.expiration_date),
    },
    { id: 'CKV_AZURE_114', demand: 'content_type must be set', holds: (secret) => Boolean(secret.content_type) },
    {
      id: 'SLIPWAY_SECRET_LITERAL',
      demand: 'value must be a reference to a sensitive variable or to something created here, never the secret itself',
      holds: (secret) => String(secret.value ?? secret.value_wo).includes('${'),
    },
  ]),
]
