import type { Upstreams } from '../upstreams'
import { type AzureUnderTest, group, startAzureUnderTest, subscription } from './azure-under-test'

export const location = 'westeurope'

/** A simulated Azure with an empty resource group, where the namespaces are registered. */
export async function startWithGroup(namespaces: readonly string[], upstream?: Partial<Upstreams>) {
  const azure = await startAzureUnderTest(upstream)
  for (const namespace of namespaces) await azure.good('POST', `${subscription}/providers/${namespace}/register`)
  await azure.good('PUT', group, { location })
  return azure
}

/** Path of a resource in that group. */
export function inGroup(type: string, name: string): string {
  return `${group}/providers/${type}/${name}`
}

/** @returns whether that body is refused, and with what words, or 'accepted' */
export async function verdict(azure: AzureUnderTest, path: string, body: unknown): Promise<string> {
  const { status, body: answer } = await azure.call('PUT', path, { body })
  return status < 300 ? 'accepted' : `${status} ${answer.error.code}: ${answer.error.message}`
}
