import { createWriteStream, mkdirSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { dirname } from 'node:path'

/** One request with its answer. */
export interface Entry {
  readonly caller: string
  readonly host: string
  readonly method: string
  readonly path: string
  readonly status: number
  /** From the request's head to the answer's end. */
  readonly ms: number
  /** JSON bodies, shortened and masked; absent where none was read. */
  readonly request?: unknown
  readonly answer?: unknown
}

export interface Transcript {
  write(entry: Entry): void
  /** Remembers a body for the line of its request. */
  note(request: IncomingMessage, part: 'request' | 'answer', body: unknown): void
  noted(request: IncomingMessage): { request?: unknown; answer?: unknown }
  close(): Promise<void>
}

const longestBody = 2048
/** Names of properties whose values open something. */
const secretName =
  /password|secret|token|signature|connectionstring|instrumentationkey|(shared|access|primary|secondary)key|(^|[_-])keys?$|^sas$|credential|^value$|^uri$|^url$/i
/** Parts of a URL's query that open something. */
const secretQuery = /([?&](?:sig|token|code|key|se|skoid|sktid)=)[^&\s"']*/gi

/** Every request as one JSON line in `path`: evidence, and the fastest way to a missing field. Secrets are masked. */
export function openTranscript(path: string): Transcript {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = createWriteStream(path, { flags: 'a', mode: 0o600 })
  const bodies = new WeakMap<IncomingMessage, { request?: unknown; answer?: unknown }>()
  return {
    write: (entry) =>
      file.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry, path: masked(entry.path) })}\n`),
    note(request, part, body) {
      if (body === undefined || body === null || body === '') return
      bodies.set(request, { ...bodies.get(request), [part]: shortened(masked(body)) })
    },
    noted: (request) => bodies.get(request) ?? {},
    close: () => new Promise((done) => file.end(done)),
  }
}

/** A copy without what opens something. */
export function masked<T>(value: T): T {
  if (typeof value === 'string') return value.replace(secretQuery, '$1***') as T
  if (Array.isArray(value)) return value.map(masked) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const plain = (part: unknown) => typeof part === 'string' || typeof part === 'number'
      const secret = secretName.test(name) && (Array.isArray(one) ? one.some(plain) : plain(one))
      return [name, secret ? '***' : masked(one)]
    }),
  ) as T
}

function shortened(body: unknown): unknown {
  const text = JSON.stringify(body)
  return text.length <= longestBody ? body : `${text.slice(0, longestBody)}…`
}
