import { NatGateway } from '@cdktf/provider-azurerm/lib/nat-gateway'
import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association'
import { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group'
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip'
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet'
import { SubnetNatGatewayAssociation } from '@cdktf/provider-azurerm/lib/subnet-nat-gateway-association'
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association'
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network'
import { Construct } from 'constructs'
import { type NameSpace, resourceName } from './names'

/**
 * How nodes reach the Internet: `injected-public-nodes` by an address of their own while they run, inbound closed;
 * `injected-nat` by one NAT gateway, about 36 USD a month.
 */
export type NetworkVariant = 'injected-public-nodes' | 'injected-nat'

export interface NetworkProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  readonly variant: NetworkVariant
  /** CIDR, /16 to /24 for Databricks. */
  readonly addressSpace: string
  /** CIDRs of /26 or larger. */
  readonly subnets: { readonly api: string; readonly databricksHost: string; readonly databricksContainer: string }
}

/** What a Databricks workspace must be told of the network it is injected into. */
export interface DatabricksSubnets {
  readonly hostSubnetName: string
  readonly containerSubnetName: string
  readonly hostNsgAssociationId: string
  readonly containerNsgAssociationId: string
}

/**
 * The virtual network of API and Databricks nodes. Service endpoints let its subnets, and nothing else in Azure, pass
 * the firewalls of Storage and Key Vault; they cost nothing and keep that traffic off the NAT gateway.
 */
export class Network extends Construct {
  readonly id: string
  readonly apiSubnetId: string
  readonly databricksSubnetIds: readonly string[]
  readonly databricks: DatabricksSubnets
  /** Where nodes come from, with `injected-nat`. */
  readonly natAddress: string | undefined

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id)
    const { space, resourceGroupName, location, variant, subnets } = props
    const network = new VirtualNetwork(this, 'Default', {
      name: resourceName('vnet', space),
      resourceGroupName,
      location,
      addressSpace: [props.addressSpace],
    })
    const shared = { space, resourceGroupName, location, virtualNetworkName: network.name }
    const api = new GuardedSubnet(this, 'api', {
      ...shared,
      part: 'api',
      addressRange: subnets.api,
      serviceEndpoints: ['Microsoft.KeyVault', 'Microsoft.Storage'],
      delegation: appService,
      defaultOutbound: false,
    })
    const ofDatabricks = { ...shared, serviceEndpoints: ['Microsoft.Storage'], delegation: databricks }
    const host = new GuardedSubnet(this, 'databricks-host', {
      ...ofDatabricks,
      part: 'dbw-host',
      addressRange: subnets.databricksHost,
      defaultOutbound: false,
    })
    const container = new GuardedSubnet(this, 'databricks-container', {
      ...ofDatabricks,
      part: 'dbw-container',
      addressRange: subnets.databricksContainer,
      // A node's public address is on its host interface alone; which way the container's interface takes is not documented.
      defaultOutbound: variant === 'injected-public-nodes',
    })
    this.id = network.id
    this.apiSubnetId = api.id
    this.databricksSubnetIds = [host.id, container.id]
    this.databricks = {
      hostSubnetName: host.name,
      containerSubnetName: container.name,
      hostNsgAssociationId: host.nsgAssociationId,
      containerNsgAssociationId: container.nsgAssociationId,
    }
    if (variant === 'injected-nat') this.natAddress = this.leaveThroughNat({ space, resourceGroupName, location })
  }

  private leaveThroughNat(props: Pick<NetworkProps, 'space' | 'resourceGroupName' | 'location'>): string {
    const { space, ...place } = props
    const gateway = new NatGateway(this, 'nat', { ...place, name: resourceName('ng', space), skuName: 'Standard' })
    const address = new PublicIp(this, 'nat-address', {
      ...place,
      name: resourceName('pip', space, 'nat'),
      allocationMethod: 'Static',
      sku: 'Standard',
    })
    new NatGatewayPublicIpAssociation(this, 'nat-has-address', {
      natGatewayId: gateway.id,
      publicIpAddressId: address.id,
    })
    const [hostId = '', containerId = ''] = this.databricksSubnetIds
    for (const [part, subnetId] of Object.entries({ host: hostId, container: containerId })) {
      new SubnetNatGatewayAssociation(this, `nat-for-${part}`, { natGatewayId: gateway.id, subnetId })
    }
    return address.ipAddress
  }
}

interface Delegation {
  readonly service: string
  readonly actions: readonly string[]
}

const appService: Delegation = {
  service: 'Microsoft.Web/serverFarms',
  actions: ['Microsoft.Network/virtualNetworks/subnets/action'],
}

const databricks: Delegation = {
  service: 'Microsoft.Databricks/workspaces',
  actions: [
    'Microsoft.Network/virtualNetworks/subnets/join/action',
    'Microsoft.Network/virtualNetworks/subnets/prepareNetworkPolicies/action',
    'Microsoft.Network/virtualNetworks/subnets/unprepareNetworkPolicies/action',
  ],
}

interface GuardedSubnetProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  readonly virtualNetworkName: string
  readonly part: string
  readonly addressRange: string
  readonly serviceEndpoints: readonly string[]
  readonly delegation: Delegation
  /** Whether Azure lends an address to whoever has no way out; it no longer does in new networks unless it is asked. */
  readonly defaultOutbound: boolean
}

/**
 * A delegated subnet with a security group of its own. The groups hold no rules of ours: Azure's own deny what comes in
 * from the Internet, and Databricks writes, and guards, the ones it needs.
 */
class GuardedSubnet extends Construct {
  readonly id: string
  readonly name: string
  readonly nsgAssociationId: string

  constructor(scope: Construct, id: string, props: GuardedSubnetProps) {
    super(scope, id)
    const { space, resourceGroupName, location, virtualNetworkName, part, delegation } = props
    const subnet = new Subnet(this, 'Default', {
      name: resourceName('snet', space, part),
      resourceGroupName,
      virtualNetworkName,
      addressPrefixes: [props.addressRange],
      serviceEndpoints: [...props.serviceEndpoints],
      defaultOutboundAccessEnabled: props.defaultOutbound,
      delegation: [
        {
          name: 'delegation',
          serviceDelegation: { name: delegation.service, actions: [...delegation.actions] },
        },
      ],
    })
    const group = new NetworkSecurityGroup(this, 'security-group', {
      name: resourceName('nsg', space, part),
      resourceGroupName,
      location,
    })
    const association = new SubnetNetworkSecurityGroupAssociation(this, 'guarded', {
      subnetId: subnet.id,
      networkSecurityGroupId: group.id,
    })
    this.id = subnet.id
    this.name = subnet.name
    this.nsgAssociationId = association.id
  }
}
