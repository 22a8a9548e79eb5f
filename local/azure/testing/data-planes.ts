import { roleDefinitions } from '../arm/role-definitions'
import type { Refusal } from '../refusals'
import {
  type Answer,
  type AzureUnderTest,
  type ClientName,
  group,
  objectIdOf,
  sendThrough,
  subscription,
} from './azure-under-test'
import { tokenFor } from './graph-client'

export interface Request {
  /** Who signs in at Entra; null: no token is sent. */
  readonly as?: ClientName | null
  /** What the token is for. Default what the service asks for. */
  readonly resource?: string
  /** Workload that sends it. Default `caller`. */
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A service of the simulated Azure beside the resource manager, and what decides who may use it. */
export interface DataPlane {
  /** @param url with host, e.g. `https://kv-test.vault.azure.net/secrets/a` */
  send(method: string, url: string, request?: Request): Promise<Answer>
  token(as: ClientName, resource?: string): Promise<string>
  /** @returns what takes the role away again */
  grant(as: ClientName, role: string, scope: string): Promise<() => Promise<void>>
  /** What was refused while the function ran. */
  refusedBy(run: () => Promise<unknown>): Promise<Refusal[]>
}

/** @param resource that tokens are for, such as `https://vault.azure.net` */
export function dataPlane(azure: AzureUnderTest, resource: string): DataPlane {
  const token = (as: ClientName, forResource = resource) => tokenFor(azure, forResource, as)
  let assignments = 0
  return {
    token,
    async send(method, url, { as = 'stranger', resource: forResource, from = 'caller', headers, body } = {}) {
      const authorization = as !== null && { authorization: `Bearer ${await token(as, forResource)}` }
      const isJson = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)
      const type = isJson && { 'content-type': 'application/json' }
      const all = { ...authorization, ...type, ...headers }
      return sendThrough(azure.proxyUrl(from), azure.azure.caFile, method, url, all, body)
    },
    async grant(as, role, scope) {
      const definition = roleDefinitions.find(({ name }) => name === role)
      if (!definition) throw new Error(`there is no role "${role}"`)
      const name = `00000000-0000-4000-8000-${String(++assignments).padStart(12, '0')}`
      const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`
      const roleDefinitionId = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${definition.id}`
      await azure.good('PUT', path, { properties: { principalId: objectIdOf(as), roleDefinitionId } })
      return async () => {
        await azure.good('DELETE', path)
      }
    },
    async refusedBy(run) {
      const { next } = (await azure.control('GET', '/__emulator/refusals?since=1000000')).body
      await run()
      return (await azure.control('GET', `/__emulator/refusals?since=${next}`)).body.refusals
    },
  }
}

const network = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-test`

/** Registers what the tests deploy, and makes their group and a network. */
export async function deployNetwork(
  azure: AzureUnderTest,
  namespaces: readonly string[],
  subnets: Readonly<Record<string, object>> = {},
): Promise<(subnet: string) => string> {
  for (const namespace of ['Microsoft.Network', ...namespaces]) {
    await azure.good('POST', `${subscription}/providers/${namespace}/register`)
  }
  await azure.good('PUT', group, { location: 'westeurope' })
  const space = { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } }
  await azure.good('PUT', network, { location: 'westeurope', properties: space })
  for (const [index, [name, properties]] of Object.entries(subnets).entries()) {
    const addressPrefix = `10.0.${index}.0/24`
    await azure.good('PUT', `${network}/subnets/${name}`, { properties: { addressPrefix, ...properties } })
  }
  return (subnet) => `${network}/subnets/${subnet}`
}
