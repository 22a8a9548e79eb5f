import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openProject, synthesise } from '../../deploy/project'
import type { Check } from '../checks/check'
import { refuseVague, type Told } from './told'

/** What the synth is made from; the rest is what was installed or fetched. */
const sources = [
  ...['apps', 'constructs', 'cost', 'deploy', 'environments', 'optimiser-image', 'samples', 'stacks'],
  ...['cdktf.json', 'main.ts', 'package.json', 'tsconfig.json'],
]
const installed = ['.venv', join('.slipway', 'wheels')]
const notCopied = ['node_modules', '.venv', '__pycache__']

export interface SourceMistake {
  readonly name: string
  readonly limitSeconds: number
  /** Relative to the project. */
  readonly file: string
  change(text: string): string
  readonly told: Told
}

/**
 * A mistake in the sources that the synth itself must refuse, before anything is deployed; the same sources without it
 * are synthesised. `run` returns the message.
 */
export function plantedInSources({ name, limitSeconds, file, change, told }: SourceMistake): Check {
  return {
    name,
    limitSeconds,
    async run({ rehearsal: { folders, environment } }) {
      const copy = join(folders.work, 'mistakes', name)
      copySources(folders.root, copy)
      const path = join(copy, file)
      const right = readFileSync(path, 'utf8')
      const wrong = change(right)
      if (wrong === right) throw new Error(`${file} has no longer what this mistake leaves out: plant it anew`)
      const project = { ...openProject(copy), output: 'cdktf.out' }
      writeFileSync(path, wrong)
      const message = await synthesise(project, environment).then(
        () => undefined,
        (error: Error) => error.message,
      )
      writeFileSync(path, right)
      await synthesise(project, environment)
      if (message === undefined) throw new Error('the synth did not notice the mistake')
      refuseVague(message, told)
      return message.trim()
    },
  }
}

function copySources(root: string, copy: string): void {
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(join(copy, '.slipway'), { recursive: true })
  for (const name of sources) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !notCopied.includes(basename(path)),
    })
  }
  const packages = readdirSync(join(root, 'apps')).map((app) => join('apps', app, 'node_modules'))
  for (const name of ['node_modules', ...packages, ...installed]) {
    if (existsSync(join(root, name))) symlinkSync(join(root, name), join(copy, name))
  }
}
