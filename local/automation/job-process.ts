import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const sandbox = join(__dirname, 'sandbox')
/** Longest output and error text of a job that are kept, in characters. */
const keptCharacters = 1024 * 1024

export interface JobEnd {
  readonly output: string
  readonly errors: string
  /** Exit code, or the signal that ended it. */
  readonly how: number | string
}

/**
 * Runs a runbook's text as Azure's sandbox does: a file of its own, the arguments in `sys.argv`, `automationassets` to
 * import, and nothing of this process's environment.
 */
export async function runPython(options: {
  readonly python: string
  readonly folder: string
  readonly content: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}): Promise<JobEnd> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  try {
    const script = join(options.folder, 'runbook.py')
    writeFileSync(script, options.content, { mode: 0o600 })
    const child = spawn(options.python, [script, ...options.args], {
      cwd: options.folder,
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        LANG: 'C.UTF-8',
        PYTHONPATH: sandbox,
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONUNBUFFERED: '1',
        ...options.environment,
      },
      // Its input stays open as long as this process lives: sitecustomize ends the job with it.
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const kill = () => child.kill('SIGKILL')
    options.signal.addEventListener('abort', kill)
    let output = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(0, keptCharacters)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(0, keptCharacters)
    })
    child.stdin.on('error', () => {})
    try {
      const [code, signal] = await once(child, 'close')
      return { output, errors, how: code ?? signal }
    } catch (error) {
      return { output, errors: `${errors}${error}`, how: 'not started' }
    } finally {
      options.signal.removeEventListener('abort', kill)
      child.stdin.destroy()
    }
  } finally {
    rmSync(options.folder, { recursive: true, force: true })
  }
}
