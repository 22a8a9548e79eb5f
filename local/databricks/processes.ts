import { readdirSync, readFileSync } from 'node:fs'

/** A process for good: a pid alone is given to another process sooner or later. */
export interface ProcessIdentity {
  readonly pid: number
  /** Field 22 of /proc/<pid>/stat (proc(5)): ticks from boot to its start. */
  readonly started: string
}

interface Process extends ProcessIdentity {
  readonly parent: number
  readonly session: number
}

/** Whether that very process still runs; a zombie does not. */
export function isRunning({ pid, started }: ProcessIdentity): boolean {
  return processOf(pid)?.started === started
}

/**
 * Every running process that descends from `root` or belongs to its session, without `root` itself. Both are needed:
 * a child may open a session of its own, and a process whose parents are gone is found by its session only.
 */
export function processTree(root: number): ProcessIdentity[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => processOf(Number(name)))
    .filter((process) => process !== undefined)
  const found = new Set([root])
  for (let size = 0; size !== found.size; ) {
    size = found.size
    for (const { pid, parent, session } of processes) {
      if (session === root || found.has(parent)) found.add(pid)
    }
  }
  return processes.filter(({ pid }) => pid !== root && found.has(pid))
}

/** The process that has `pid` now. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  return processOf(pid)
}

/** Sends a signal; a process that is gone already is no error. */
export function signalProcess(process: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isRunning(process)) return
  try {
    globalThis.process.kill(process.pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function processOf(pid: number): Process | undefined {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // The command's name stands in parentheses and may hold anything, also blanks and parentheses.
  const [state, parent, , session, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const started = rest[15]
  if (state === 'Z' || state === 'X' || started === undefined) return undefined
  return { pid, started, parent: Number(parent), session: Number(session) }
}
