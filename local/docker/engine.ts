import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { engineHost, whyNoEngine } from './engine-client'

export interface Engine {
  /** For `DOCKER_HOST`. */
  readonly host: string
  /** Whether it belongs to this checkout: stand-ins may take the names of real images in it. */
  readonly own: boolean
  /** Ends the engine where this process started it. */
  stop(): Promise<void>
}

/** How long an engine may take to answer. */
const startLimitMs = 60_000
const pollMs = 200

/**
 * The machine's engine, or else one of our own that keeps its images in `folder`.
 * @throws with the reason in one line where there is none and none can be started.
 */
export async function findOrStartEngine(folder: string): Promise<Engine> {
  const there = engineHost()
  const why = await whyNoEngine(there)
  if (why === undefined) return { host: there, own: false, stop: async () => {} }
  const runtime = runtimeFolder(folder)
  const host = `unix://${join(runtime, 'docker.sock')}`
  if ((await whyNoEngine(host)) === undefined) return { host, own: true, stop: async () => {} }
  const obstacle = whyNotStartable()
  if (obstacle !== undefined) throw new Error(`${why}, and none can be started: ${obstacle}`)
  return startEngine(folder, runtime, host, {})
}

/**
 * An engine of our own, whatever else there is, that keeps its images in `folder`.
 * @param environment added to its own; it reaches registries through HTTPS_PROXY and trusts SSL_CERT_FILE alone.
 * @throws with the reason in one line where none can be started, or one uses the folder already.
 */
export async function startOwnEngine(folder: string, environment: Readonly<Record<string, string>>): Promise<Engine> {
  const obstacle = whyNotStartable()
  if (obstacle !== undefined) throw new Error(`no Docker engine can be started here: ${obstacle}`)
  const runtime = runtimeFolder(folder)
  const host = `unix://${join(runtime, 'docker.sock')}`
  if ((await whyNoEngine(host)) === undefined) {
    throw new Error(`another Docker engine uses ${folder} (${host}): end what started it first`)
  }
  return startEngine(folder, runtime, host, environment)
}

/** Sockets and mounts, short-lived and with short paths: a socket's has at most 107 characters. */
function runtimeFolder(folder: string): string {
  return join('/run', `slipway-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`)
}

function whyNotStartable(): string | undefined {
  if (process.getuid?.() !== 0) return 'that needs the rights of root'
  for (const command of ['dockerd', 'setpriv']) {
    if (spawnSync(command, ['--version']).error)
      return `${command} is not installed (Debian: apt-get install docker.io)`
  }
  return undefined
}

async function startEngine(
  folder: string,
  runtime: string,
  host: string,
  environment: Readonly<Record<string, string>>,
): Promise<Engine> {
  mkdirSync(folder, { recursive: true })
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  const logFile = join(folder, 'dockerd.log')
  const log = openSync(logFile, 'w', 0o600)
  const places = ['--data-root', join(folder, 'data'), '--exec-root', join(runtime, 'exec')]
  const own = ['--pidfile', join(runtime, 'dockerd.pid'), '--host', host]
  // Whatever becomes of this process, the engine ends in order after it.
  const daemon = spawn('setpriv', ['--pdeathsig', 'TERM', 'dockerd', ...places, ...own], {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...environment },
  })
  closeSync(log)
  const deadline = Date.now() + startLimitMs
  for (let why = await whyNoEngine(host); why !== undefined; why = await whyNoEngine(host)) {
    if (daemon.exitCode !== null || Date.now() > deadline) {
      daemon.kill('SIGKILL')
      throw new Error(`no Docker engine can be started here: ${reason(logFile)} (${logFile})`)
    }
    await delay(pollMs)
  }
  return { host, own: true, stop: () => end(daemon) }
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return
  const ended = once(daemon, 'exit')
  daemon.kill('SIGTERM')
  await ended
}

function reason(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n')
  return (lines.findLast((line) => /failed|error/i.test(line)) ?? lines.at(-1) ?? '').slice(0, 400)
}
