import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { composeUnbuilt } from '../deploy/compose-unbuilt'
import { parsedStacks } from '../deploy/parsed-stacks'
import { notInstalled, requiredProviders } from '../deploy/providers'
import { environments } from '../environments/environments'
import { prod } from '../environments/prod'

const run = promisify(execFile)
const stacks = ['foundation', 'databricks', 'images', 'notifications', 'jobs', 'api']
const today = new Date('2026-11-24')
const production = composeUnbuilt(prod, today, parsedStacks)

const missing = notInstalled(requiredProviders(Object.values(production)))
const described = missing.length === 0 ? describe : describe.skip

if (missing.length > 0) {
  console.warn(
    `terraform validate is SKIPPED: ${missing.length} providers are not in Terraform's local plugin folder ` +
      `(${missing.join(', ')}). Where a registry can be reached, ` +
      '"npm run plan -- ENV" validates with the same providers.',
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
