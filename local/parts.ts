import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Service, startServiceProcess } from './service-process'
import { type Part, type Supervised, supervise } from './supervisor'

/** The processes of a platform, each of which is started again when it dies. */
export interface Parts {
  /** Runs `local/<name>/main.ts`. @throws what its first start throws */
  service<S extends Service>(name: string, options: unknown): Promise<Supervised<Omit<S, 'close'>>>
  /** @throws what its first start throws */
  add<Facts>(name: string, start: () => Promise<Part<Facts>>): Promise<Supervised<Facts>>
  /** Where a part's output goes. */
  logFile(name: string): string
  pids(): Readonly<Record<string, number>>
  /** Ends the parts in the reverse of their order: callers first, so that nothing in flight loses the service under it. */
  stop(): Promise<void>
}

/**
 * @param logs folder of a log for each part
 * @param restarted called after each restart
 */
export function openParts(logs: string, restarted: () => void = () => {}): Parts {
  mkdirSync(logs, { recursive: true, mode: 0o700 })
  const parts: Supervised<unknown>[] = []
  const logFile = (name: string) => join(logs, `${name}.log`)
  const add = async <Facts>(name: string, start: () => Promise<Part<Facts>>) => {
    const part = await supervise(name, start, restarted)
    parts.push(part)
    return part
  }
  return {
    service: <S extends Service>(name: string, options: unknown) =>
      add(name, () => startServiceProcess<S>(name, options, logFile(name))),
    add,
    logFile,
    pids: () => Object.fromEntries(parts.map(({ name, current }) => [name, current().pid])),
    async stop() {
      for (const part of [...parts].reverse()) await part.stop()
    },
  }
}
