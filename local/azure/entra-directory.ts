import type { Application, Client, ManagedIdentity } from '../entra/directory'

/** What Entra says of an object id. */
export interface DirectoryPrincipal {
  readonly type: 'ServicePrincipal' | 'User'
  readonly name: string
}

/** What the simulator tells Entra of, so that tokens say it, and asks it. */
export interface EntraDirectory {
  putApplication(application: Application): Promise<void>
  deleteApplication(clientId: string): Promise<void>
  /** An application that asks for tokens and signs people in, without the roles it has. */
  putClient(client: Omit<Client, 'secret' | 'roles' | 'directoryRoles'>): Promise<void>
  deleteClient(clientId: string): Promise<void>
  putManagedIdentity(identity: Pick<ManagedIdentity, 'clientId' | 'principalId' | 'name' | 'header'>): Promise<void>
  deleteManagedIdentity(clientId: string): Promise<void>
  /** All app roles that a principal has at an application; none: an empty list. */
  setRoles(principalId: string, clientId: string, roles: readonly string[]): Promise<void>
  /** All roles that a principal has in the directory itself, by their template ids. */
  setDirectoryRoles(principalId: string, templateIds: readonly string[]): Promise<void>
  /** Undefined where no client, user or managed identity has this object id. */
  principal(objectId: string): Promise<DirectoryPrincipal | undefined>
}

/** @param entraUrl of the emulator, on loopback */
export function openEntraDirectory(entraUrl: string): EntraDirectory {
  const call = async (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: object) => {
    const answer = await fetch(new URL(`/__emulator/directory/${path}`, entraUrl), {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    // Deleting what is not there is done already.
    if (!answer.ok && answer.status !== 404) {
      throw new Error(`Entra: ${method} ${path}: ${answer.status} ${await answer.text()}`)
    }
    return answer
  }
  return {
    async putApplication({ clientId, ...application }) {
      await call('PUT', `applications/${clientId}`, application)
    },
    async deleteApplication(clientId) {
      await call('DELETE', `applications/${clientId}`)
    },
    async putClient({ clientId, ...client }) {
      await call('PUT', `clients/${clientId}`, client)
    },
    async deleteClient(clientId) {
      await call('DELETE', `clients/${clientId}`)
    },
    async putManagedIdentity({ clientId, ...identity }) {
      await call('PUT', `managed-identities/${clientId}`, identity)
    },
    async deleteManagedIdentity(clientId) {
      await call('DELETE', `managed-identities/${clientId}`)
    },
    async setRoles(principalId, clientId, roles) {
      await call('PUT', `roles/${principalId}/${clientId}`, { roles })
    },
    async setDirectoryRoles(principalId, templateIds) {
      await call('PUT', `directory-roles/${principalId}`, { templateIds })
    },
    async principal(objectId) {
      const answer = await call('GET', `principals/${encodeURIComponent(objectId)}`)
      return answer.ok ? ((await answer.json()) as DirectoryPrincipal) : undefined
    },
  }
}
