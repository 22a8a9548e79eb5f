import { createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { TableClient } from '@azure/data-tables'
import { ManagedIdentityCredential } from '@azure/identity'
import { AnonymousCredential, BlobServiceClient, ContainerClient } from '@azure/storage-blob'
import { pino } from 'pino'
import { startDatabricks } from '../../../../local/databricks/databricks'
import { type ScriptedTask, scriptedExecutor } from '../../../../local/databricks/testing/scripted-executor'
import { startEntra } from '../../../../local/entra/entra'
import { startStorage } from '../../../../local/storage/storage'
import { setUpWorkspace } from '../../../../local/workspace-setup'
import type { Grant } from '../../../../optimiser-image/contract'
import { type AlgorithmManifest, appRoles, type OfferedAlgorithm } from '../../contract'
import type { RunView } from '../run-view'
import { parseSettings, type Settings } from '../settings'
import { startApi } from '../start-api'
import { noTelemetry, type Telemetry } from '../telemetry'

const tenantId = randomUUID()
const clientId = randomUUID()
const identity = { clientId: randomUUID(), principalId: randomUUID(), header: 'header-of-the-site', name: 'id-api' }
/** A service principal with a secret, the older way to call Databricks. */
export const databricksClient = { id: randomUUID(), secret: randomBytes(16).toString('hex') }
const grantKey = randomBytes(32)

export const manifest: AlgorithmManifest = {
  name: 'highs',
  version: '1.0.0',
  title: 'HiGHS',
  description: 'test',
  dockerfile: 'Dockerfile',
  input: {
    maxBytes: 64 * 1024 * 1024,
    compression: ['gzip'],
    formats: [
      { endings: ['.mps', '.mps.gz'], check: 'mps' },
      { endings: ['.lp', '.lp.gz'], check: 'lp' },
    ],
  },
  result: 'solution.json',
  profile: 'small',
  timeLimitSeconds: 3600,
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      time_limit: { type: 'number', minimum: 1, maximum: 3300, default: 1200 },
      presolve: { type: 'string', enum: ['on', 'off', 'choose'], default: 'choose' },
      threads: { type: 'integer', minimum: 1, maximum: 16, default: 1 },
      objective_cutoff: { type: 'number' },
    },
  },
}

export const model = 'Minimize\n obj: x + 2 y\nSubject To\n c1: x + y >= 1\nEnd\n'

/** Every service that the API needs, as real as on one machine, with tasks that the test plays itself. */
export async function startPlatform() {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-api-'))
  const entra = await startEntra({
    dataDir: join(folder, 'entra'),
    port: 0,
    tenantId,
    applications: [{ clientId, name: 'api', roles: Object.values(appRoles) }],
    clients: [
      {
        clientId: databricksClient.id,
        secret: databricksClient.secret,
        objectId: randomUUID(),
        name: 'databricks-client',
        roles: {},
      },
    ],
    managedIdentities: [identity],
  })
  process.env.IDENTITY_ENDPOINT = `${entra.url}/msi/token`
  process.env.IDENTITY_HEADER = identity.header
  const storage = await startStorage({ dataDir: join(folder, 'storage'), tenantId })
  const executor = scriptedExecutor()
  const databricks = await startDatabricks({ dataDir: join(folder, 'databricks'), executor, rateLimits: false })
  const grantKeys = grantKey.toString('base64')
  const jobs = await setUpWorkspace({
    url: databricks.url,
    algorithms: [manifest],
    grantKeys,
    apiPrincipal: identity.clientId,
    jobPrincipal: randomUUID(),
    runbookPrincipal: randomUUID(),
    // Nobody listens: tests tell the API of failures themselves.
    failureWebhookUrl: 'https://127.0.0.1:1/webhook',
    maxConcurrentRuns: 50,
  })
  const ca = readFileSync(storage.caFile, 'utf8')
  const credential = new ManagedIdentityCredential({ clientId: identity.clientId })
  const trust = { tlsOptions: { ca }, retryOptions: {} }
  const offered: OfferedAlgorithm[] = [{ manifest, jobs: jobs[manifest.name] ?? {} }]
  const environment = {
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:1',
    ENTRA_AUTHORITY: entra.url,
    ENTRA_TENANT_ID: tenantId,
    ENTRA_CLIENT_ID: clientId,
    MANAGED_IDENTITY_CLIENT_ID: identity.clientId,
    STORAGE_BLOB_URL: storage.blobUrl,
    STORAGE_TABLE_URL: storage.tableUrl,
    DATABRICKS_URL: databricks.url,
    GRANT_KEYS: grantKeys,
    ALGORITHMS: JSON.stringify(offered),
  }
  const apis: { close(): Promise<void> }[] = []
  const logLines: string[] = []

  const post = async (url: string, body: object) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Record<string, unknown>
  }

  return {
    folder,
    environment,
    identityEnvironment: {
      IDENTITY_ENDPOINT: `${entra.url}/msi/token`,
      IDENTITY_HEADER: identity.header,
      NODE_EXTRA_CA_CERTS: storage.caFile,
    },
    storage,
    executor,
    logLines,
    blobs: new BlobServiceClient(storage.blobUrl, credential, trust),
    table: new TableClient(storage.tableUrl, 'runs', credential, trust),
    /** An access token of a caller named `oid` with these roles; `more` as the emulator's test door takes it. */
    async token(oid: string, roles: readonly string[] = [appRoles.submit], more: object = {}): Promise<string> {
      const body = { roles, claims: { oid, sub: oid }, ...more }
      return String((await post(`${entra.url}/__emulator/token`, body)).access_token)
    },
    entra: (path: string, body: object) => post(`${entra.url}/__emulator/${path}`, body),
    /** Calls Databricks as an administrator of the workspace. */
    async administer(method: string, path: string, body?: object) {
      const response = await fetch(databricks.url + path, {
        method,
        headers: { authorization: 'Bearer workspace-administrator', 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as Record<string, unknown>
    },
    fault: (fault: object) => post(`${databricks.url}/__emulator/faults`, fault),
    /** Starts the API over the shared state; several may run at once, as instances do. */
    async startApi(settings: Partial<Settings> = {}, telemetry: Telemetry = noTelemetry) {
      const sink = new Writable({
        write(chunk, _encoding, callback) {
          logLines.push(String(chunk))
          callback()
        },
      })
      const api = await startApi({
        settings: { ...parseSettings(environment), ...settings },
        log: pino({}, pino.multistream([{ stream: sink }, { stream: telemetry }])),
        credential,
        telemetry,
        ca,
      })
      apis.push(api)
      return { ...clientOf(`http://127.0.0.1:${api.port}`), close: () => api.close() }
    },
    async close() {
      for (const api of apis) await api.close()
      await databricks.close()
      await storage.close()
      await entra.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Platform = Awaited<ReturnType<typeof startPlatform>>

/** Calls the API as one caller after another. */
export function clientOf(url: string) {
  const call = (token: string | undefined, method: string, path: string, body?: unknown, headers: object = {}) =>
    fetch(path.startsWith('http') ? path : url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || typeof body === 'string' ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  const get = async (token: string, id: string): Promise<RunView> => {
    const response = await call(token, 'GET', `/v1/runs/${id}`)
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.json()) as RunView
  }
  return {
    url,
    call,
    get,
    /** The body of an answer that must have the status; JSON of any shape, since tests look into it. */
    async json(status: number, answer: Promise<Response>) {
      const response = await answer
      const text = await response.text()
      if (response.status !== status) throw new Error(`${response.status} instead of ${status}: ${text}`)
      return JSON.parse(text)
    },
    async submit(token: string, more: object = {}, headers: object = {}): Promise<RunView> {
      const body = { input: { name: 'a.lp', content: model }, ...more }
      const response = await call(token, 'POST', '/v1/runs', body, headers)
      if (response.status >= 300) throw new Error(`${response.status} ${await response.text()}`)
      return (await response.json()) as RunView
    },
    /** Waits until the run is as wanted. */
    async until(token: string, id: string, wanted: (run: RunView) => boolean): Promise<RunView> {
      const deadline = Date.now() + 25_000
      for (;;) {
        const run = await get(token, id)
        if (wanted(run)) return run
        if (Date.now() > deadline) throw new Error(`not so in time: ${JSON.stringify(run)}`)
        await delay(50)
      }
    },
  }
}

/** What the runner does with `--run_id`, `--attempt` and `--grant`: opens the grant and writes into the container. */
export async function playRunner(platform: Platform, task: ScriptedTask) {
  const argument = (name: string) =>
    task.spec.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3) ?? ''
  const runId = argument('run_id')
  const attempt = Number(argument('attempt'))
  const grant = openGrant(argument('grant'), runId, attempt)
  const trust = { tlsOptions: { ca: readFileSync(platform.storage.caFile, 'utf8') }, retryOptions: {} }
  const container = new ContainerClient(grant.container, new AnonymousCredential(), trust)
  // In one request: a blob may be overwritten between two.
  const read = async (blob: string) => {
    const { readableStreamBody } = await container.getBlobClient(blob).download()
    if (!readableStreamBody) throw new Error('a download has no body')
    return text(readableStreamBody)
  }
  const write = async (blob: string, content: string | Buffer) => {
    const bytes = Buffer.from(content)
    await container.getBlockBlobClient(blob).uploadData(bytes)
  }
  return {
    task,
    runId,
    attempt,
    grant,
    container,
    read,
    write,
    async append(blob: string, text: string) {
      const target = container.getAppendBlobClient(blob)
      await target.createIfNotExists()
      await target.appendBlock(text, Buffer.byteLength(text))
    },
    /** Writes outputs and then the manifest; `change` makes it lie. */
    async publish(files: Readonly<Record<string, string | Buffer>>, change: object = {}) {
      const listed = []
      for (const [name, content] of Object.entries(files)) {
        await write(`attempts/${attempt}/output/${name}`, content)
        const sha256 = createHash('sha256').update(content).digest('hex')
        listed.push({ name, bytes: Buffer.byteLength(content), sha256 })
      }
      const request = JSON.parse(await read('request.json'))
      const now = new Date().toISOString()
      await write(
        `attempts/${attempt}/manifest.json`,
        JSON.stringify({
          runId,
          attempt,
          outcome: 'succeeded',
          exitCode: 0,
          files: listed,
          timings: { stage: 0, algorithm: 1, upload: 0 },
          startedAt: now,
          finishedAt: now,
          versions: {},
          inputSha256: request.input.sha256,
          logTruncated: false,
          stopped: null,
          ...change,
        }),
      )
    },
  }
}

function openGrant(sealed: string, runId: string, attempt: number): Grant {
  const [version, , iv = '', text = ''] = sealed.split('.')
  if (version !== 'v1') throw new Error('not a grant')
  const bytes = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', grantKey, Buffer.from(iv, 'base64url'))
  decipher.setAAD(Buffer.from(`${runId}/${attempt}`))
  decipher.setAuthTag(bytes.subarray(-16))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString())
}
