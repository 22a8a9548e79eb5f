/** What the simulator tells Entra of, so that tokens say it. */
export interface EntraDirectory {
  putApplication(application: {
    readonly clientId: string
    readonly name: string
    /** Values of its app roles. */
    readonly roles: readonly string[]
  }): Promise<void>
  deleteApplication(clientId: string): Promise<void>
  putManagedIdentity(identity: {
    readonly clientId: string
    readonly principalId: string
    readonly name: string
    /** What its machine shows to the token endpoint. */
    readonly header: string
  }): Promise<void>
  deleteManagedIdentity(clientId: string): Promise<void>
  /** All app roles that a principal has at an application; none: an empty list. */
  setRoles(principalId: string, clientId: string, roles: readonly string[]): Promise<void>
  /** Whether a client, a user or a managed identity has this object id. */
  principalExists(objectId: string): Promise<boolean>
}

/** @param entraUrl of the emulator, on loopback */
export function openEntraDirectory(entraUrl: string): EntraDirectory {
  const call = async (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: object) => {
    const answer = await fetch(new URL(`/__emulator/directory/${path}`, entraUrl), {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (!answer.ok && answer.status !== 404)
      throw new Error(`Entra: ${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.ok
  }
  return {
    async putApplication(application) {
      await call('PUT', `applications/${application.clientId}`, application)
    },
    async deleteApplication(clientId) {
      await call('DELETE', `applications/${clientId}`)
    },
    async putManagedIdentity(identity) {
      await call('PUT', `managed-identities/${identity.clientId}`, identity)
    },
    async deleteManagedIdentity(clientId) {
      await call('DELETE', `managed-identities/${clientId}`)
    },
    async setRoles(principalId, clientId, roles) {
      await call('PUT', `roles/${principalId}/${clientId}`, { roles })
    },
    principalExists: (objectId) => call('GET', `principals/${objectId}`),
  }
}
