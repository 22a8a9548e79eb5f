import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './command'

/** What `docker build` is told, as the images stack tells it. */
export interface ImageBuild {
  /** Name with tag. */
  readonly name: string
  readonly context: string
  readonly platform: string
  readonly labels: Readonly<Record<string, string>>
  readonly buildArgs: Readonly<Record<string, string>>
}

/** Builds an image. @returns what the build printed. @throws with its last lines where it fails. */
export function buildImage({ name, context, platform, labels, buildArgs }: ImageBuild): Promise<string> {
  const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`])
  const options = [...pairs('--label', labels), ...pairs('--build-arg', buildArgs)]
  return run('docker', ['build', '--platform', platform, '--tag', name, ...options, context])
}

/**
 * Pushes an image. @returns its digest, `sha256:…`.
 * @throws with the registry's answer where it refuses.
 */
export async function pushImage(
  name: string,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<string> {
  // The command line takes credentials from a folder only; it lives as long as the push.
  const folder = mkdtempSync(join(tmpdir(), 'slipway-push-'))
  try {
    const auth = Buffer.from(`${username}:${password}`).toString('base64')
    const auths = { [name.split('/')[0] ?? '']: { auth } }
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths }), { mode: 0o600 })
    const output = await run('docker', ['--config', folder, 'push', name])
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(output)?.[1]
    if (digest === undefined) throw new Error(`docker push ${name} told no digest:\n${output}`)
    return digest
  } finally {
    rmSync(folder, { recursive: true })
  }
}
