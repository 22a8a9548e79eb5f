import type { Platform } from '../platform'

/** A user-assigned identity as a machine has it. */
export interface MachineIdentity {
  readonly clientId: string
  /** Where the machine's programs get tokens, and the secret that they show there. */
  readonly endpoint: string
  readonly header: string
}

type Doors = Pick<Platform, 'controlUrl' | 'entraUrl'>

/** @throws where the simulated Azure has no such identity */
export async function machineIdentity({ controlUrl, entraUrl }: Doors, clientId: string): Promise<MachineIdentity> {
  const answer = await fetch(new URL(`/__emulator/identities/${clientId}`, controlUrl))
  if (!answer.ok) throw new Error(`there is no managed identity with the client id ${clientId}`)
  const { header } = (await answer.json()) as { header: string }
  return { clientId, header, endpoint: new URL('/msi/token', entraUrl).href }
}

/** @throws with the endpoint's words where it refuses */
export async function identityToken(identity: MachineIdentity, resource: string): Promise<string> {
  const url = new URL(identity.endpoint)
  url.search = new URLSearchParams({
    'api-version': '2019-08-01',
    resource,
    client_id: identity.clientId,
  }).toString()
  const answer = await fetch(url, { headers: { 'x-identity-header': identity.header } })
  const body = (await answer.json()) as { access_token?: string; message?: string }
  if (!answer.ok || body.access_token === undefined) {
    throw new Error(`no token of the identity ${identity.clientId} for ${resource}: ${answer.status} ${body.message}`)
  }
  return body.access_token
}
