import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stack } from '../../deploy/stacks'

/** A resource as `cdk.tf.json` has it. */
export type Block = Record<string, unknown>
export type Blocks = Record<string, Record<string, Block>>

/** `cdk.tf.json`. */
export interface Document {
  terraform: { backend: Record<string, Block>; [name: string]: unknown }
  resource: Blocks
  output?: Block
  data?: Blocks
}

/**
 * A copy of a stack, initialised as the stack is and with the same state, with a change. The stack
 * itself stays as it is.
 * @param folder of the copy; emptied before
 */
export function changedStack(stack: Stack, folder: string, change: (document: Document) => void): Stack {
  rmSync(folder, { recursive: true, force: true })
  cpSync(stack.folder, folder, { recursive: true, verbatimSymlinks: true })
  const path = join(folder, 'cdk.tf.json')
  const synthesised = JSON.parse(readFileSync(path, 'utf8'))
  change(synthesised)
  writeFileSync(path, JSON.stringify(synthesised, null, 2))
  return { ...stack, folder, synthesised }
}

/**
 * The one resource of a type whose name begins so; what follows in names of nested constructs is a hash.
 * @throws Error with the names that there are
 */
export function theOne(resources: Blocks, type: string, beginning: string): { readonly name: string; block: Block } {
  const all = Object.entries(resources[type] ?? {})
  const exact = all.filter(([name]) => name === beginning)
  const [found, ...others] = exact.length > 0 ? exact : all.filter(([name]) => name.startsWith(beginning))
  if (found && others.length === 0) return { name: found[0], block: found[1] }
  const names = all.map(([name]) => name).join(', ') || 'none'
  throw new Error(`the stack must have one ${type} whose name begins with "${beginning}"; it has ${names}`)
}

/** A block inside another one: Terraform's JSON has it as an object, or as a list with one. */
export function inner(block: Block, ...path: readonly string[]): Block {
  return path.reduce((outer, name) => {
    const value = outer[name]
    const first = Array.isArray(value) ? value[0] : value
    if (typeof first === 'object' && first !== null) return first
    throw new Error(`there is no block "${name}" among ${Object.keys(outer).join(', ')}`)
  }, block)
}
