import { fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from './supervisor'

/** What a started service tells its parent; `close` ends it in order. */
export interface Service {
  readonly url: string
  close(): Promise<void>
}

/** How long a service may take to close in order. */
const stopGraceMs = 20_000

type FromChild<S> = { ready: Omit<S, 'close'> } | { failed: string }

/**
 * The body of a service's `main.ts`: waits for its options from the parent, so that no secret stands on a command line,
 * starts the service and ends with the parent, however the parent ends.
 */
export function serve<Options, S extends Service>(start: (options: Options) => Promise<S>): void {
  if (!process.send) {
    console.error('this is a part of the local platform: run "npm start"')
    process.exit(2)
  }
  const send = (message: FromChild<S>) => process.send?.(message)
  let service: S | undefined
  // The parent decides when to stop; a Ctrl-C reaches the whole foreground group and must not end the parts first.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => {})
  process.once('disconnect', async () => {
    await service?.close()
    process.exit(0)
  })
  process.once('message', async (options: Options) => {
    try {
      service = await start(options)
      const { close: _, ...facts } = service
      send({ ready: facts })
    } catch (error) {
      send({ failed: error instanceof Error ? error.message : String(error) })
      process.exit(1)
    }
  })
}

/**
 * Starts `local/<folder>/main.ts` with the options and waits until it answers. Its output is added to `logFile`.
 * @param logFile default - the output of this process.
 * @throws with the service's own sentence when it cannot start.
 */
export async function startServiceProcess<S extends Service>(
  folder: string,
  options: unknown,
  logFile?: string,
): Promise<Part<Omit<S, 'close'>>> {
  const output = openLog(logFile)
  const child = fork(join(__dirname, folder, 'main.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', output, output, 'ipc'],
  })
  if (typeof output === 'number') closeSync(output)
  const ended = once(child, 'exit').then(([code, signal]): number | string => code ?? signal)
  child.send(options as object)
  const answer = await Promise.race([
    once(child, 'message').then(([message]) => message as FromChild<S>),
    ended.then((how): FromChild<S> => ({ failed: `${folder} ended before it was ready (${how})${seeLog(logFile)}` })),
  ])
  if ('failed' in answer) throw new Error(answer.failed)
  const { pid } = child
  if (pid === undefined) throw new Error(`${folder} has no process`)
  return {
    facts: answer.ready,
    pid,
    ended,
    async stop() {
      if (child.connected) child.disconnect()
      const timer = setTimeout(() => child.kill('SIGKILL'), stopGraceMs)
      await ended
      clearTimeout(timer)
    },
  }
}

/** Where a child's output goes: added to the file, or to this process's own. */
export function openLog(logFile: string | undefined): number | 'inherit' {
  return logFile === undefined ? 'inherit' : openSync(logFile, 'a', 0o600)
}

/** The end of an error's sentence that says where more is to be read. */
export function seeLog(logFile: string | undefined): string {
  return logFile === undefined ? '' : `: see ${logFile}`
}
