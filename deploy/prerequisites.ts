import type { Environment } from '../environments/environment'
import { placeholders } from './placeholders'
import { run } from './process'
import { requiredVariables, type Stack, usesDocker } from './stacks'

/** Write-only arguments, which keep secrets out of the state, came with 1.11. */
const leastTerraform = '1.11.0'

export interface Needs {
  readonly terraform: boolean
  /** Stacks whose variables and programs are needed. */
  readonly stacks: readonly Stack[]
}

interface Need {
  readonly words: string
  /** What is missing and how to get it; empty where nothing is. */
  readonly check: () => Promise<string[]>
}

/**
 * Says what a command needs, checks all of it and names everything that is missing at once.
 *
 * @throws Error with one line for each thing that is missing
 */
export async function checkPrerequisites(
  environment: Environment,
  needs: Needs,
  say: (line: string) => void,
): Promise<void> {
  const list = needsOf(environment, needs)
  say(`Needs: ${list.map(({ words }) => words).join('; ')}.`)
  const missing = (await Promise.all(list.map(({ check }) => check()))).flat()
  if (missing.length === 0) return
  throw new Error(
    `${missing.length === 1 ? 'one thing is' : `${missing.length} things are`} missing:\n${bullets(missing)}`,
  )
}

function needsOf(environment: Environment, { terraform, stacks }: Needs): Need[] {
  const { subscriptionId, tenantId } = environment
  const docker = stacks.filter(usesDocker).map(({ name }) => name)
  const variables = stacks.flatMap((stack) => requiredVariables(stack).map((name) => ({ name, stack: stack.name })))
  return [
    {
      words: `settings of environments/${environment.name}.ts without placeholders`,
      check: async () => placeholders(environment),
    },
    {
      words: `the Azure CLI, logged in to subscription ${subscriptionId} of tenant ${tenantId}`,
      check: () => checkAzure(environment),
    },
    ...(terraform ? [{ words: `Terraform ${leastTerraform} or newer`, check: checkTerraform }] : []),
    ...(docker.length > 0
      ? [{ words: `a Docker engine (for ${docker.join(', ')})`, check: () => checkDocker(docker.join(', ')) }]
      : []),
    ...variables.map(({ name, stack }) => ({
      words: `TF_VAR_${name} (for ${stack})`,
      check: async () =>
        process.env[`TF_VAR_${name}`]
          ? []
          : [`TF_VAR_${name}: a secret of the stack ${stack}; read -rs TF_VAR_${name} && export TF_VAR_${name}`],
    })),
  ]
}

async function checkAzure({ subscriptionId, tenantId }: Environment): Promise<string[]> {
  const { code, stdout } = await run('az', ['account', 'show', '--output', 'json'])
  if (code === 127) return ['the Azure CLI (az): https://learn.microsoft.com/cli/azure/install-azure-cli']
  if (code !== 0) return [`a login: az login --tenant ${tenantId}`]
  const account: { id: string; tenantId: string } = JSON.parse(stdout)
  if (account.tenantId !== tenantId) {
    return [`a login to tenant ${tenantId}: az is logged in to ${account.tenantId}; az login --tenant ${tenantId}`]
  }
  if (account.id !== subscriptionId) {
    return [`subscription ${subscriptionId}: az uses ${account.id}; az account set --subscription ${subscriptionId}`]
  }
  return []
}

/** What is wrong with the Terraform of this machine; empty where nothing is. */
export async function checkTerraform(): Promise<string[]> {
  const { code, stdout } = await run('terraform', ['version', '-json'])
  if (code === 127) return [`Terraform ${leastTerraform} or newer: https://developer.hashicorp.com/terraform/install`]
  const version: string = code === 0 ? JSON.parse(stdout).terraform_version : '0.0.0'
  if (version.localeCompare(leastTerraform, 'en', { numeric: true }) >= 0) return []
  return [`Terraform ${leastTerraform} or newer: version ${version} is installed`]
}

async function checkDocker(stacks: string): Promise<string[]> {
  const { code, stderr } = await run('docker', ['version', '--format', '{{.Server.Version}}'])
  if (code === 127) return [`Docker, for ${stacks}: https://docs.docker.com/engine/install`]
  if (code !== 0) return [`a Docker engine that answers, for ${stacks}: ${stderr.split('\n').at(-1)?.trim()}`]
  return []
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `  - ${line}`).join('\n')
}
