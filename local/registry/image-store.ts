import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const startLimitMs = 10_000

/** What keeps the images; whoever reaches the socket may do everything, so a gate stands in front. */
export interface ImageStore {
  readonly socketPath: string
  close(): Promise<void>
}

/**
 * Debian's `docker-registry` with the images in `dataDir`.
 * @throws where the program is missing
 */
export async function startImageStore(dataDir: string): Promise<ImageStore> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  // A path of its own and short, since a socket's has at most 107 characters.
  const socketFolder = mkdtempSync(join(tmpdir(), 'slipway-registry-'))
  const socketPath = join(socketFolder, 'socket')
  const store = startStore(dataDir, socketPath)
  const close = async () => {
    await end(store)
    rmSync(socketFolder, { recursive: true, force: true })
  }
  try {
    await listening(store, socketPath, join(dataDir, 'registry.log'))
  } catch (error) {
    await close()
    throw error
  }
  return { socketPath, close }
}

/** Ends with this process, however it ends. */
function startStore(dataDir: string, socketPath: string): ChildProcess {
  const config = join(dataDir, 'registry.json')
  const settings = {
    version: '0.1',
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(dataDir, 'images') }, delete: { enabled: true } },
    http: { net: 'unix', addr: socketPath, relativeurls: true },
  }
  // JSON is YAML too.
  writeFileSync(config, JSON.stringify(settings), { mode: 0o600 })
  return spawn('setpriv', ['--pdeathsig', 'KILL', 'docker-registry', 'serve', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

async function listening(store: ChildProcess, socketPath: string, logFile: string): Promise<void> {
  let said = ''
  store.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-64 * 1024)
    writeFileSync(logFile, said, { mode: 0o600 })
  })
  const failed = once(store, 'error').then(([error]) => {
    throw error
  })
  failed.catch(() => {})
  const deadline = Date.now() + startLimitMs
  while (!existsSync(socketPath)) {
    if (store.exitCode !== null || Date.now() > deadline) {
      const missing = said.includes('No such file') ? ': install it (Debian: apt-get install docker-registry)' : ''
      throw new Error(`docker-registry does not start${missing || `: ${said.trim().split('\n').at(-1)}`}`)
    }
    await Promise.race([delay(20), failed])
  }
}

async function end(store: ChildProcess): Promise<void> {
  if (store.exitCode !== null || store.signalCode !== null || store.pid === undefined) return
  const ended = once(store, 'exit')
  store.kill('SIGTERM')
  await ended
}
