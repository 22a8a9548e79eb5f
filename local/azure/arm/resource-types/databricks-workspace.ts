import { ArmError, type Resource, type Resources } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { checkName } from './names'
import { delegationsOf, prefixOf } from './network'
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
    checkNetwork(workspace, resources)
    const other = resources
      .ofType(databricksWorkspace.type)
      .find((one) => one.id.toLowerCase() !== workspace.id.toLowerCase())
    if (!upstream.databricks || other)
      throw new ArmError(501, 'NotImplemented', 'simulator: it has one Databricks workspace')
  },
  complete(workspace, { upstream, clock }, before) {
    const workspaceId = upstream.databricks?.workspaceId ?? ''
    return {
      ...workspace,
      properties: {
        ...workspace.properties,
        createdDateTime: before?.properties.createdDateTime ?? new Date(clock.now()).toISOString(),
        workspaceId,
        workspaceUrl: workspaceHost(workspaceId),
      },
    }
  },
  // Jobs, secrets, permissions and all else in it are gone with it; another workspace begins empty.
  async deleted({ name }, { upstream }) {
    if (!upstream.databricks) return
    const answer = await fetch(new URL('/__emulator/workspace', upstream.databricks.url), { method: 'DELETE' })
    if (!answer.ok) throw new Error(`The data of the workspace ${name} could not be deleted: ${answer.status}`)
  },
}

/** Source: https://learn.microsoft.com/azure/databricks/security/network/classic/vnet-inject */
const smallestSubnet = 26

function checkNetwork({ properties }: Resource, resources: Resources): void {
  const parameters = (properties.parameters ?? {}) as Record<string, { value?: unknown } | undefined>
  const network = parameters.customVirtualNetworkId?.value
  if (network === undefined) return
  referred(resources, network, 'parameters.customVirtualNetworkId')
  const used = new Set<string>()
  for (const parameter of ['customPublicSubnetName', 'customPrivateSubnetName'] as const) {
    const name = String(parameters[parameter]?.value)
    const subnet = resources.find(`${network}/subnets/${name}`)
    // Azure's words for a subnet that is not there.
    if (!subnet) throw refusal('SubnetIsNotWithinVnetError', `The subnet ${name} of ${parameter} is not in ${network}.`)
    if (used.has(subnet.id)) throw refusal('InvalidParameters', `Both subnets are ${subnet.id}; they must differ.`)
    used.add(subnet.id)
    if (!delegationsOf(subnet).includes('microsoft.databricks/workspaces'))
      throw refusal('InvalidParameters', `Subnet ${subnet.id} must be delegated to Microsoft.Databricks/workspaces.`)
    if (subnet.properties.networkSecurityGroup == null)
      throw refusal('InvalidParameters', `Subnet ${subnet.id} must be associated with a network security group.`)
    const bits = Number(prefixOf(subnet)?.split('/')[1])
    if (bits > smallestSubnet)
      throw refusal(
        'InvalidParameters',
        `Subnet ${subnet.id} is a /${bits}; the smallest allowed is a /${smallestSubnet}.`,
      )
  }
}

function refusal(code: string, message: string): ArmError {
  return new ArmError(400, code, message)
}

/** The host name that Azure gives a workspace. */
export function workspaceHost(workspaceId: string): string {
  return `adb-${workspaceId}.${BigInt(workspaceId) % 20n}.azuredatabricks.net`
}
