import { setTimeout as delay } from 'node:timers/promises'
import type { AzureClient } from './azure-client'
import type { Rehearsal } from './rehearsal'

const deleteLimitMs = 60_000

/**
 * What is still there after everything was destroyed, apart from the state's own group and what an administrator did
 * before; then that group is deleted, and it must be gone too. The deleted vault does not count: Azure keeps it, and its
 * name, for as long as the environment says.
 *
 * @param stateGroup id of the state's resource group
 */
export async function leftovers(
  { platform, environment }: Pick<Rehearsal, 'environment' | 'platform'>,
  azure: AzureClient,
  stateGroup: string,
): Promise<string[]> {
  const resources = async () => {
    const answer = await fetch(new URL('/__emulator/resources', platform.controlUrl))
    const { value } = (await answer.json()) as { value: { id: string; type: string }[] }
    // Who owns the subscription did so before anything was deployed.
    const given = `/subscriptions/${environment.subscriptionId}/providers/microsoft.authorization/`.toLowerCase()
    return value
      .map(({ id }) => id)
      .filter((id) => !id.toLowerCase().startsWith(given) && !/\/deletedVaults\//i.test(id))
  }
  const inGroup = (id: string) => `${id}/`.toLowerCase().startsWith(`${stateGroup}/`.toLowerCase())
  const left = (await resources()).filter((id) => !inGroup(id))
  const { body } = await azure.call('GET', 'https://graph.microsoft.com/v1.0/applications')
  const applications = (body as { value: { displayName: string; appId: string }[] }).value
    .filter(({ appId }) => !Object.values(platform.callers).some(({ clientId }) => clientId === appId))
    .filter(({ appId }) => appId !== platform.deployer.clientId)
    .map(({ displayName }) => `application ${displayName} in Entra`)
  await azure.call('DELETE', `https://management.azure.com${stateGroup}?api-version=2023-07-01`)
  const deadline = Date.now() + deleteLimitMs
  let still = (await resources()).filter(inGroup)
  while (still.length > 0 && Date.now() < deadline) {
    await delay(200)
    still = (await resources()).filter(inGroup)
  }
  return [...left, ...applications, ...still]
}
