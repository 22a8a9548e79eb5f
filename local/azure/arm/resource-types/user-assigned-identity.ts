import { randomBytes, randomUUID } from 'node:crypto'
import type { ResourceType } from '../resource-type'
import { checkName } from './names'

export const userAssignedIdentity: ResourceType = {
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  check: (identity) =>
    checkName(identity, /[A-Za-z0-9][-\w]{2,127}/, '3 to 128 letters, digits, hyphens and underscores'),
  complete: (identity, { tenantId }, before) => ({
    ...identity,
    properties: {
      ...identity.properties,
      tenantId,
      clientId: before?.properties.clientId ?? randomUUID(),
      principalId: before?.properties.principalId ?? randomUUID(),
      // What a workload shows to the token endpoint of its machine; never answered.
      header: before?.properties.header ?? randomBytes(24).toString('base64url'),
    },
  }),
  async changed({ id, name, properties }, { directory, upstream }) {
    const identity = {
      clientId: String(properties.clientId),
      principalId: String(properties.principalId),
      header: String(properties.header),
    }
    await directory.putManagedIdentity({ ...identity, name })
    if (upstream.automation === undefined) return
    const known = { ...identity, resourceId: id, endpoint: new URL('/msi/token', upstream.entra).href }
    await tellAutomation(upstream.automation, 'PUT', '', known)
  },
  async deleted({ id, properties }, { directory, upstream }) {
    await directory.deleteManagedIdentity(String(properties.clientId))
    if (upstream.automation !== undefined)
      await tellAutomation(upstream.automation, 'DELETE', `?resourceId=${encodeURIComponent(id)}`)
  },
  shown({ properties: { header: _, ...properties }, ...identity }) {
    return { ...identity, properties }
  },
}

/** Its accounts carry identities, and know of them by nothing else. */
async function tellAutomation(url: string, method: 'PUT' | 'DELETE', query: string, body?: object): Promise<void> {
  const answer = await fetch(new URL(`/__emulator/identities${query}`, url), {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`Automation: ${method} of an identity: ${answer.status} ${await answer.text()}`)
}
