import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { SignJWT } from 'jose'
import type { TypeContext } from './arm/resource-type'

/** What deployed storage accounts hold, where Storage is emulated. */
export interface StorageContents {
  createContainer(account: string, container: string): Promise<void>
  deleteContainer(account: string, container: string): Promise<void>
  /** Deletes all containers and tables of the account. */
  clear(account: string): Promise<void>
}

const version = '2025-11-05'

/** Storage without its gate, as the platform itself uses it. */
export function storageContents({ upstream, tenantId }: Pick<TypeContext, 'upstream' | 'tenantId'>): StorageContents {
  const { storage } = upstream

  /** @param done status that says that it was so already */
  async function send(
    service: 'blob' | 'table',
    account: string,
    method: string,
    path: string,
    done?: number,
  ): Promise<string> {
    if (!storage) return ''
    const { hostname, port } = new URL(service === 'blob' ? storage.blobUrl : storage.tableUrl)
    const headers = {
      host: `${account}.${service}.core.windows.net`,
      authorization: `Bearer ${await platformToken(tenantId)}`,
      'x-ms-version': version,
      accept: 'application/json;odata=nometadata',
    }
    const ca = readFileSync(storage.caFile)
    const options = { hostname, port, method, path, headers, ca, servername: 'localhost', agent: false } as const
    const { status, text } = await new Promise<{ status: number; text: string }>((answered, failed) => {
      const outgoing = request(options, async (incoming) => {
        try {
          const chunks = await incoming.toArray()
          answered({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') })
        } catch (error) {
          failed(error)
        }
      })
      outgoing.once('error', failed)
      outgoing.end()
    })
    if (status >= 300 && status !== done) {
      throw new Error(`Storage: ${method} ${account} ${path}: ${status} ${text}`)
    }
    return text
  }

  const deleteContainer = async (account: string, container: string) => {
    await send('blob', account, 'DELETE', `/${container}?restype=container`, 404)
  }
  /** Until a listing, which may be one page of several, is empty. */
  const clear = async (list: () => Promise<string[]>, remove: (name: string) => Promise<unknown>) => {
    for (let names = await list(); names.length > 0; names = await list()) await Promise.all(names.map(remove))
  }
  return {
    async createContainer(account, container) {
      await send('blob', account, 'PUT', `/${container}?restype=container`, 409)
    },
    deleteContainer,
    async clear(account) {
      if (!storage) return
      await clear(
        async () => {
          const listed = await send('blob', account, 'GET', '/?comp=list')
          return [...listed.matchAll(/<Container><Name>([^<]+)</g)].map(([, name = '']) => name)
        },
        (name) => deleteContainer(account, name),
      )
      await clear(
        async () => {
          const listed = JSON.parse(await send('table', account, 'GET', '/Tables')) as {
            value: { TableName: string }[]
          }
          return listed.value.map(({ TableName }) => TableName)
        },
        (name) => send('table', account, 'DELETE', `/Tables('${name}')`, 404),
      )
    },
  }
}

/** The emulator, which only the gate and this process reach, reads what a token says and leaves its signature alone. */
function platformToken(tenantId: string): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(`https://sts.windows.net/${tenantId}/`)
    .setAudience('https://storage.azure.com')
    .setIssuedAt('-5 minutes')
    .setNotBefore('-5 minutes')
    .setExpirationTime('5 minutes')
    .sign(randomBytes(32))
}
