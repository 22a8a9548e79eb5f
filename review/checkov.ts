import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Aspects, TerraformStack } from 'cdktf'
import { type Finding, Policies } from '../constructs/policies/policies'
import { composeUnbuilt } from '../deploy/compose-unbuilt'
import { parsedStacks } from '../deploy/parsed-stacks'
import type { Environment } from '../environments/environment'
import { environments } from '../environments/environments'

/**
 * Runs the real Checkov over every stack of every environment and compares it with our own rules: each of its findings
 * must be one of ours, and the other way round, so that waivers.yaml speaks of both.
 */
async function main(): Promise<void> {
  const disagreements: string[] = []
  for (const environment of Object.values(environments)) {
    const { stacks, findings } = synthesise(environment)
    const checkov = await runCheckov(stacks)
    const ours = new Set(findings.filter(({ rule }) => rule.id.startsWith('CKV')).map(keyOf))
    const theirs = new Set(checkov.failed)
    console.log(
      `${environment.name.padEnd(10)} Checkov ${checkov.version}: ${checkov.passed} passed, ${checkov.failed.length} failed, ` +
        `${checkov.failed.filter((key) => ours.has(key)).length} of them known to our rules`,
    )
    disagreements.push(
      ...[...theirs].filter((key) => !ours.has(key)).map((key) => `${environment.name}: only Checkov finds ${key}`),
      ...[...ours].filter((key) => !theirs.has(key)).map((key) => `${environment.name}: only our rules find ${key}`),
    )
  }
  for (const disagreement of disagreements) console.error(disagreement)
  if (disagreements.length === 0) return
  console.error('Add or correct the rule in constructs/policies/, and its waiver where it is broken on purpose.')
  process.exitCode = 1
}

interface Synthesised {
  readonly stacks: Readonly<Record<string, unknown>>
  readonly findings: readonly Finding[]
}

function synthesise(environment: Environment): Synthesised {
  return composeUnbuilt(environment, new Date(), (app) => {
    const policies = new Policies([])
    for (const stack of app.node.findAll().filter(TerraformStack.isStack)) Aspects.of(stack).add(policies)
    return { stacks: parsedStacks(app), findings: policies.findings }
  })
}

/** `<id> <stack> <name>`: Checkov names a resource of Terraform's JSON without its type. */
function keyOf({ rule, address }: Finding): string {
  const [stack = '', resource = ''] = address.split('/')
  return `${rule.id} ${stack} ${resource.slice(resource.indexOf('.') + 1)}`
}

interface Report {
  readonly check_type: string
  readonly results: {
    readonly failed_checks: readonly { check_id: string; resource: string; file_path: string }[]
  }
  readonly summary: { readonly passed: number; readonly parsing_errors: number; readonly checkov_version: string }
}

async function runCheckov(stacks: Readonly<Record<string, unknown>>) {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-checkov-'))
  try {
    for (const [name, json] of Object.entries(stacks)) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'cdk.tf.json'), JSON.stringify(json))
    }
    const command = join(__dirname, '..', '.venv', 'review', 'bin', 'checkov')
    const options = ['--framework', 'terraform_json', '--output', 'json', '--quiet', '--compact', '--skip-download']
    const { stdout } = await promisify(execFile)(command, ['--directory', folder, '--soft-fail', ...options], {
      maxBuffer: 64 * 1024 * 1024,
    })
    const report: Report = JSON.parse(stdout)
    const { passed, parsing_errors } = report.summary
    if (parsing_errors > 0 || passed === 0) {
      throw new Error(`Checkov could not read the stacks: ${parsing_errors} errors of parsing, ${passed} checks passed`)
    }
    return {
      version: report.summary.checkov_version,
      passed,
      failed: report.results.failed_checks.map(({ check_id, resource, file_path }) => {
        const stack = file_path.split('/')[1]
        return `${check_id} ${stack} ${resource.slice(resource.indexOf('.') + 1)}`
      }),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

void main()
