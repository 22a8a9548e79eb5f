import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Project } from './project'

export interface Stack {
  readonly name: string
  /** Absolute folder of `cdk.tf.json`. */
  readonly folder: string
  /** Names of the stacks whose outputs it reads. */
  readonly upstream: readonly string[]
  /** What the synth has to say of it. */
  readonly warnings: readonly string[]
  readonly synthesised: Synthesised
}

/** The parts of `cdk.tf.json` that the commands need. */
export interface Synthesised {
  readonly terraform?: {
    readonly backend?: Readonly<Record<string, unknown>>
    readonly required_providers?: Readonly<Record<string, unknown>>
  }
  readonly variable?: Readonly<Record<string, { readonly default?: unknown; readonly description?: string }>>
  readonly output?: Readonly<Record<string, unknown>>
  readonly resource?: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly lifecycle?: { readonly prevent_destroy?: boolean }
            /** Of a budget. */
            readonly time_period?: { readonly start_date: string }
            /** Of a schedule. */
            readonly start_time?: string
          }
        >
      >
    >
  >
}

/** All synthesised stacks, each after the stacks that it depends on; in the order of the manifest otherwise. */
export function readStacks({ folder, output }: Project): Stack[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, output, 'manifest.json'), 'utf8'))
  const stacks = Object.values(manifest.stacks).map((stack): Stack => {
    const path = join(folder, output, stack.synthesizedStackPath)
    return {
      name: stack.name,
      folder: dirname(path),
      upstream: stack.dependencies ?? [],
      warnings: (stack.annotations ?? []).filter(({ level }) => level === '@cdktf/warn').map(({ message }) => message),
      synthesised: JSON.parse(readFileSync(path, 'utf8')),
    }
  })
  return inOrder(stacks)
}

/** The parts of `manifest.json` that the commands need. */
interface Manifest {
  readonly stacks: Readonly<
    Record<
      string,
      {
        readonly name: string
        readonly synthesizedStackPath: string
        readonly dependencies?: readonly string[]
        readonly annotations?: readonly { readonly level: string; readonly message: string }[]
      }
    >
  >
}

function inOrder(stacks: readonly Stack[], done: readonly Stack[] = []): Stack[] {
  if (stacks.length === 0) return [...done]
  const next = stacks.find(({ upstream }) => upstream.every((name) => done.some((stack) => stack.name === name)))
  if (!next) throw new Error(`stacks depend on each other in a circle: ${stacks.map(({ name }) => name).join(', ')}`)
  return inOrder(
    stacks.filter((stack) => stack !== next),
    [...done, next],
  )
}

/**
 * The stacks that a command is asked for.
 *
 * @param name one stack, or undefined for all
 * @throws Error naming the stacks that there are
 */
export function chooseStacks(stacks: readonly Stack[], name: string | undefined): Stack[] {
  if (name === undefined) return [...stacks]
  const chosen = stacks.find((stack) => stack.name === name)
  if (chosen) return [chosen]
  throw new Error(`there is no stack "${name}": it must be one of ${stacks.map((stack) => stack.name).join(', ')}`)
}

/** Stacks that read what this one puts out, directly or through others. */
export function downstreamOf(stacks: readonly Stack[], { name }: Stack): Stack[] {
  const direct = stacks.filter(({ upstream }) => upstream.includes(name))
  return stacks.filter((stack) => direct.some((one) => one === stack || downstreamOf(stacks, one).includes(stack)))
}

/** Addresses that Terraform refuses to destroy. */
export function protectedAddresses({ synthesised: { resource = {} } }: Stack): string[] {
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).flatMap(([id, { lifecycle }]) => (lifecycle?.prevent_destroy ? [`${type}.${id}`] : [])),
  )
}

/** Variables without a default: secrets, which only the environment of the process may hold. */
export function requiredVariables({ synthesised: { variable = {} } }: Stack): string[] {
  return Object.entries(variable).flatMap(([name, settings]) => (settings.default === undefined ? [name] : []))
}

export function usesDocker({ synthesised }: Stack): boolean {
  return Object.hasOwn(synthesised.terraform?.required_providers ?? {}, 'docker')
}
