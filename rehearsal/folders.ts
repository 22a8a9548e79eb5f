import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { claimDataFolder, openDataFolder } from '../local/data-folder'

/** Where a rehearsal works. All but the last two are in one folder, which is made anew each time. */
export interface Folders {
  /** Of the repository. */
  readonly root: string
  /** The folder itself: report and logs. */
  readonly work: string
  readonly synthesised: string
  readonly platform: string
  /** Home of every child process. */
  readonly home: string
  /** Terraform's own settings. */
  readonly terraformConfig: string
  /** Images of the Docker engine and the bases that they are built on; the image tests have made them already. */
  readonly engine: string
  /** Providers that were downloaded. */
  readonly providers: string
}

/**
 * Empties the folder and claims it for this process.
 *
 * @throws Error where a living rehearsal holds it
 */
export function claimFolder(root: string, work: string): Folders & { release(): void } {
  openDataFolder(work)
  const release = claimDataFolder(work)
  for (const name of readdirSync(work)) {
    if (name !== 'claim.json') rmSync(join(work, name), { recursive: true, force: true })
  }
  const home = join(work, 'home')
  mkdirSync(home, { mode: 0o700 })
  return {
    root,
    work,
    synthesised: join(work, 'cdktf.out'),
    platform: join(work, 'platform'),
    home,
    terraformConfig: join(work, 'terraform.rc'),
    engine: join(root, '.slipway', 'docker'),
    providers: join(root, '.slipway', 'providers'),
    release,
  }
}
