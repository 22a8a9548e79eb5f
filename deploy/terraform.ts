import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Result, run } from './process'
import type { Stack } from './stacks'

/** An error or a warning, as `terraform -json` prints it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly summary: string
  readonly detail?: string
  /** Address of the resource that it is about. */
  readonly address?: string
  /** Where in the configuration; the context of a resource is `resource.TYPE.NAME`. */
  readonly snippet?: { readonly context?: string | null }
  /** Of an error that says that the resource exists already: the texts that were planned for it, none of them secret. */
  readonly planned?: Readonly<Record<string, string>>
}

export interface Change {
  readonly address: string
  readonly action: 'create' | 'update' | 'replace' | 'delete'
}

export interface Plan {
  readonly changes: readonly Change[]
  /** Outputs that change, also where no resource does. */
  readonly changesOutputs: boolean
  readonly diagnostics: readonly Diagnostic[]
  readonly failed: boolean
}

/** One line of `-json` output; see https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface Message {
  readonly type?: string
  readonly diagnostic?: Diagnostic
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string }
  readonly hook?: {
    readonly resource?: { readonly addr: string }
    readonly action?: string
    readonly elapsed_seconds?: number
    readonly id_key?: string
    readonly id_value?: string
  }
}

/** Where and how long Terraform runs. */
export interface Surroundings {
  /** Its whole environment. Default: this process's own. */
  readonly env?: NodeJS.ProcessEnv
  /** Ends it, by the second. Default: no limit. */
  readonly limitSeconds?: number
  /** Ends it when somebody wants to stop. */
  readonly signal?: AbortSignal
}

/** What happens to one resource while a plan is applied. */
export interface Progress {
  readonly address: string
  /** Absent while it goes on. */
  readonly end?: 'done' | 'failed'
  /** As its provider names it, of what was made or changed. */
  readonly id?: string
  /** Since it was begun. */
  readonly seconds: number
  /** For people. */
  readonly text: string
}

/** In the stack's folder, while a plan is kept. */
export const planFile = 'slipway.tfplan'

/**
 * Prepares a stack's folder. The lock file in it is generated as the folder is, and versions are pinned exactly, so
 * that `-upgrade` follows the pins; `-reconfigure` follows the environment.
 *
 * @throws Error with Terraform's words
 */
export async function init(stack: Stack, environment: string, surroundings: Surroundings = {}): Promise<void> {
  const args = ['init', '-input=false', '-no-color', '-reconfigure', '-upgrade']
  const { code, stdout, stderr } = await terraform(stack, args, surroundings)
  if (code === 0) return
  const azure = Object.hasOwn(stack.synthesised.terraform?.backend ?? {}, 'azurerm')
  const hint = azure ? `\nWhere the state's storage does not exist yet: npm run bootstrap -- ${environment}` : ''
  throw new Error(`terraform init failed in ${stack.name}:\n${(stderr || stdout).trim()}${hint}`)
}

/**
 * Checks what can be known without asking anybody.
 *
 * @returns errors and warnings
 */
export async function validate(stack: Stack, surroundings: Surroundings = {}): Promise<readonly Diagnostic[]> {
  const { stdout, stderr } = await terraform(stack, ['validate', '-json'], surroundings)
  if (stdout === '') throw new Error(`terraform validate failed in ${stack.name}:\n${stderr.trim()}`)
  const { diagnostics }: { diagnostics: readonly Diagnostic[] } = JSON.parse(stdout)
  return diagnostics
}

const planOptions = {
  // Who only reads the state, as a pull request's check may, cannot lock it; nothing follows from this plan.
  show: ['-lock=false'],
  apply: [],
  destroy: ['-destroy'],
}

/** Plans a stack and keeps the plan for `showPlan` and `apply`; `dropPlan` deletes it. */
export async function plan(
  stack: Stack,
  purpose: keyof typeof planOptions,
  surroundings: Surroundings = {},
): Promise<Plan> {
  const args = ['plan', '-json', '-input=false', '-detailed-exitcode', `-out=${planFile}`]
  const messages: Message[] = []
  const { code, stderr } = await terraform(stack, [...args, ...planOptions[purpose]], surroundings, (line) =>
    messages.push(...parse(line)),
  )
  return {
    changes: messages.flatMap(({ type, change }) =>
      type === 'planned_change' && change && isChange(change.action)
        ? [{ address: change.resource.addr, action: change.action }]
        : [],
    ),
    changesOutputs: code === 2,
    diagnostics: diagnosticsOf(messages, code === 1 ? stderr : ''),
    failed: code !== 0 && code !== 2,
  }
}

/** The plan as people read it; sensitive values are masked by Terraform. */
export async function showPlan(stack: Stack): Promise<string> {
  const color = process.stdout.isTTY ? [] : ['-no-color']
  return (await terraform(stack, ['show', ...color, planFile], {})).stdout
}

/**
 * Applies the plan.
 *
 * @param tell of each resource that is finished, and once a minute of one that is not
 * @returns what went wrong; nothing where all went well
 */
export async function apply(
  stack: Stack,
  tell: (progress: Progress) => void,
  surroundings: Surroundings = {},
): Promise<Diagnostic[]> {
  const messages: Message[] = []
  const args = ['apply', '-json', '-input=false', planFile]
  const { code, stderr } = await terraform(stack, args, surroundings, (line) => {
    for (const message of parse(line)) {
      messages.push(message)
      const progress = progressOf(message)
      if (progress) tell(progress)
    }
  })
  if (code === 0) return []
  const errors = diagnosticsOf(messages, stderr).filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return [{ severity: 'error', summary: `terraform apply ended with exit code ${code}` }]
  return withPlanned(errors, stack, surroundings)
}

/** What `terraform show -json` says of one resource in a plan. */
interface PlannedChange {
  readonly after?: Readonly<Record<string, unknown>> | null
  /** `true` at each attribute that is secret. */
  readonly after_sensitive?: Readonly<Record<string, unknown>> | boolean
}

/** Not every API says which resource it is that exists already; what was planned does. */
async function withPlanned(errors: Diagnostic[], stack: Stack, surroundings: Surroundings): Promise<Diagnostic[]> {
  if (!errors.some(({ summary, detail }) => /already exists/i.test(`${summary}\n${detail}`))) return errors
  const { code, stdout } = await terraform(stack, ['show', '-json', planFile], surroundings)
  if (code !== 0) return errors
  const shown: { resource_changes?: readonly { address: string; change: PlannedChange }[] } = JSON.parse(stdout)
  return errors.map((error) => {
    const planned = shown.resource_changes?.find(({ address }) => address === error.address)
    return planned ? { ...error, planned: plainTexts(planned.change) } : error
  })
}

function plainTexts({ after, after_sensitive: secret }: PlannedChange): Record<string, string> {
  const isSecret = (name: string) => typeof secret === 'object' && secret[name] === true
  return Object.fromEntries(
    Object.entries(after ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' && !isSecret(name) ? [[name, value]] : [],
    ),
  )
}

/** Plans hold the values of sensitive variables. */
export function dropPlan(stack: Stack): void {
  rmSync(join(stack.folder, planFile), { force: true })
}

export interface Output {
  readonly value: unknown
  readonly sensitive: boolean
}

/** What the stack put out when it was last applied. */
export async function outputsOf(
  stack: Stack,
  surroundings: Surroundings = {},
): Promise<Readonly<Record<string, Output>>> {
  const { code, stdout, stderr } = await terraform(stack, ['output', '-json', '-no-color'], surroundings)
  if (code !== 0) throw new Error(`terraform output failed in ${stack.name}:\n${stderr.trim()}`)
  return JSON.parse(stdout)
}

/** Addresses of what the stack has made; empty where it was never applied. */
export async function resourcesOf(stack: Stack, surroundings: Surroundings = {}): Promise<string[]> {
  const { code, stdout, stderr } = await terraform(stack, ['state', 'list'], surroundings)
  if (code !== 0 && /No state file was found/i.test(stderr)) return []
  if (code !== 0) throw new Error(`terraform state list failed in ${stack.name}:\n${stderr.trim()}`)
  return stdout.split('\n').filter((line) => line !== '' && !/(^|\.)data\./.test(line))
}

/**
 * Runs any command of Terraform in the stack's folder.
 *
 * @throws Error where it did not end in time or somebody wanted to stop
 */
export async function terraform(
  { name, folder }: Stack,
  args: readonly string[],
  { env, limitSeconds, signal }: Surroundings,
  onLine?: (line: string) => void,
): Promise<Result> {
  const limit = limitSeconds === undefined ? undefined : AbortSignal.timeout(limitSeconds * 1000)
  const signals = [limit, signal].filter((one) => one !== undefined)
  const result = await run('terraform', args, {
    cwd: folder,
    ...(env && { env }),
    ...(onLine && { onLine }),
    ...(signals.length > 0 && { signal: AbortSignal.any(signals) }),
  })
  if (signal?.aborted) throw new Error(`terraform ${args[0]} of ${name} was interrupted`)
  if (limit?.aborted) throw new Error(`terraform ${args[0]} of ${name} did not end within ${limitSeconds} s`)
  return result
}

function parse(line: string): Message[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

function isChange(action: string): action is Change['action'] {
  return ['create', 'update', 'replace', 'delete'].includes(action)
}

/** Errors that Terraform finds before it speaks JSON go to its error output. */
function diagnosticsOf(messages: readonly Message[], stderr: string): Diagnostic[] {
  const found = messages.flatMap(({ type, diagnostic }) =>
    type === 'diagnostic' && diagnostic ? [withAddress(diagnostic)] : [],
  )
  const told = found.some(({ severity }) => severity === 'error')
  return told || stderr.trim() === '' ? found : [...found, { severity: 'error', summary: stderr.trim() }]
}

/** Failed conditions carry no address. */
function withAddress(diagnostic: Diagnostic): Diagnostic {
  const address = diagnostic.address ?? /^resource\.([\w-]+\.[\w-]+)/.exec(diagnostic.snippet?.context ?? '')?.[1]
  return address ? { ...diagnostic, address } : diagnostic
}

const done: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  delete: 'destroyed',
  read: 'read',
}

function progressOf({ type, hook }: Message): Progress | undefined {
  if (!hook?.resource || hook.action === 'read') return undefined
  const seconds = hook.elapsed_seconds ?? 0
  const address = hook.resource.addr
  const after = seconds > 0 ? ` after ${seconds} s` : ''
  switch (type) {
    case 'apply_complete':
      return {
        address,
        end: 'done',
        ...(hook.id_key === 'id' && hook.id_value !== undefined && { id: hook.id_value }),
        seconds,
        text: `${done[hook.action ?? ''] ?? hook.action} ${address}${after}`,
      }
    case 'apply_errored':
      return { address, end: 'failed', seconds, text: `failed ${address}${after}` }
    case 'apply_progress':
      // Every ten seconds; one a minute is enough to know that it goes on.
      return seconds % 60 === 0 ? { address, seconds, text: `still at ${address}${after}` } : undefined
    default:
      return undefined
  }
}
