/** A built-in role. */
export interface RoleDefinition {
  /** The same in every tenant. */
  readonly id: string
  readonly name: string
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly dataActions: readonly string[]
  /** Allows so much that it is never advised. */
  readonly broad?: boolean
}

const role = (
  id: string,
  name: string,
  { actions = [], notActions = [], dataActions = [], broad = false }: Partial<RoleDefinition>,
): RoleDefinition => ({ id, name, actions, notActions, dataActions, broad })

const blob = 'Microsoft.Storage/storageAccounts/blobServices'
const table = 'Microsoft.Storage/storageAccounts/tableServices'

/** What Key Vault's roles allow beside their vaults, so that a portal shows them. */
const besideSecrets = [
  'Microsoft.Authorization/*/read',
  'Microsoft.Insights/alertRules/*',
  'Microsoft.Resources/deployments/*',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Support/*',
] as const

/**
 * The built-in roles that the stacks use, and the general ones: each as its JSON is published, compared entry by entry.
 * Source: https://github.com/MicrosoftDocs/azure-docs/tree/main/articles/role-based-access-control/built-in-roles, pages
 * privileged, general, containers, security, storage and monitor
 */
export const roleDefinitions: readonly RoleDefinition[] = [
  role('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner', { actions: ['*'], broad: true }),
  role('b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor', {
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
      'Microsoft.Blueprint/blueprintAssignments/write',
      'Microsoft.Blueprint/blueprintAssignments/delete',
      'Microsoft.Compute/galleries/share/action',
      'Microsoft.Purview/consents/write',
      'Microsoft.Purview/consents/delete',
      'Microsoft.Resources/deploymentStacks/manageDenySetting/action',
      'Microsoft.Subscription/cancel/action',
      'Microsoft.Subscription/enable/action',
    ],
    broad: true,
  }),
  role('acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader', { actions: ['*/read'], broad: true }),
  role('18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'User Access Administrator', {
    actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'],
    broad: true,
  }),
  role('7f951dda-4ed3-4680-a7ca-43fe172d538d', 'AcrPull', {
    actions: ['Microsoft.ContainerRegistry/registries/pull/read'],
  }),
  role('8311e382-0749-4cb8-b61a-304f252e45ec', 'AcrPush', {
    actions: ['Microsoft.ContainerRegistry/registries/pull/read', 'Microsoft.ContainerRegistry/registries/push/write'],
  }),
  role('4633458b-17de-408a-b874-0445c86b69e6', 'Key Vault Secrets User', {
    dataActions: [
      'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
    ],
  }),
  role('b86a8fe4-44ce-4948-aee5-eccb2c155cd7', 'Key Vault Secrets Officer', {
    actions: [
      ...besideSecrets,
      'Microsoft.KeyVault/checkNameAvailability/read',
      'Microsoft.KeyVault/deletedVaults/read',
      'Microsoft.KeyVault/locations/*/read',
      'Microsoft.KeyVault/vaults/*/read',
      'Microsoft.KeyVault/operations/read',
    ],
    dataActions: ['Microsoft.KeyVault/vaults/secrets/*'],
  }),
  role('ba92f5b4-2d11-453d-a403-e96b0029c9fe', 'Storage Blob Data Contributor', {
    actions: [
      `${blob}/containers/delete`,
      `${blob}/containers/read`,
      `${blob}/containers/write`,
      `${blob}/generateUserDelegationKey/action`,
    ],
    dataActions: [
      `${blob}/containers/blobs/delete`,
      `${blob}/containers/blobs/read`,
      `${blob}/containers/blobs/write`,
      `${blob}/containers/blobs/move/action`,
      `${blob}/containers/blobs/add/action`,
    ],
  }),
  role('b7e6dc6d-f1e8-4753-8033-0f276bb0955b', 'Storage Blob Data Owner', {
    actions: [`${blob}/containers/*`, `${blob}/generateUserDelegationKey/action`],
    dataActions: [`${blob}/containers/blobs/*`],
    broad: true,
  }),
  role('0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', 'Storage Table Data Contributor', {
    actions: [`${table}/tables/read`, `${table}/tables/write`, `${table}/tables/delete`],
    dataActions: [
      `${table}/tables/entities/read`,
      `${table}/tables/entities/write`,
      `${table}/tables/entities/delete`,
      `${table}/tables/entities/add/action`,
      `${table}/tables/entities/update/action`,
    ],
  }),
  role('3913510d-42f4-4e42-8a64-420c390055eb', 'Monitoring Metrics Publisher', {
    actions: [
      'Microsoft.Insights/Register/Action',
      'Microsoft.Support/*',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
    ],
    dataActions: ['Microsoft.Insights/Metrics/Write', 'Microsoft.Insights/Telemetry/Write'],
  }),
  role('43d0d8ad-25c7-4714-9337-8ba259a9fe05', 'Monitoring Reader', {
    actions: ['*/read', 'Microsoft.OperationalInsights/workspaces/search/action', 'Microsoft.Support/*'],
    broad: true,
  }),
]
