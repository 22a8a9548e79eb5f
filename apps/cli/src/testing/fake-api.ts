import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Recorded {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

type Handler = (request: Recorded, response: ServerResponse) => unknown

/** An API that answers as a test scripts it, with the token endpoint of the local platform beside it. */
export interface FakeApi {
  readonly url: string
  /** What `SLIPWAY_DATA` has to be for the CLI to take it for the local platform. */
  readonly dataFolder: string
  /** A folder for the files of the test. */
  readonly folder: string
  readonly requests: Recorded[]
  /** Answers this method and path from now on. */
  on(method: string, path: string, handler: Handler): void
  close(): Promise<void>
}

export const secret = 'the-client-secret'
export const token = 'the.access.token'

export async function startFakeApi(): Promise<FakeApi> {
  const handlers = new Map<string, Handler>()
  const requests: Recorded[] = []
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://host')
    const method = incoming.method ?? ''
    const request = {
      method,
      path: pathname,
      query: searchParams,
      headers: incoming.headers,
      body: Buffer.concat(chunks),
    }
    requests.push(request)
    const handler = handlers.get(`${method} ${pathname}`)
    if (handler) await handler(request, response)
    else problem(response, 404, { title: 'Not found', code: 'NotFound', detail: `${method} ${pathname}` })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = mkdtempSync(join(tmpdir(), 'slipway-cli-'))
  writeFileSync(join(folder, 'ready.json'), JSON.stringify({ api: url }))
  const credential = {
    authority: url,
    tenantId: 'tenant',
    clientId: 'cli',
    clientSecret: secret,
    scope: 'api://x/.default',
  }
  writeFileSync(join(folder, 'cli-credential.json'), JSON.stringify(credential), { mode: 0o600 })
  const on = (method: string, path: string, handler: Handler) => handlers.set(`${method} ${path}`, handler)
  on('POST', '/tenant/oauth2/v2.0/token', (_, response) =>
    json(response, 200, { token_type: 'Bearer', access_token: token, expires_in: 3600 }),
  )
  return {
    url,
    dataFolder: folder,
    folder,
    requests,
    on,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
}

export function problem(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}) {
  json(response, status, { status, ...body }, { 'Content-Type': 'application/problem+json', ...headers })
}

/** A run as docs/api.md shows it. */
export function aRun(changes: object = {}) {
  return {
    id: '0193a5c8-0000-7000-8000-000000000001',
    name: 'tiny.mps',
    status: 'queued',
    createdAt: '2026-11-23T10:00:00Z',
    startedAt: null,
    finishedAt: null,
    createdBy: { oid: 'o', name: 'n' },
    algorithm: { name: 'highs', version: '1.0.0' },
    profile: 'small',
    input: { name: 'tiny.mps', bytes: 4, sha256: '' },
    options: {},
    attempt: 1,
    progress: null,
    error: null,
    result: null,
    summary: null,
    finishRequested: false,
    cancelRequested: false,
    pollAfterSeconds: 1,
    links: {},
    ...changes,
  }
}

export const runId = aRun().id
