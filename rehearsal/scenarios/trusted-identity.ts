import { clientIdOfApi } from '../checks/caller-role'
import type { CheckContext } from '../checks/check'
import { allMade } from '../rehearsal'

const graph = 'https://graph.microsoft.com/v1.0/applications'

/**
 * Lets the API's application trust this identity, in place of the one it trusts, when a person signs in.
 * @param workload whose identity; `api` as it was deployed
 */
export async function trustIdentity({ rehearsal, azure }: CheckContext, workload: 'api' | 'runbook'): Promise<void> {
  const address = `azurerm_user_assigned_identity.${workload}-identity`
  const subject = allMade(rehearsal).find((one) => one.address === address)?.principalId
  if (subject === undefined) throw new Error(`no identity was deployed as ${address}`)
  const filter = encodeURIComponent(`appId eq '${await clientIdOfApi(rehearsal)}'`)
  const [application] = await listed(azure, `${graph}?$filter=${filter}`)
  const credentials = `${graph}/${application?.id}/federatedIdentityCredentials`
  const [credential] = await listed(azure, credentials)
  if (!credential) throw new Error(`the application ${application?.id} has no federated credential`)
  await azure.call('PATCH', `${credentials}/${credential.id}`, { subject })
}

async function listed(azure: CheckContext['azure'], url: string): Promise<readonly { readonly id: string }[]> {
  return ((await azure.call('GET', url)).body as { value: { id: string }[] }).value
}
