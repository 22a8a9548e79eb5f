import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { FakeApi } from './fake-api'

const bin = join(__dirname, '..', '..', 'bin', 'slipway.mjs')

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A started `slipway` whose output can be waited for. */
export interface RunningCli {
  readonly finished: Promise<Finished>
  /** Resolves when stderr contains the text; rejects when the process ends without it. */
  saw(text: string): Promise<void>
  interrupt(): void
}

/** Starts the CLI as its users do, in a folder of its own and with nothing of this machine's sign-ins. */
export function startCli(api: FakeApi, args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCli {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: api.folder,
    env: {
      PATH: process.env.PATH,
      HOME: api.folder,
      SLIPWAY_API: api.url,
      SLIPWAY_DATA: api.dataFolder,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  const watchers = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
      for (const watch of watchers) watch()
    })
  }
  const finished = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }))
  return {
    finished,
    saw: (text) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          if (output.stderr.includes(text)) resolve()
        }
        watchers.add(watch)
        watch()
        void finished.then(() => reject(new Error(`ended without "${text}": ${output.stderr}`)))
      }),
    interrupt: () => child.kill('SIGINT'),
  }
}

export function runCli(api: FakeApi, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return startCli(api, args, env).finished
}
