import { ArmError } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { checkName } from './names'
import { delegationsOf } from './network'
import { referred } from './references'

export const databricksWorkspace: ResourceType = {
  type: 'Microsoft.Databricks/workspaces',
  check(workspace, { resources, upstream }, before) {
    if (!before) checkName(workspace, /[-\w]{3,64}/, '3 to 64 letters, digits, hyphens and underscores')
    const { name: sku } = (workspace.sku ?? {}) as { name?: string }
    if (sku !== 'premium') {
      throw new ArmError(
        400,
        'InvalidSku',
        `sku.name '${sku}' is not available; Azure Databricks has no tier but premium any more.`,
      )
    }
    const parameters = (workspace.properties.parameters ?? {}) as Record<string, { value?: unknown } | undefined>
    const network = parameters.customVirtualNetworkId?.value
    if (network !== undefined) {
      referred(resources, network, 'parameters.customVirtualNetworkId')
      for (const name of ['customPublicSubnetName', 'customPrivateSubnetName'] as const) {
        const subnet = referred(resources, `${network}/subnets/${parameters[name]?.value}`, `parameters.${name}`)
        if (!delegationsOf(subnet).includes('microsoft.databricks/workspaces')) {
          throw new ArmError(
            400,
            'InvalidParameters',
            `Subnet ${subnet.id} must be delegated to Microsoft.Databricks/workspaces.`,
          )
        }
        if (subnet.properties.networkSecurityGroup == null) {
          throw new ArmError(
            400,
            'InvalidParameters',
            `Subnet ${subnet.id} must be associated with a network security group.`,
          )
        }
      }
    }
    const other = resources
      .ofType(databricksWorkspace.type)
      .find((one) => one.id.toLowerCase() !== workspace.id.toLowerCase())
    if (!upstream.databricks || other)
      throw new ArmError(501, 'NotImplemented', 'simulator: it has one Databricks workspace')
  },
  complete(workspace, { upstream }) {
    const workspaceId = upstream.databricks?.workspaceId ?? ''
    return {
      ...workspace,
      properties: { ...workspace.properties, workspaceId, workspaceUrl: workspaceHost(workspaceId) },
    }
  },
}

/** The host name that Azure gives a workspace. */
export function workspaceHost(workspaceId: string): string {
  return `adb-${workspaceId}.${BigInt(workspaceId) % 20n}.azuredatabricks.net`
}
