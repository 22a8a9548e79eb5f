import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isFree } from '../local/data-folder'

const root = join(__dirname, '..')

/** `ready.json`, as `npm start` writes it. */
export interface Ready {
  readonly api: string
  readonly databricks: string
  readonly entra: string
  readonly teams: string
  readonly data: string
  readonly pids: Readonly<Record<'start' | 'storage' | 'entra' | 'databricks' | 'api' | 'app-service', number>>
}

/** A platform as a user starts it, in a folder of its own. */
export interface Platform {
  readonly data: string
  readonly port: number
  /** What it printed so far. */
  output(): string
  ready(): Ready
  /** Starts it, or starts it again after everything was killed. */
  start(): Promise<Ready>
  /** Kills the supervisor and every part at once, as a power cut would; the jobs' processes too where asked. */
  killEverything(): Promise<void>
  /** Ctrl-C as a terminal sends it, to every process of the foreground group; then the removal of the data. */
  remove(): Promise<void>
}

/** @param more further arguments of `npm start`. */
export async function newPlatform(coldStartSeconds = 0, more: readonly string[] = []): Promise<Platform> {
  const data = mkdtempSync(join(tmpdir(), 'slipway-platform-'))
  const port = await freePort()
  let child: ChildProcess | undefined
  let output = ''
  const ready = (): Ready => JSON.parse(readFileSync(join(data, 'ready.json'), 'utf8'))
  return {
    data,
    port,
    output: () => output,
    ready,
    async start() {
      const { SLIPWAY_DATA: _data, SLIPWAY_API: _api, ...environment } = process.env
      const args = ['--port', String(port), '--data', data, '--cold-start', String(coldStartSeconds), ...more]
      rmSync(join(data, 'ready.json'), { force: true })
      child = spawn(process.execPath, ['--import', 'tsx', join(root, 'local', 'start.ts'), ...args], {
        cwd: root,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const keep = (chunk: Buffer) => {
        output += chunk
      }
      child.stdout?.on('data', keep)
      child.stderr?.on('data', keep)
      const started = child
      await until('the platform is ready', () => {
        if (started.exitCode !== null) throw new Error(`the platform ended:\n${output}`)
        return existsSync(join(data, 'ready.json'))
      })
      return ready()
    },
    async killEverything() {
      const { pids } = ready()
      for (const pid of Object.values(pids)) kill(pid)
      for (const pid of Object.values(pids)) await until(`process ${pid} is gone`, () => !alive(pid))
    },
    async remove() {
      if (child && child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit')
        const { pid = 0 } = child
        const parts = existsSync(join(data, 'ready.json')) ? Object.values(ready().pids) : [pid]
        for (const part of parts) if (groupOf(part) === groupOf(pid)) process.kill(part, 'SIGINT')
        await ended
      }
      rmSync(data, { recursive: true, force: true })
    },
  }
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The process group of a living process: field 5 of /proc/<pid>/stat (proc(5)). */
export function groupOf(pid: number): string | undefined {
  return existsSync(`/proc/${pid}/stat`)
    ? readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]
    : undefined
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It had ended already.
  }
}

/**
 * Waits until the condition holds.
 * @throws after a minute, naming what did not happen.
 */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`within a minute it did not happen that ${what}`)
    await delay(20)
  }
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    if (await isFree(port)) return port
  }
}
