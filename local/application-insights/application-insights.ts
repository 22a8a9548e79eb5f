import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { decodeJwt } from 'jose'
import type { CertificateFiles } from '../certificate'

const host = '127.0.0.1'
const audience = 'https://monitor.azure.com'
/** Of one request, unpacked; the real service refuses larger ones, too. */
const maxBytes = 64 * 1024 * 1024

/** One item as the ingestion protocol carries it (what App Insights calls an envelope). */
export interface TelemetryItem {
  readonly name: string
  readonly time: string
  readonly iKey?: string
  readonly instrumentationKey?: string
  readonly tags: Readonly<Record<string, string>>
  readonly data: { readonly baseType: string; readonly baseData: Readonly<Record<string, unknown>> }
}

/** How the next requests are met, until it is set again. */
export type Weather = 'fine' | 'hang' | 'refuse'

export interface ApplicationInsights {
  readonly url: string
  readonly connectionString: string
  /** Everything that was received, oldest first; also after a restart. */
  items(): TelemetryItem[]
  weather(weather: Weather): void
  close(): Promise<void>
}

/**
 * The ingestion endpoint of Application Insights: takes items from whoever has an Entra token for Azure Monitor, plain or
 * gzipped, and keeps them as JSON lines in `dataDir/items.jsonl`.
 * @throws where the port is taken or `dataDir` cannot be used.
 */
export async function startApplicationInsights(options: {
  readonly dataDir: string
  /** 0: the operating system chooses. */
  readonly port: number
  readonly instrumentationKey: string
  readonly certificate: CertificateFiles
  /**
   * Whether the instrumentation key alone is enough; a token that is sent is looked at either way.
   * @default false
   */
  readonly localAuthentication?: boolean
}): Promise<ApplicationInsights> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const file = join(options.dataDir, 'items.jsonl')
  const { certFile, keyFile } = options.certificate
  const app = Fastify({
    https: { cert: readFileSync(certFile), key: readFileSync(keyFile) },
    bodyLimit: maxBytes,
    forceCloseConnections: true,
  })
  let current: Weather = 'fine'

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post('/v2.1/track', async (request, reply) => {
    if (current === 'hang') return new Promise(() => {})
    if (current === 'refuse') return reply.code(503).send({ itemsReceived: 0, itemsAccepted: 0, errors: [] })
    const { authorization } = request.headers
    if (!(authorization === undefined && options.localAuthentication) && !isToken(authorization)) {
      return reply.code(401).header('www-authenticate', 'Bearer').send({ message: 'local authentication is off' })
    }
    const body = request.body as Buffer
    const items = itemsOf(request.headers['content-encoding'] === 'gzip' ? gunzip(body) : body)
    if (!items) return reply.code(400).send({ itemsReceived: 0, itemsAccepted: 0, errors: [] })
    const errors = items.flatMap((item, index) =>
      (item.iKey ?? item.instrumentationKey) === options.instrumentationKey
        ? []
        : [{ index, statusCode: 400, message: 'Invalid instrumentation key' }],
    )
    const accepted = items.filter((_, index) => !errors.some((error) => error.index === index))
    appendFileSync(file, accepted.map((item) => `${JSON.stringify(item)}\n`).join(''), { mode: 0o600 })
    const answer = { itemsReceived: items.length, itemsAccepted: accepted.length, errors }
    return reply.code(errors.length === 0 ? 200 : 206).send(answer)
  })

  await app.listen({ host, port: options.port })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  const url = `https://${host}:${address.port}`
  return {
    url,
    connectionString: `InstrumentationKey=${options.instrumentationKey};IngestionEndpoint=${url}/`,
    items: () => readItems(options.dataDir),
    weather(weather) {
      current = weather
    },
    close: () => app.close(),
  }
}

/** Everything that the service with this folder has received. */
export function readItems(dataDir: string): TelemetryItem[] {
  const file = join(dataDir, 'items.jsonl')
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
}

/** Whether it is a token for Azure Monitor; the signature is not checked, as the other emulators do not either. */
function isToken(authorization: string | undefined): boolean {
  try {
    return (
      decodeJwt((authorization ?? '').replace(/^Bearer /, ''))
        .aud?.toString()
        .replace(/\/$/, '') === audience
    )
  } catch {
    return false
  }
}

function gunzip(body: Buffer): Buffer | undefined {
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes })
  } catch {
    return undefined
  }
}

/** An array, or one item a line. */
function itemsOf(body: Buffer | undefined): TelemetryItem[] | undefined {
  try {
    const text = body?.toString('utf8').trim() ?? ''
    const items: unknown = text.startsWith('[') ? JSON.parse(text) : text.split('\n').map((line) => JSON.parse(line))
    return Array.isArray(items) && items.every((item) => item?.data?.baseData !== undefined) ? items : undefined
  } catch {
    return undefined
  }
}
