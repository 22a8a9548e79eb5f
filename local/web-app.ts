import { fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openLog, seeLog } from './service-process'
import type { Part } from './supervisor'

/** How long a web app may take until it answers (App Service: WEBSITES_CONTAINER_START_TIME_LIMIT, 230 s by default). */
const startLimitMs = 60_000

/**
 * Runs a built app as App Service runs a container: its settings are its whole environment, and it has started when
 * its health check answers. Any answer will do: 503 says that the process lives and waits for something.
 * @throws where the app ends or stays silent; its log says why.
 */
export async function startWebApp(options: {
  readonly bundle: string
  /** Options of Node.js, as the image's entry point has them. */
  readonly nodeOptions: readonly string[]
  readonly settings: Readonly<Record<string, string>>
  readonly healthCheck: string
  readonly logFile: string
}): Promise<Part<undefined>> {
  const output = openLog(options.logFile)
  const child = fork(options.bundle, {
    execArgv: [...options.nodeOptions, '--require', join(__dirname, 'end-with-parent.cjs')],
    env: { PATH: process.env.PATH, ...options.settings },
    stdio: ['ignore', output, output, 'ipc'],
    // A group of its own: a terminal's Ctrl-C is for the platform, which ends its parts in order.
    detached: true,
  })
  if (typeof output === 'number') closeSync(output)
  const ended = once(child, 'exit').then(([code, signal]): number | string => code ?? signal)
  let over = false
  void ended.then(() => {
    over = true
  })
  const deadline = Date.now() + startLimitMs
  while (!(await answers(options.healthCheck))) {
    if (over) throw new Error(`the API ended while it started (${await ended})${seeLog(options.logFile)}`)
    if (Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`the API did not answer ${options.healthCheck} within ${startLimitMs / 1000} s`)
    }
    await delay(50)
  }
  const { pid } = child
  if (pid === undefined) throw new Error('the API has no process')
  return {
    facts: undefined,
    pid,
    ended,
    async stop() {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 30_000)
      await ended
      clearTimeout(timer)
    },
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(5_000) })
    return true
  } catch {
    return false
  }
}
