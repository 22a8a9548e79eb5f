import type { FastifyInstance } from 'fastify'
import { bodyOf, invalid, type Json, objectIn, type Resources, textIn } from '../arm/resources'
import type { JsonStore } from '../json-store'

/** A user-assigned identity that accounts may carry. Terraform makes it elsewhere; here it only has to be known. */
interface Identity {
  readonly resourceId: string
  readonly clientId: string
  readonly principalId: string
  /** Where jobs get its tokens, and the secret that they show there (IDENTITY_ENDPOINT, IDENTITY_HEADER). */
  readonly endpoint: string
  readonly header: string
}

export interface Identities {
  /** An account's identity block as Azure answers it. @throws ArmError 400 where an identity is unknown */
  described(identity: unknown): Json | undefined
  /** IDENTITY_ENDPOINT and IDENTITY_HEADER of a job; empty where the account has no identity. */
  environmentOf(account: string): Record<string, string>
}

/** Identities; `PUT /__emulator/identities` makes one known, `DELETE` of it by its `resourceId` forgets it. */
export function registerIdentities(app: FastifyInstance, store: JsonStore, resources: Resources): Identities {
  const identities = store.collection<Identity>('identities')
  app.put('/__emulator/identities', async (request) => {
    const body = bodyOf(request)
    const text = (name: keyof Identity) => textIn(body[name], name)
    const identity: Identity = {
      resourceId: text('resourceId'),
      clientId: text('clientId'),
      principalId: text('principalId'),
      endpoint: text('endpoint'),
      header: text('header'),
    }
    identities.put(identity.resourceId.toLowerCase(), identity)
    return {}
  })
  app.delete<{ Querystring: { resourceId?: string } }>('/__emulator/identities', async ({ query }) => {
    identities.delete(textIn(query.resourceId, 'resourceId').toLowerCase())
    return {}
  })
  return {
    described(value) {
      if (value == null) return undefined
      const identity = objectIn(value, 'identity')
      const assigned = Object.keys(objectIn(identity.userAssignedIdentities ?? {}, 'identity.userAssignedIdentities'))
      const known = assigned.map((id) => {
        const found = identities.get(id.toLowerCase())
        if (!found) throw invalid(`The identity '${id}' was not found.`)
        return [id, { clientId: found.clientId, principalId: found.principalId }] as const
      })
      return { ...identity, ...(known.length > 0 && { userAssignedIdentities: Object.fromEntries(known) }) }
    },
    environmentOf(account): Record<string, string> {
      const assigned = resources.find(account)?.identity?.userAssignedIdentities
      const [id] = Object.keys(assigned ?? {})
      const identity = id === undefined ? undefined : identities.get(id.toLowerCase())
      return identity ? { IDENTITY_ENDPOINT: identity.endpoint, IDENTITY_HEADER: identity.header } : {}
    },
  }
}
