import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Entra, startEntra } from '../../entra/entra'
import { proxyAgent } from '../../proxy-agent'
import { type Azure, startAzure } from '../azure'
import type { Workload } from '../callers'
import type { Upstreams } from '../upstreams'

export const tenantId = '33333333-3333-4333-8333-333333333333'
export const subscriptionId = '11111111-1111-4111-8111-111111111111'
export const subscription = `/subscriptions/${subscriptionId}`
export const group = `${subscription}/resourceGroups/rg-test`
const manager = 'management.azure.com'
const apiVersion = '2024-01-01'

const clients = {
  deployer: { clientId: '44444444-4444-4444-8444-444444444444', objectId: '44444444-4444-4444-8444-44444444444a' },
  stranger: { clientId: '55555555-5555-4555-8555-555555555555', objectId: '55555555-5555-4555-8555-55555555555a' },
} as const
export type ClientName = keyof typeof clients
export const objectIdOf = (name: ClientName) => clients[name].objectId
export const clientIdOf = (name: ClientName) => clients[name].clientId

export const person = {
  objectId: '66666666-6666-4666-8666-66666666666a',
  name: 'Ada',
  userPrincipalName: 'ada@example.com',
}

const workloads: readonly Workload[] = [
  { name: 'deployer', password: 'of-the-deployer', address: '203.0.113.10' },
  { name: 'caller', password: 'of-the-caller', address: '198.51.100.7' },
  { name: 'platform', password: 'of-the-platform', address: '198.51.100.8', trustedService: true },
  { name: 'web-app', password: 'of-the-web-app', address: '198.51.100.9', livesIn: 'web-app' },
  { name: 'nodes', password: 'of-the-nodes', address: '198.51.100.20', livesIn: 'databricks-nodes' },
]

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer
  readonly body: any
}

export interface Call {
  /** Sent as JSON, a text as it is. */
  readonly body?: unknown
  /** Default the resource manager. */
  readonly host?: string
  /** Who signs in at Entra; null: no token is sent. Default the deployer. */
  readonly as?: ClientName | null
  readonly headers?: Readonly<Record<string, string>>
}

/** A simulated Azure of its own, called as Terraform calls it: by host name, through the proxy, with a token. */
export interface AzureUnderTest {
  readonly azure: Azure
  readonly entra: Entra
  /** As HTTPS_PROXY has it. */
  proxyUrl(workload?: string, password?: string): string
  call(method: string, path: string, call?: Call): Promise<Answer>
  /** @throws where the answer is not 2xx */
  good(method: string, path: string, body?: unknown): Promise<Answer>
  /** The test door. */
  control(method: string, path: string, body?: unknown): Promise<Answer>
  /** Lines of the transcript, oldest first; sure to be there once it has ended. */
  transcript(): Record<string, unknown>[]
  /** Ends it and starts it again with what it has kept. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** @param upstream more services on this machine than Entra */
export async function startAzureUnderTest(upstream: Partial<Upstreams> = {}): Promise<AzureUnderTest> {
  const dataDir = mkdtempSync(join(tmpdir(), 'slipway-azure-'))
  const entra = await startEntra({
    dataDir: join(dataDir, 'entra'),
    port: 0,
    tenantId,
    applications: [],
    clients: Object.entries(clients).map(([name, one]) => ({ ...one, name, secret: `secret-of-${name}`, roles: {} })),
    managedIdentities: [],
    users: [{ ...person, roles: {} }],
    publicUrl: 'https://login.microsoftonline.com',
  })
  const start = () =>
    startAzure({
      dataDir: join(dataDir, 'azure'),
      port: 0,
      tenantId,
      subscriptionId,
      deployer: clients.deployer,
      workloads,
      upstream: { entra: entra.url, ...upstream },
    })
  let azure = await start()
  const proxyUrl = (workload = 'deployer', password = `of-the-${workload}`) =>
    `http://${workload}:${password}@127.0.0.1:${azure.proxyPort}`

  const tokens = new Map<ClientName, Promise<string>>()
  const tokenOf = (name: ClientName) => {
    const known = tokens.get(name) ?? signIn(name)
    tokens.set(name, known)
    return known
  }
  const signIn = async (name: ClientName) => {
    const answer = await send('POST', `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clients[name].clientId,
        client_secret: `secret-of-${name}`,
        scope: `https://${manager}/.default`,
      }).toString(),
    })
    return answer.body.access_token as string
  }
  const send = (method: string, url: string, { body, headers }: Call) =>
    sendThrough(proxyUrl(), azure.caFile, method, url, headers ?? {}, body)

  const call: AzureUnderTest['call'] = async (
    method,
    path,
    { body, host = manager, as = 'deployer', headers } = {},
  ) => {
    const url = new URL(`https://${host}`)
    const [pathname = '', query = ''] = path.split('?')
    const version = host === manager && !query.includes('api-version') ? `api-version=${apiVersion}` : ''
    const search = [version, query].filter(Boolean).join('&')
    return send(method, `${url.origin}${pathname}${search && `?${search}`}`, {
      body,
      headers: {
        ...(as !== null && { authorization: `Bearer ${await tokenOf(as)}` }),
        ...(body !== undefined && typeof body !== 'string' && { 'content-type': 'application/json' }),
        ...headers,
      },
    })
  }
  return {
    get azure() {
      return azure
    },
    entra,
    proxyUrl,
    call,
    async good(method, path, body) {
      const answer = await call(method, path, { body })
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer
    },
    async control(method, path, body) {
      const answer = await fetch(new URL(path, azure.url), {
        method,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.json() }
    },
    transcript: () =>
      readFileSync(azure.transcriptFile, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    async restart() {
      await azure.close()
      azure = await start()
    },
    async close() {
      await azure.close()
      await entra.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** One request on a connection of its own through the proxy; a body that is neither text nor bytes is sent as JSON. */
export function sendThrough(
  proxyUrl: string,
  caFile: string,
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: unknown,
): Promise<Answer> {
  return new Promise((done, failed) => {
    const outgoing = request(url, { method, headers, agent: proxyAgent({ proxyUrl, caFile }) }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.once('error', failed)
      incoming.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const json = incoming.headers['content-type']?.includes('json') && text !== ''
        done({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: json ? JSON.parse(text) : text })
      })
    })
    outgoing.once('error', failed)
    const asItIs = body === undefined || typeof body === 'string' || body instanceof Uint8Array
    outgoing.end(asItIs ? body : JSON.stringify(body))
  })
}
