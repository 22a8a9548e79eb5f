import { blocks, rulesOf } from './rule'

const premium = (registry: Readonly<Record<string, unknown>>) => registry.sku === 'Premium'

export const registryRules = [
  ...rulesOf('azurerm_container_registry', [
    {
      id: 'CKV_AZURE_137',
      demand: 'admin_enabled must be false',
      holds: (registry) => registry.admin_enabled === false,
    },
    {
      id: 'CKV_AZURE_138',
      demand: 'anonymous_pull_enabled must be false',
      holds: (registry) => registry.anonymous_pull_enabled !== true,
    },
    {
      id: 'CKV_AZURE_139',
      demand: 'public_network_access_enabled should be false',
      holds: (registry) => registry.public_network_access_enabled === false,
    },
    {
      id: 'CKV_AZURE_163',
      demand: 'sku should be Standard or Premium, which scan images',
      holds: (registry) => ['Standard', 'Premium'].includes(String(registry.sku)),
    },
    {
      id: 'CKV_AZURE_164',
      demand: 'trust_policy_enabled should be true',
      holds: (registry) => registry.trust_policy_enabled === true,
    },
    {
      id: 'CKV_AZURE_165',
      demand: 'it should be copied to another region',
      holds: (registry) => premium(registry) && blocks(registry, 'georeplications').length > 0,
    },
    {
      id: 'CKV_AZURE_166',
      demand: 'quarantine_policy_enabled should be true',
      holds: (registry) => premium(registry) && registry.quarantine_policy_enabled === true,
    },
    {
      id: 'CKV_AZURE_167',
      demand: 'untagged manifests should be cleaned up by a retention policy',
      holds: (registry) => premium(registry) && registry.retention_policy_in_days !== undefined,
    },
    {
      id: 'CKV_AZURE_233',
      demand: 'zone_redundancy_enabled should be true',
      holds: (registry) => registry.zone_redundancy_enabled === true,
    },
    {
      id: 'CKV_AZURE_237',
      demand: 'data_endpoint_enabled should be true',
      holds: (registry) => registry.data_endpoint_enabled === true,
    },
  ]),
  ...rulesOf('azurerm_container_registry_scope_map', [
    {
      id: 'SLIPWAY_REGISTRY_SCOPE',
      demand: 'every action must name one repository and may not delete: repositories/<name>/content/read or …/write',
      holds: ({ actions }) =>
        Array.isArray(actions) &&
        actions.every((action) => /^repositories\/[^*]+\/(content|metadata)\/(read|write)$/.test(String(action))),
    },
  ]),
  ...rulesOf('azurerm_container_registry_token_password', [
    {
      id: 'SLIPWAY_REGISTRY_TOKEN_EXPIRY',
      demand: 'every password must have an expiry',
      holds: (password) =>
        ['password1', 'password2'].flatMap((name) => blocks(password, name)).every(({ expiry }) => Boolean(expiry)),
    },
  ]),
  ...rulesOf('docker_image', [
    {
      id: 'SLIPWAY_IMAGE_TRIGGER',
      demand: 'triggers must carry the hash of the build context: the provider does not see changed files',
      holds: ({ triggers }) => typeof triggers === 'object' && triggers !== null && Object.keys(triggers).length > 0,
    },
  ]),
  ...rulesOf('docker_registry_image', [
    {
      id: 'SLIPWAY_IMAGE_KEPT',
      demand: 'keep_remotely must be true: a job that names the old digest could not start between delete and push',
      holds: ({ keep_remotely }) => keep_remotely === true,
    },
  ]),
]
