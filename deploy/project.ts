import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../environments/environment'
import { run } from './process'

/** The folder that a command works on: whatever holds `cdktf.json` and `environments/`. */
export interface Project {
  readonly folder: string
  /** Where the synthesised stacks are, relative to the folder. */
  readonly output: string
  readonly app: string
}

/** Reads `cdktf.json`, so that `npx cdktf synth` and these commands start the same program. */
export function openProject(folder = process.cwd()): Project {
  let settings: { app?: string; output?: string }
  try {
    settings = JSON.parse(readFileSync(join(folder, 'cdktf.json'), 'utf8'))
  } catch {
    throw new Error(`no cdktf.json in ${folder}: start this command in the project's folder, with npm run`)
  }
  if (!settings.app) throw new Error(`cdktf.json has no "app": it must be the command that synthesises the stacks`)
  return { folder, app: settings.app, output: settings.output ?? 'cdktf.out' }
}

/**
 * The settings of one environment.
 *
 * @throws Error naming the environments that there are
 */
export async function readEnvironment({ folder }: Project, name: string): Promise<Environment> {
  const module: { environments: Readonly<Record<string, Environment>> } = await import(
    join(folder, 'environments', 'environments.ts')
  )
  const environment = Object.hasOwn(module.environments, name) ? module.environments[name] : undefined
  if (environment) return environment
  const names = Object.keys(module.environments).join(', ')
  throw new Error(`there is no environment "${name}": it must be one of ${names}`)
}

/**
 * Synthesises the stacks of one environment as `npx cdktf synth` does.
 *
 * @throws Error with what the program said
 */
export async function synthesise(project: Project, environment: Environment): Promise<void> {
  const { folder, app, output } = project
  const { code, stdout, stderr } = await run('sh', ['-c', app], {
    cwd: folder,
    env: { ...process.env, SLIPWAY_ENVIRONMENT: environment.name, CDKTF_OUTDIR: output },
  })
  if (code !== 0) throw new Error([`synth failed (exit code ${code})`, stdout, stderr].filter(Boolean).join('\n'))
}
