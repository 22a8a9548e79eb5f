import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { composeUnbuilt } from '../deploy/compose-unbuilt'
import { parsedStacks } from '../deploy/parsed-stacks'
import { environments } from '../environments/environments'
import { prod } from '../environments/prod'

const run = promisify(execFile)
const stacks = ['foundation', 'databricks', 'images', 'notifications', 'jobs', 'api']
const today = new Date('2026-11-24')
const production = composeUnbuilt(prod, today, parsedStacks)

/** Terraform's own folder for providers that are already on the machine; see `terraform init`'s implied local mirror. */
const plugins = join(homedir(), '.terraform.d', 'plugins', 'registry.terraform.io')
const missing = [...new Set(Object.values(production).flatMap(providersOf))].filter((path) => !existsSync(path))
const described = missing.length === 0 ? describe : describe.skip

if (missing.length > 0) {
  console.warn(
    `terraform validate is SKIPPED: ${missing.length} providers are not in Terraform's local plugin folder ` +
      `(${missing.map((path) => path.slice(plugins.length + 1)).join(', ')}). Where a registry can be reached, ` +
      '"npm run plan -- ENV" validates with the same providers.',
  )
}

interface Stack {
  readonly terraform: { readonly required_providers: Readonly<Record<string, { source: string; version: string }>> }
}

function providersOf(stack: unknown): string[] {
  const { terraform } = stack as Stack
  return Object.values(terraform.required_providers).map(({ source, version }) =>
    join(plugins, source.includes('/') ? source : `hashicorp/${source}`, version),
  )
}

described.each(Object.values(environments))('terraform validate of $name', (environment) => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-validate-'))
  beforeAll(() => {
    composeUnbuilt(environment, today, (app) => {
      app.synth()
      cpSync(join(app.outdir, 'stacks'), folder, { recursive: true })
    })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(stacks)('%s', async (name) => {
    const cwd = join(folder, name)
    // Only what is on the machine: neither a registry nor the account of whoever runs this.
    const env = { PATH: process.env.PATH, HOME: homedir(), CHECKPOINT_DISABLE: '1' }
    await run('terraform', ['init', '-backend=false', '-input=false', '-no-color'], { cwd, env })
    const { stdout } = await run('terraform', ['validate', '-json'], { cwd, env })
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 })
  })
})
