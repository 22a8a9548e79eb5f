import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt, type JWTPayload } from 'jose'
import { type Entra, startEntra } from '../entra'

export const tenantId = '11111111-1111-4111-8111-111111111111'
export const authority = 'https://login.microsoftonline.com'
/** A program with a secret, which the service was started with. */
export const program = { clientId: 'program', objectId: 'sp-program', secret: 'secret-of-program', name: 'program' }

export const person = { objectId: 'ada', name: 'Ada', userPrincipalName: 'ada@example.com' }

export type Answer = Record<string, string> & { error_codes?: number[] }

/** Entra under its public name, with one program and one person in it, and everything else put there by its door. */
export interface ChangingEntra {
  readonly url: string
  door(method: 'GET' | 'PUT' | 'DELETE', path: string, body?: object): Promise<{ status: number; body: Answer }>
  /** @param form of a client credentials grant; default the program's */
  token(scope: string, form?: Record<string, string>): Promise<{ status: number; body: Answer }>
  /** @throws where no token was given */
  claims(scope: string, form?: Record<string, string>): Promise<JWTPayload>
  /** What a machine with this header gets for its identity. */
  identityToken(clientId: string, header: string, resource: string): Promise<{ status: number; body: Answer }>
  restart(): Promise<void>
  close(): Promise<void>
}

export async function startChangingEntra(): Promise<ChangingEntra> {
  const dataDir = mkdtempSync(join(tmpdir(), 'slipway-entra-'))
  const start = () =>
    startEntra({
      ...{ dataDir, port: 0, publicUrl: authority, tenantId },
      ...{
        applications: [],
        clients: [{ ...program, roles: {} }],
        managedIdentities: [],
        users: [{ ...person, roles: {} }],
      },
    })
  let entra: Entra = await start()
  const read = async (answer: Response) => ({ status: answer.status, body: (await answer.json()) as Answer })
  const ownForm = { client_id: program.clientId, client_secret: program.secret }
  const token: ChangingEntra['token'] = async (scope, form = ownForm) =>
    read(
      await fetch(`${entra.url}/${tenantId}/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', scope, ...form }),
      }),
    )
  return {
    get url() {
      return entra.url
    },
    token,
    door: async (method, path, body) =>
      read(
        await fetch(`${entra.url}/__emulator/directory/${path}`, {
          method,
          ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
        }),
      ),
    async claims(scope, form) {
      const { status, body } = await token(scope, form)
      if (status !== 200) throw new Error(`${status} ${body.error_description}`)
      return decodeJwt(body.access_token ?? '')
    },
    async identityToken(client_id, header, resource) {
      const query = new URLSearchParams({ 'api-version': '2019-08-01', client_id, resource })
      return read(await fetch(`${entra.url}/msi/token?${query}`, { headers: { 'x-identity-header': header } }))
    },
    async restart() {
      await entra.close()
      entra = await start()
    },
    async close() {
      await entra.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
