import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Entra, startEntra } from '../entra/entra'
import { type AppService, type AppServiceOptions, startAppService } from './app-service'

const tenantId = '11111111-1111-4111-8111-111111111111'
const clientId = '22222222-2222-4222-8222-222222222222'
const folder = mkdtempSync(join(tmpdir(), 'slipway-app-service-'))
const closing: (() => Promise<unknown>)[] = []
let entra: Entra

beforeAll(async () => {
  entra = await startEntra({
    dataDir: folder,
    port: 0,
    tenantId,
    applications: [{ clientId, name: 'api', roles: ['Runs.Submit'] }],
    clients: [],
    managedIdentities: [],
  })
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(async () => {
  await entra?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function listen(listener: RequestListener, port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer(listener)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  closing.push(() => end(server))
  return { server, port: address.port }
}

async function end(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

async function frontOf(port: number, options: Partial<AppServiceOptions> = {}): Promise<AppService> {
  const front = await startAppService({
    port: 0,
    upstream: `http://127.0.0.1:${port}`,
    authority: entra.url,
    tenantId,
    clientId,
    unauthenticatedAction: 'AllowAnonymous',
    ...options,
  })
  closing.push(() => front.close())
  return front
}

/** An app that answers with what it received. */
const echo: RequestListener = (request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers }))
}

type Echo = { method: string; url: string; headers: Record<string, string> }

async function echoed(url: string, headers: Record<string, string> = {}): Promise<Echo> {
  const response = await fetch(url, { headers })
  expect(response.status).toBe(200)
  return (await response.json()) as Echo
}

async function door(path: string, body: object = {}): Promise<Record<string, string>> {
  const response = await fetch(`${entra.url}/__emulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Record<string, string>
}

const token = async (body: object = {}) => (await door('token', body)).access_token ?? ''
const bearer = (value: string) => ({ authorization: `Bearer ${value}` })

describe('who calls', () => {
  test('is told to the app: principal, id, name and the token itself', async () => {
    const { port } = await listen(echo)
    const { url } = await frontOf(port)
    const value = await token({
      kind: 'user',
      roles: ['Runs.Submit'],
      claims: { oid: 'the-oid', preferred_username: 'Zoë' },
    })
    const { headers } = await echoed(`${url}/v1`, bearer(value))
    expect(headers).toMatchObject({
      authorization: `Bearer ${value}`,
      'x-ms-client-principal-id': 'the-oid',
      'x-ms-client-principal-idp': 'aad',
    })
    expect(Buffer.from(headers['x-ms-client-principal-name'] ?? '', 'latin1').toString()).toBe('Zoë')
    const principal = JSON.parse(Buffer.from(headers['x-ms-client-principal'] ?? '', 'base64').toString())
    expect(principal.auth_typ).toBe('aad')
    expect(principal.claims).toEqual(
      expect.arrayContaining([
        { typ: 'http://schemas.microsoft.com/identity/claims/objectidentifier', val: 'the-oid' },
        { typ: 'roles', val: 'Runs.Submit' },
        { typ: 'aud', val: clientId },
      ]),
    )
  })

  test.each([
    'x-ms-client-principal',
    'X-MS-CLIENT-PRINCIPAL-ID',
    'X-Ms-Client-Principal-Name',
    'x-ms-client-principal-idp',
    'X-MS-TOKEN-AAD-ACCESS-TOKEN',
    'x-ms-token-anything',
    'x-ms-auth-internal-token',
    'x_ms_client_principal_id',
  ])('cannot be claimed by the caller through %s', async (name) => {
    const { port } = await listen(echo)
    const { url } = await frontOf(port)
    const anonymous = await echoed(url, { [name]: 'forged' })
    expect(Object.values(anonymous.headers)).not.toContain('forged')
    const signedIn = await echoed(url, { [name]: 'forged', ...bearer(await token()) })
    expect(Object.values(signedIn.headers)).not.toContain('forged')
    expect(signedIn.headers['x-ms-client-principal-id']).toBe('test-principal')
  })

  test('does not hide ordinary x-ms headers', async () => {
    const { port } = await listen(echo)
    const { url } = await frontOf(port)
    const { headers } = await echoed(url, { 'x-ms-client-request-id': 'abc', 'x-ms-version': '1' })
    expect(headers).toMatchObject({ 'x-ms-client-request-id': 'abc', 'x-ms-version': '1' })
  })

  test.each([
    ['expired', { defect: 'expired' }],
    ['not yet valid', { defect: 'not-yet-valid' }],
    ['signed by somebody else', { defect: 'wrong-signature' }],
    ['signed with an unknown key', { defect: 'unknown-key' }],
    ['unsigned', { defect: 'alg-none' }],
    ['signed with the public key as a secret', { defect: 'hs256' }],
    ['for another audience', { claims: { aud: 'api://another' } }],
    ['from another issuer', { claims: { iss: 'https://login.microsoftonline.com/other/v2.0' } }],
  ])('is refused with 401 where the token is %s; the app sees nothing', async (_, body) => {
    let seen = 0
    const { port } = await listen((request, response) => {
      seen++
      echo(request, response)
    })
    const { url } = await frontOf(port)
    const response = await fetch(url, { headers: bearer(await token(body)) })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain(`resource_id="${clientId}"`)
    expect(seen).toBe(0)
  })

  test.each(['x', 'a.b.c', 'e30.e30.'])('is refused with 401 where the token is %s', async (value) => {
    const { port } = await listen(echo)
    const { url } = await frontOf(port)
    expect((await fetch(url, { headers: bearer(value) })).status).toBe(401)
  })

  test('may use api://<client id> as the audience', async () => {
    const { port } = await listen(echo)
    const { url } = await frontOf(port)
    await echoed(url, bearer(await token({ claims: { aud: `api://${clientId}` } })))
  })

  test('may use the audiences that the site allows, and its client id in any case, but no other', async () => {
    const { port } = await listen(echo)
    const { url } = await frontOf(port, { allowedAudiences: ['https://api.example'] })
    await echoed(url, bearer(await token({ claims: { aud: 'https://api.example' } })))
    await echoed(url, bearer(await token({ claims: { aud: clientId } })))
    const other = await fetch(url, { headers: bearer(await token({ claims: { aud: `api://${clientId}` } })) })
    expect(other.status).toBe(401)
  })

  test('is known by the issuer’s public name, with keys from where they really are', async () => {
    const { port } = await listen(echo)
    const authority = 'https://login.example'
    const keysUrl = `${entra.url}/${tenantId}/discovery/v2.0/keys`
    const { url } = await frontOf(port, { authority, keysUrl })
    await echoed(url, bearer(await token({ claims: { iss: `${authority}/${tenantId}/v2.0` } })))
    const local = await fetch(url, { headers: bearer(await token()) })
    expect(local.status).toBe(401)
    expect(local.headers.get('www-authenticate')).toContain(`authorization_uri="${authority}/`)
  })

  test('may be nobody, unless the site says Return401', async () => {
    const { port } = await listen(echo)
    const open = await frontOf(port)
    expect((await echoed(open.url)).headers['x-ms-client-principal']).toBeUndefined()
    const closed = await frontOf(port, { unauthenticatedAction: 'Return401' })
    const refused = await fetch(closed.url)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer authorization_uri=/)
    await echoed(closed.url, bearer(await token()))
  })

  test('is known after a key rotation at once, and after the old keys are dropped the old token is refused', async () => {
    const { port } = await listen(echo)
    const { url } = await frontOf(port)
    const before = await token()
    await echoed(url, bearer(before))
    await door('rotate-keys')
    await echoed(url, bearer(await token()))
    await echoed(url, bearer(before))
    await door('rotate-keys', { dropOld: true })
    await echoed(url, bearer(await token()))
    expect((await fetch(url, { headers: bearer(before) })).status).toBe(401)
  })

  test('is 503, never 401 and never let in, while the keys cannot be had', async () => {
    const { port } = await listen(echo)
    const { url } = await frontOf(port)
    const value = await token()
    await door('outage', { on: true })
    try {
      const response = await fetch(url, { headers: bearer(value) })
      expect(response.status).toBe(503)
      expect(response.headers.get('retry-after')).toBe('5')
      await echoed(url)
    } finally {
      await door('outage', { on: false })
    }
    await echoed(url, bearer(value))
  })
})

describe('requests', () => {
  test('carry where they came from; what the caller says about it is not believed', async () => {
    const { port } = await listen(echo)
    const { url } = await frontOf(port)
    const { headers, url: path } = await echoed(`${url}/v1/runs?status=queued&x=%2F`, {
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      'x-arr-log-id': 'mine',
      'x-appservice-proto': 'gopher',
    })
    expect(path).toBe('/v1/runs?status=queued&x=%2F')
    expect(headers['x-forwarded-for']).toMatch(/^203\.0\.113\.9, 127\.0\.0\.1:\d+$/)
    expect(headers['x-forwarded-host']).toBe(new URL(url).host)
    expect(headers['x-forwarded-proto']).toBe('http')
    expect(headers['x-appservice-proto']).toBe('http')
    expect(headers['x-arr-log-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('for /.auth never reach the app', async () => {
    const { port } = await listen(echo)
    const { url } = await frontOf(port)
    for (const path of ['/.auth/me', '/.auth', '/.AUTH/login/aad?x=1']) {
      expect((await fetch(`${url}${path}`)).status).toBe(404)
    }
    await echoed(`${url}/.authority`)
  })

  test('without a body and answers without a body pass as they are', async () => {
    const { port } = await listen((request, response) => {
      expect(request.headers['transfer-encoding']).toBeUndefined()
      response.writeHead(request.method === 'DELETE' ? 204 : 304, { etag: '"1"' }).end()
    })
    const { url } = await frontOf(port)
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
    expect((await fetch(url, { headers: { 'if-none-match': '"1"' } })).headers.get('etag')).toBe('"1"')
    expect((await fetch(url, { method: 'POST' })).status).toBe(304)
  })

  test('are cut at the limit, before and during the answer', async () => {
    const { port } = await listen((request, response) => {
      if (request.url === '/began') response.writeHead(200).write('first')
    })
    const { url } = await frontOf(port, { requestTimeoutMs: 200 })
    const silent = await fetch(`${url}/silent`)
    expect(silent.status).toBe(504)
    await silent.text()
    const began = await fetch(`${url}/began`)
    expect(began.status).toBe(200)
    await expect(began.text()).rejects.toThrow()
  })

  test('given up by the caller end at the app as well', async () => {
    const reached = deferred<IncomingMessage>()
    const { port } = await listen((request) => reached.resolve(request))
    const { url } = await frontOf(port)
    const caller = new AbortController()
    const given = fetch(url, { signal: caller.signal })
    const request = await reached.promise
    const gone = once(request.socket, 'close')
    caller.abort()
    await expect(given).rejects.toThrow()
    await gone
  })
})

describe('the app', () => {
  test('may be down: 503 without a word about it, and the next request after its start succeeds', async () => {
    const { server, port } = await listen(echo)
    const { url } = await frontOf(port)
    await echoed(url)
    await end(server)
    const down = await fetch(url, { method: 'POST', body: 'x' })
    expect(down.status).toBe(503)
    expect(await down.text()).toBe('The service is unavailable.\n')
    await listen(echo, port)
    await echoed(url)
  })

  test('may die in the middle of an answer: the caller sees a broken answer, not a short one', async () => {
    const { port } = await listen((_request, response) => {
      response.writeHead(200).write('half')
      setImmediate(() => response.destroy())
    })
    const { url } = await frontOf(port)
    const text = fetch(url).then((response) => response.text())
    await expect(text).rejects.toThrow()
  })

  test('may refuse a large body before it has read it: the caller gets its answer', async () => {
    const { port } = await listen((_request, response) => {
      response.writeHead(413, { connection: 'close' }).end('too large')
    })
    const { url } = await frontOf(port)
    const body = Buffer.alloc(20 * 1024 * 1024)
    const refused = await fetch(url, { method: 'POST', body })
    expect(refused.status).toBe(413)
    expect(await refused.text()).toBe('too large')
  })

  test('keeps connections of both sides', async () => {
    const sockets = new Set<unknown>()
    const { port } = await listen((request, response) => {
      sockets.add(request.socket)
      echo(request, response)
    })
    const { url } = await frontOf(port)
    const { port: frontPort } = new URL(url)
    const socket = connect(Number(frontPort), '127.0.0.1')
    for (let n = 0; n < 3; n++) {
      socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
      const [answer] = (await once(socket, 'data')) as [Buffer]
      expect(answer.toString()).toMatch(/^HTTP\/1\.1 200/)
    }
    socket.destroy()
    expect(sockets.size).toBe(1)
  })
})

describe('streaming', () => {
  const megabytes = 50
  const chunk = randomBytes(1024 * 1024)
  const sent = createHash('sha256')
  for (let n = 0; n < megabytes; n++) sent.update(chunk)
  const digest = sent.digest('hex')

  function* chunks() {
    for (let n = 0; n < megabytes; n++) yield chunk
  }

  test('50 MB up and 50 MB down arrive whole', async () => {
    const { port } = await listen(async (request, response) => {
      if (request.method === 'GET') return void Readable.from(chunks()).pipe(response)
      const hash = createHash('sha256')
      for await (const part of request) hash.update(part)
      response.end(hash.digest('hex'))
    })
    const { url } = await frontOf(port)
    const upload = httpRequest(url, { method: 'PUT' })
    Readable.from(chunks()).pipe(upload)
    const [uploaded] = (await once(upload, 'response')) as [IncomingMessage]
    expect(Buffer.concat(await uploaded.toArray()).toString()).toBe(digest)

    const hash = createHash('sha256')
    const down = await fetch(url)
    for await (const part of down.body ?? []) hash.update(part)
    expect(hash.digest('hex')).toBe(digest)
  })

  test('nobody buffers: a sender waits for a reader that does not read, in both directions', async () => {
    // Sockets hold a few megabytes; a front that buffers would take all of it.
    const atMost = 25 * 1024 * 1024
    let produced = 0
    function* counted() {
      for (const part of chunks()) {
        produced += part.length
        yield part
      }
    }
    // Nothing tells that a stream will never be read on but that nothing moves any more.
    const stalled = async (source: Readable) => {
      for (let before = -1; before !== produced; ) {
        before = produced
        await new Promise((next) => setTimeout(next, 300))
      }
      expect(produced).toBeLessThan(atMost)
      source.destroy()
    }
    const { port } = await listen((request, response) => {
      if (request.method !== 'GET') return
      download = Readable.from(counted())
      download.pipe(response)
    })
    let download = Readable.from([])
    const { url } = await frontOf(port)

    const upload = httpRequest(url, { method: 'PUT' })
    upload.on('error', () => {})
    const source = Readable.from(counted())
    source.pipe(upload)
    await stalled(source)
    upload.destroy()

    produced = 0
    const get = httpRequest(url)
    get.on('error', () => {})
    get.end()
    const [response] = (await once(get, 'response')) as [IncomingMessage]
    response.pause()
    response.on('error', () => {})
    await stalled(download)
    get.destroy()
  })
})

function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
