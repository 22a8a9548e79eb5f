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
}

/** Runs a program to its end and returns what it said; only the caller knows whether its exit code is an error. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
  const { cwd, env = process.env, onLine } = options
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
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
