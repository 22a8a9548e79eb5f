import { type IncomingMessage, request } from 'node:http'

/** An answer of the engine other than 2xx, or an error in the middle of a pull. */
export class EngineError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** What is used of the Docker Engine API (docs.docker.com/reference/api/engine), in the newest version the engine speaks. */
export interface EngineClient {
  /** @throws EngineError with the engine's own words. */
  call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>
  /** Pulls one image, always asking the registry. @throws EngineError, also where the pull breaks off. */
  pull(image: string, credentials: Credentials | undefined): Promise<void>
  /** Opens the input of a created container. The function sends a text and ends the input; it must be called once. */
  openInput(container: string): Promise<(text: string) => void>
}

interface Credentials {
  readonly username: string
  readonly password: string
}

const defaultHost = 'unix:///var/run/docker.sock'

/** Address of the engine that all tools use: `DOCKER_HOST`, else Docker's own default. */
export function engineHost(): string {
  return process.env.DOCKER_HOST || defaultHost
}

/** @throws where the address is no Unix socket: tasks share files with their containers, so the engine must be local. */
export function createEngineClient(host: string): EngineClient {
  const socketPath = /^unix:\/\/(\/.+)$/.exec(host)?.[1]
  if (socketPath === undefined) {
    throw new Error(`the Docker engine must be one of this machine (DOCKER_HOST=unix:///…), not ${host}`)
  }

  function send(method: string, path: string, headers: Record<string, string>, body = ''): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const length = { 'content-length': String(Buffer.byteLength(body)) }
      request({ socketPath, method, path, headers: { host: 'docker', ...length, ...headers } }, resolve)
        .on('error', reject)
        .end(body)
    })
  }

  return {
    async call(method, path, body) {
      const json = body === undefined ? '' : JSON.stringify(body)
      const answer = await send(method, path, { 'content-type': 'application/json' }, json)
      const text = await textOf(answer)
      refuseFailure(answer, text)
      return text === '' ? undefined : JSON.parse(text)
    },
    async pull(image, credentials) {
      // The URL alphabet, but padded: the engine reads nothing else, and without a word.
      const json = Buffer.from(JSON.stringify(credentials ?? {}))
      const auth = { 'x-registry-auth': json.toString('base64').replaceAll('+', '-').replaceAll('/', '_') }
      // The engine would not ask the registry for a digest that it has.
      const known = await send('GET', `/distribution/${image}/json`, auth)
      refuseFailure(known, await textOf(known))
      const query = new URLSearchParams({ fromImage: image, platform: 'linux/amd64' })
      // Without a tag the engine would pull every tag there is.
      if (!/[:@][^/]*$/.test(image)) query.set('tag', 'latest')
      const answer = await send('POST', `/images/create?${query}`, auth)
      const text = await textOf(answer)
      refuseFailure(answer, text)
      for (const line of text.split('\n').filter((part) => part.trim() !== '')) {
        const { error } = JSON.parse(line) as { error?: string }
        if (error !== undefined) throw new EngineError(answer.statusCode ?? 0, error)
      }
    },
    openInput(container) {
      return new Promise((resolve, reject) => {
        request({
          socketPath,
          method: 'POST',
          path: `/containers/${container}/attach?stream=1&stdin=1`,
          headers: { host: 'docker', connection: 'Upgrade', upgrade: 'tcp' },
        })
          .on('upgrade', (_answer, socket) => {
            // The container may end before it has read its input: its end is told elsewhere.
            socket.on('error', () => {})
            socket.resume()
            // The engine would keep its side open after the container's end.
            resolve((text) => socket.end(text, () => socket.destroy()))
          })
          .on('response', (answer) => {
            textOf(answer)
              .then((text) => refuseFailure(answer, text))
              .then(() => reject(new Error('no upgrade')), reject)
          })
          .on('error', reject)
          .end()
      })
    },
  }
}

/** Why no engine can be used, in one line; undefined where one answers. */
export async function whyNoEngine(host = engineHost()): Promise<string | undefined> {
  try {
    await createEngineClient(host).call('GET', '/version')
    return undefined
  } catch (error) {
    return `no Docker engine answers at ${host} (${error instanceof Error ? error.message : error})`
  }
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

function refuseFailure({ statusCode = 0 }: IncomingMessage, text: string): void {
  if (statusCode < 400) return
  let message = text.trim()
  try {
    message = (JSON.parse(text) as { message: string }).message
  } catch {
    // A proxy's page, or nothing.
  }
  throw new EngineError(statusCode, message || `HTTP ${statusCode}`)
}
