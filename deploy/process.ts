import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface Result {
  /** Exit code; 127 where there is no such program, as in a shell. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Gets each line of the output while the program runs. */
  readonly onLine?: (line: string) => void
  /** Ends the program, and all that it started, once it is aborted. */
  readonly signal?: AbortSignal
}

/** Pauses before a program that goes on is asked again, and then ended without being asked: Terraform ends in order
 * after one interrupt, and at once after two. */
const patienceMs = [10_000, 20_000]

/** Runs a program to its end and returns what it said; only the caller knows whether its exit code is an error. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
  const { cwd, env = process.env, onLine, signal } = options
  // Its own group can be ended as a whole; without one, a terminal's Ctrl-C reaches it as it reaches this process.
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: signal !== undefined })
  const forget = signal && endWith(child, signal)
  // The terminal sends Ctrl-C to the program as well: it ends in order, and this process after it.
  const wait = () => undefined
  process.on('SIGINT', wait)
  try {
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout, onLine),
      text(child.stderr),
      new Promise<number>((end) => {
        child.on('error', (error) => end((error as NodeJS.ErrnoException).code === 'ENOENT' ? 127 : 126))
        child.on('close', (code, signal) => end(code ?? (signal ? 130 : 1)))
      }),
    ])
    return { code, stdout, stderr }
  } finally {
    process.off('SIGINT', wait)
    forget?.()
  }
}

/** @returns what takes the watch away again. */
function endWith(child: ChildProcess, signal: AbortSignal): () => void {
  const timers: NodeJS.Timeout[] = []
  const send = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name)
    } catch {
      // It has ended in between.
    }
  }
  const end = () => {
    send('SIGINT')
    timers.push(
      setTimeout(() => send('SIGINT'), patienceMs[0]),
      setTimeout(() => send('SIGKILL'), patienceMs[1]),
    )
  }
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  return () => {
    signal.removeEventListener('abort', end)
    for (const timer of timers) clearTimeout(timer)
  }
}

async function text(stream: ChildProcess['stdout'], onLine?: (line: string) => void): Promise<string> {
  if (!stream) return ''
  const lines: string[] = []
  for await (const line of createInterface({ input: stream })) {
    lines.push(line)
    onLine?.(line)
  }
  return lines.join('\n')
}
