import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../deploy/process'
import { notInstalled, requiredProviders } from '../deploy/providers'
import type { Stack } from '../deploy/stacks'

/** How long a download of all providers may take; they have some hundreds of MB. */
const downloadLimitMs = 300_000

export interface ProviderFolders {
  /** Receives what is not in Terraform's local plugin folder, and keeps it for the next rehearsal. */
  readonly cache: string
  /** Is written: Terraform's settings with the folders that providers come from. */
  readonly configFile: string
}

/**
 * Sees to it that every provider lies on this machine, since the rehearsal itself reaches no registry: from Terraform's
 * local plugin folder, else as `terraform init` gets it here, with the settings and the proxy of whoever rehearses.
 *
 * @returns what cannot be had, with Terraform's words; undefined where all is there
 */
export async function prepareProviders(
  stacks: readonly Stack[],
  { cache, configFile }: ProviderFolders,
): Promise<string | undefined> {
  const providers = requiredProviders(stacks.map(({ synthesised }) => synthesised))
  const absent = notInstalled(providers)
  if (absent.length > 0) {
    const refused = await download(providers, cache)
    if (refused !== undefined) return `${absent.join(', ')}: ${refused}`
  }
  const mirrors = [join(homedir(), '.terraform.d', 'plugins'), cache].filter(existsSync)
  const blocks = mirrors.map((path) => `  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n  }\n`)
  writeFileSync(configFile, `provider_installation {\n${blocks.join('')}}\n`)
  return undefined
}

async function download(providers: object, cache: string): Promise<string | undefined> {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(tmpdir(), 'slipway-providers-'))
  try {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: providers } }))
    const { code, stdout, stderr } = await run('terraform', ['init', '-backend=false', '-input=false', '-no-color'], {
      cwd: folder,
      // A cache has the layout of a mirror.
      env: { ...process.env, TF_PLUGIN_CACHE_DIR: cache, CHECKPOINT_DISABLE: '1' },
      signal: AbortSignal.timeout(downloadLimitMs),
    })
    if (code === 0) return undefined
    return firstError(stderr || stdout)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The first error in one line; warnings that stand before it say nothing of what is missing. */
function firstError(output: string): string {
  const lines = output
    .replaceAll('│', '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const from = lines.findIndex((line) => line.startsWith('Error:'))
  return lines.slice(Math.max(from, 0)).slice(0, 6).join(' ')
}
