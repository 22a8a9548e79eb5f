import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Result, run } from '../../deploy/process'
import { callerEnvironment } from '../child-environment'
import type { CheckContext } from './check'
import type { Run } from './run'
import { whyRunFailed } from './run-failure'

/** Runs the project's own command line as one of the tenant's two callers. */
export function slipway(
  { rehearsal, live, signal }: CheckContext,
  who: 'granted' | 'stranger',
  ...args: readonly string[]
): Promise<Result> {
  const { folders, platform } = rehearsal
  const home = join(folders.home, who)
  mkdirSync(home, { recursive: true })
  const bin = join(folders.root, 'apps', 'cli', 'bin', 'slipway.mjs')
  return run(process.execPath, [bin, ...args], {
    cwd: folders.root,
    env: callerEnvironment(platform, platform.callers[who], { home, api: live.api }),
    signal,
  })
}

/** Of the command line, which is used here as a program: apps/cli/src/failure.ts. */
export const exitCodes = { ok: 0, runFailed: 1, unavailable: 3 } as const

/** Submits a model and waits for its end. @throws Error with the command line's words where no run came of it */
export async function submitAndWait(context: CheckContext, file: string, ...args: readonly string[]): Promise<Run> {
  const { code, stdout, stderr } = await slipway(context, 'granted', 'submit', file, '--wait', '--json', ...args)
  // That a run failed its own object says.
  if (code === exitCodes.ok || code === exitCodes.runFailed) return JSON.parse(stdout)
  throw new Error(`slipway submit ended with ${code}: ${lastLines(stderr)}`)
}

export function lastLines(text: string): string {
  return text.trim().split('\n').slice(-6).join('\n')
}

/** @throws Error where the run did not end as it must, with what Databricks says of it */
export async function refuseRun(context: CheckContext, run: Run, expected: 'failed' | 'succeeded'): Promise<void> {
  if (run.status === expected) return
  const why = run.error ? ` (${run.error.code}: ${run.error.message})` : ''
  const failed = run.status === 'failed' ? await whyRunFailed(context, run) : undefined
  const told = `run ${run.id} ${run.status}, which must be ${expected}${why}`
  throw new Error([told, ...(failed === undefined ? [] : [failed])].join('\n'))
}
