import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stack } from '../deploy/stacks'
import { prepareProviders } from './providers'

const folder = mkdtempSync(join(tmpdir(), 'slipway-providers-test-'))
const path = process.env.PATH
afterAll(() => {
  process.env.PATH = path
  rmSync(folder, { recursive: true })
})

/** A `terraform` that gets the provider as `init` does, or says why not. */
function fakeTerraform(script: string): void {
  const bin = join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'terraform'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(bin, 'terraform'), 0o755)
  process.env.PATH = `${bin}:${path}`
}

const stack: Stack = {
  name: 'one',
  folder: '',
  upstream: [],
  warnings: [],
  synthesised: { terraform: { required_providers: { nowhere: { source: 'nobody/nowhere', version: '1.2.3' } } } },
}
const folders = { cache: join(folder, 'cache'), configFile: join(folder, 'terraform.rc') }

test('a provider that cannot be had is named, with what Terraform says', async () => {
  fakeTerraform("echo 'Error: could not connect to registry.terraform.io' >&2; exit 1")
  expect(await prepareProviders([stack], folders)).toBe(
    'nobody/nowhere/1.2.3: Error: could not connect to registry.terraform.io',
  )
  expect(existsSync(folders.configFile)).toBe(false)
})

test('warnings before the error are left out', async () => {
  fakeTerraform(
    "printf '│ Warning: an old setting\\n│ \\n\\nError: no such provider\\n\\nIt is not there.\\n' >&2; exit 1",
  )
  expect(await prepareProviders([stack], folders)).toBe(
    'nobody/nowhere/1.2.3: Error: no such provider It is not there.',
  )
})

test('one that init brings is kept, and the rehearsal finds it there without a registry', async () => {
  fakeTerraform('grep -q nobody/nowhere main.tf.json && touch "$TF_PLUGIN_CACHE_DIR/provider"')
  expect(await prepareProviders([stack], folders)).toBeUndefined()
  expect(existsSync(join(folders.cache, 'provider'))).toBe(true)
  expect(readFileSync(folders.configFile, 'utf8')).toMatch(
    /^provider_installation \{\n[\s\S]*filesystem_mirror \{\n {4}path = ".*\/cache"\n {2}\}\n\}\n$/,
  )
})
