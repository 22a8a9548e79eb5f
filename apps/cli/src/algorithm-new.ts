import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { exitCodes, Failure } from './failure'

const template = join(__dirname, '..', 'template')
/** As algorithm.yaml allows it: it becomes the name of an image and of jobs. */
const allowed = /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/**
 * Makes a folder with an algorithm that runs, to be changed into one's own.
 * @param path the folder; its last part is the algorithm's name.
 * @throws Failure where the name is not allowed or the folder exists.
 */
export function newAlgorithm(path: string): number {
  const folder = resolve(path)
  const name = basename(folder)
  if (!allowed.test(name)) {
    throw new Failure(
      `"${name}" cannot be an algorithm's name: use lower-case letters, digits and single hyphens between them, at most 40 ` +
        'characters, a letter first',
      exitCodes.refused,
    )
  }
  if (existsSync(folder)) {
    throw new Failure(`${path} exists already: choose another name, or remove it`, exitCodes.refused)
  }
  cpSync(template, folder, { recursive: true })
  const manifest = join(folder, 'algorithm.yaml')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll('NAME', name))
  const shown = relative(process.cwd(), folder) || '.'
  console.log(`${shown} is an algorithm that runs: change src/main.ts into yours, and say in algorithm.yaml what it takes.

  npx slipway algorithm test ${shown} ${join(shown, 'example.json')}

Then add the folder to "algorithms" of an environment (environments/*.ts): image, job, API and documentation follow.
docs/container-contract.md says what a program may expect.`)
  return exitCodes.succeeded
}
