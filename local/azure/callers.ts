import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Resources } from '../arm/resources'

/** A program that calls through the proxy; its credentials say which one it is and so where it calls from. */
export interface Workload {
  readonly name: string
  readonly password: string
  /** Public IPv4 address that it calls from. */
  readonly address: string
  /** Whether a firewall's `bypass: AzureServices` lets it in. Default false. */
  readonly trustedService?: boolean
  /** Whose record names its subnets; looked up with every request. */
  readonly livesIn?: 'web-app' | 'databricks-nodes'
}

export interface Caller {
  readonly name: string
  /** Ids of the subnets it calls from, in lower case. */
  readonly subnetIds: readonly string[]
  readonly address: string
  readonly trustedService: boolean
}

const workloads = new WeakMap<Socket, () => Caller>()

/** Remembers who is at the other end of a connection. */
export function connectionOf(socket: Socket, workload: Workload, resources: Resources): void {
  workloads.set(socket, () => ({
    name: workload.name,
    address: workload.address,
    trustedService: workload.trustedService ?? false,
    subnetIds: subnetsOf(workload, resources).map((id) => id.toLowerCase()),
  }))
}

/** Who sends a request. @throws where the connection did not come through the proxy */
export function callerOf(request: IncomingMessage): Caller {
  const caller = workloads.get(request.socket)
  if (!caller) throw new Error('the connection did not come through the proxy')
  return caller()
}

function subnetsOf({ livesIn }: Workload, resources: Resources): string[] {
  if (livesIn === 'web-app') {
    return resources.ofType('Microsoft.Web/sites').flatMap(({ properties }) => {
      const id = properties.virtualNetworkSubnetId
      return typeof id === 'string' ? [id] : []
    })
  }
  if (livesIn === 'databricks-nodes') {
    return resources.ofType('Microsoft.Databricks/workspaces').flatMap(({ properties }) => {
      const parameters = (properties.parameters ?? {}) as Record<string, { value?: unknown } | undefined>
      const network = parameters.customVirtualNetworkId?.value
      const names = [parameters.customPublicSubnetName?.value, parameters.customPrivateSubnetName?.value]
      return typeof network === 'string' ? names.filter(Boolean).map((name) => `${network}/subnets/${name}`) : []
    })
  }
  return []
}
