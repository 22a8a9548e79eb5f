import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider'
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group'
import { AzurermBackend, TerraformStack } from 'cdktf'
import type { Construct } from 'constructs'
import { type NameSpace, resourceName } from '../constructs/names'
import { Observability } from '../constructs/observability'
import { RunStorage } from '../constructs/storage-account'

export interface FoundationProps {
  readonly space: NameSpace
  readonly location: string
  readonly owner: string
  readonly state: { readonly resourceGroup: string; readonly storageAccount: string; readonly container: string }
  readonly logRetentionDays: number
  readonly logDailyQuotaGb: number
}

/** What changes rarely and holds data: deployed first, on its own. */
export class Foundation extends TerraformStack {
  constructor(scope: Construct, id: string, props: FoundationProps) {
    super(scope, id)
    const { space, location } = props
    new AzurermBackend(this, {
      resourceGroupName: props.state.resourceGroup,
      storageAccountName: props.state.storageAccount,
      containerName: props.state.container,
      key: `${id}.tfstate`,
      useAzureadAuth: true,
    })
    new AzurermProvider(this, 'azurerm', {
      subscriptionId: space.subscriptionId,
      // The account refuses keys and closes its firewall; without this the provider would still call its data plane.
      features: [{ storage: [{ dataPlaneAvailable: false }] }],
      storageUseAzuread: true,
      resourceProviderRegistrations: 'none',
    })
    const group = new ResourceGroup(this, 'group', {
      name: resourceName('rg', space),
      location,
      tags: { environment: space.environment, owner: props.owner, product: 'slipway' },
    })
    const shared = { space, location, resourceGroupName: group.name }
    new Observability(this, 'observability', {
      ...shared,
      retentionDays: props.logRetentionDays,
      dailyQuotaGb: props.logDailyQuotaGb,
    })
    new RunStorage(this, 'storage', { ...shared, softDeleteDays: 7 })
  }
}
