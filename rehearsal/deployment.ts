import { recorded } from '../deploy/recorded'
import { errorText } from '../deploy/report'
import type { Stack } from '../deploy/stacks'
import { apply, type Diagnostic, dropPlan, init, plan, validate } from '../deploy/terraform'
import { differences } from './differences'
import { explained } from './explained'
import { type LiveTable, liveTable } from './live-table'
import type { Rehearsal } from './rehearsal'
import { inOrder } from './stack-order'

/** Seconds; each is several times what it took on two cores. */
const limits = { init: 120, validate: 120, plan: 300, apply: 900, destroy: 600 }

const again = 'npm run rehearse'

/**
 * Initialises, validates, plans and applies every stack, independent ones side by side.
 *
 * @throws UnfinishedStacks whose messages name stack, resource and remedy
 */
export async function applyAll(rehearsal: Rehearsal): Promise<void> {
  await withTable(rehearsal, async (table) => {
    await inOrder(rehearsal.stacks, 'up', (stack) =>
      inTable(rehearsal, stack, table, () => applyStack(rehearsal, stack, table)),
    )
  })
}

/** Applies one stack, whose upstream stacks are deployed. */
export async function applyStack(rehearsal: Rehearsal, stack: Stack, table?: LiveTable): Promise<void> {
  const { environment, surroundings, times, made } = rehearsal
  const within = (seconds: number) => ({ ...surroundings, limitSeconds: seconds })
  const step = <T>(name: keyof typeof limits, state: string, work: () => Promise<T>) => {
    table?.at(stack.name, state)
    return times.measure(name, work, stack.name)
  }
  await step('init', 'initialising', () => init(stack, environment.name, within(limits.init)))
  refuse(rehearsal, stack, await step('validate', 'validating', () => validate(stack, within(limits.validate))))
  try {
    const planned = await step('plan', 'planning', () => plan(stack, 'apply', within(limits.plan)))
    refuse(rehearsal, stack, planned.diagnostics)
    const total = planned.changes.length
    let done = 0
    table?.at(stack.name, 'applying', `0/${total}`)
    const errors = await step('apply', 'applying', () =>
      apply(
        stack,
        ({ end }) => {
          if (end === 'done') table?.at(stack.name, 'applying', `${++done}/${total}`)
        },
        within(limits.apply),
      ),
    )
    made.set(stack.name, await recorded(stack, within(limits.plan)))
    refuse(rehearsal, stack, errors)
    table?.at(stack.name, 'applying', String(total))
    table?.ended(stack.name, 'applied')
  } finally {
    dropPlan(stack)
  }
}

/**
 * Plans every stack again: nothing may be left to change.
 *
 * @throws UnfinishedStacks naming each resource that would change, with the attributes that differ
 */
export async function planAllAgain(rehearsal: Rehearsal): Promise<void> {
  await withTable(rehearsal, async (table) => {
    // Nothing is changed, so that no stack waits for another one.
    const alone = rehearsal.stacks.map((stack) => ({ ...stack, upstream: [] }))
    await inOrder(alone, 'up', (stack) =>
      inTable(rehearsal, stack, table, async () => {
        table.at(stack.name, 'planning')
        const left = await planAgain(rehearsal, stack)
        if (left.length > 0) throw new Error(`${stack.name}: the second plan is not empty:\n${left.join('\n')}`)
        table.ended(stack.name, 'no changes')
      }),
    )
  })
}

/** @returns a line for each resource that a plan would still change; empty where nothing is left. */
export async function planAgain(rehearsal: Rehearsal, stack: Stack): Promise<string[]> {
  const { surroundings, times } = rehearsal
  const within = { ...surroundings, limitSeconds: limits.plan }
  try {
    const planned = await times.measure('second plan', () => plan(stack, 'show', within), stack.name)
    refuse(rehearsal, stack, planned.diagnostics)
    if (planned.changes.length > 0) return await differences(stack, within)
    return planned.changesOutputs ? ['  only outputs change'] : []
  } finally {
    dropPlan(stack)
  }
}

/**
 * Destroys every stack after those that read it.
 *
 * @throws UnfinishedStacks
 */
export async function destroyAll(rehearsal: Rehearsal): Promise<void> {
  await withTable(rehearsal, async (table) => {
    await inOrder(rehearsal.stacks, 'down', (stack) =>
      inTable(rehearsal, stack, table, () => destroyStack(rehearsal, stack, table)),
    )
  })
}

async function destroyStack(rehearsal: Rehearsal, stack: Stack, table: LiveTable): Promise<void> {
  const { surroundings, times, made } = rehearsal
  const within = { ...surroundings, limitSeconds: limits.destroy }
  table.at(stack.name, 'planning')
  try {
    const errors = await times.measure(
      'destroy',
      async () => {
        const planned = await plan(stack, 'destroy', within)
        refuse(rehearsal, stack, planned.diagnostics)
        const total = planned.changes.length
        let done = 0
        table.at(stack.name, 'destroying', `0/${total}`)
        return apply(
          stack,
          ({ end }) => {
            if (end === 'done') table.at(stack.name, 'destroying', `${++done}/${total}`)
          },
          within,
        )
      },
      stack.name,
    )
    refuse(rehearsal, stack, errors)
    made.delete(stack.name)
    table.ended(stack.name, 'destroyed')
  } finally {
    dropPlan(stack)
  }
}

async function withTable(rehearsal: Rehearsal, work: (table: LiveTable) => Promise<void>): Promise<void> {
  const table = liveTable(rehearsal.stacks.map(({ name }) => name))
  try {
    await work(table)
  } finally {
    table.close()
  }
}

async function inTable(rehearsal: Rehearsal, stack: Stack, table: LiveTable, work: () => Promise<void>): Promise<void> {
  try {
    // Among Terraform's words are commands with ids in them.
    await explained(rehearsal, work, (words) => words)
  } catch (error) {
    table.ended(stack.name, 'failed')
    throw error
  }
}

/** @throws Error with every error that Terraform found */
function refuse({ folders }: Rehearsal, stack: Stack, diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  throw new Error(errors.map((error) => errorText(error, stack, folders.root, again)).join('\n'))
}
