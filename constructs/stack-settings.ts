import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider'
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider'
import { AzurermBackend, type TerraformStack } from 'cdktf'

export interface StateSettings {
  readonly resourceGroup: string
  readonly storageAccount: string
  readonly container: string
}

/** Keeps the stack's state in its own blob, reached with Entra alone: state holds secrets, so no account key opens it. */
export function useState(stack: TerraformStack, state: StateSettings): void {
  new AzurermBackend(stack, {
    resourceGroupName: state.resourceGroup,
    storageAccountName: state.storageAccount,
    containerName: state.container,
    key: `${stack.node.id}.tfstate`,
    useAzureadAuth: true,
  })
}

export function useAzurerm(stack: TerraformStack, subscriptionId: string): void {
  new AzurermProvider(stack, 'azurerm', {
    subscriptionId,
    features: [
      {
        // The account refuses keys and closes its firewall; without this the provider would still call its data plane.
        storage: [{ dataPlaneAvailable: false }],
        // Azure would add a rule of its own to the group, which destroy then stumbles over.
        applicationInsights: [{ disableGeneratedRule: true }],
        // A vault with purge protection cannot be purged, and destroy would fail on the attempt.
        keyVault: [{ purgeSoftDeleteOnDestroy: false, recoverSoftDeletedKeyVaults: true }],
      },
    ],
    storageUseAzuread: true,
    // `npm run bootstrap` registers the namespaces: deployers need no right to do so.
    resourceProviderRegistrations: 'none',
  })
}

export function useAzuread(stack: TerraformStack, tenantId: string): void {
  new AzureadProvider(stack, 'azuread', { tenantId })
}
