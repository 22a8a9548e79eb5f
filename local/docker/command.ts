import { spawn } from 'node:child_process'
import { once } from 'node:events'

interface Place {
  readonly cwd?: string
  /** Added to this process's own. */
  readonly environment?: Readonly<Record<string, string>>
  readonly input?: string
}

/**
 * Runs a program to its end and returns what it printed on stdout and stderr, together.
 * @throws with the last lines of its output where it is missing or fails.
 */
export async function run(command: string, args: readonly string[], place: Place = {}): Promise<string> {
  const child = spawn(command, args, {
    ...(place.cwd !== undefined && { cwd: place.cwd }),
    env: { ...process.env, ...place.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.stdin.on('error', () => {})
  child.stdin.end(place.input)
  const [code, signal] = await once(child, 'close').catch((error: Error) => {
    throw new Error(`${command} cannot be started: ${error.message}`)
  })
  if (code === 0) return output
  const said = output.trim().split('\n').slice(-8).join('\n')
  throw new Error(`${command} ${args.slice(0, 3).join(' ')} … ended with ${signal ?? code}:\n${said}`)
}
