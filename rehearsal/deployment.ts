import { type Recorded, recorded } from '../deploy/recorded'
import { errorText } from '../deploy/report'
import type { Stack } from '../deploy/stacks'
import { apply, type Diagnostic, dropPlan, init, plan, type Surroundings, validate } from '../deploy/terraform'
import { differences } from './differences'
import { explained } from './explained'
import { type LiveTable, liveTable } from './live-table'
import type { Rehearsal } from './rehearsal'
import { inOrder } from './stack-order'

/** Seconds; each is several times what it took on two cores. */
const limits = { init: 120, validate: 120, plan: 300, apply: 900, 'destroy plan': 300, destroy: 600 }

const again = 'npm run rehearse'

export interface Deployment {
  /** Waits until everything is there but what watches it. @throws as `applied` does */
  usable(): Promise<void>
  /** @throws UnfinishedStacks whose messages name stack, resource and remedy */
  readonly applied: Promise<void>
  /**
   * Plans each stack again that is applied by now and was not planned again yet: nothing may be left to change.
   *
   * @throws UnfinishedStacks naming each resource that would change, with the attributes that differ
   */
  planAgain(): Promise<void>
  /** Writes a line where the table of stacks does not write over it. */
  print(text: string): void
  /** Draws the table for the last time. */
  close(): void
}

/** Initialises, validates, plans and applies every stack, independent ones side by side. */
export function startDeployment(rehearsal: Rehearsal): Deployment {
  const { stacks } = rehearsal
  const table = tableOf(rehearsal)
  // What needs nothing deployed is done while the first stacks wait for Azure.
  const checked = oneAfterTheOther(stacks, (stack) => check(rehearsal, stack, table))
  const waiting = new Set(stacks)
  let tell = () => {}
  const usable = new Promise<void>((resolve) => {
    tell = resolve
  })
  const isUsable = (stack: Stack) => {
    if (waiting.delete(stack) && waiting.size === 0) tell()
  }
  const toPlanAgain = new Set<Stack>()
  const applied = inOrder(stacks, 'up', (stack) =>
    inTable(rehearsal, stack, table, async () => {
      await checked.get(stack)
      await planAndApply(rehearsal, stack, { table, usable: () => isUsable(stack) })
      toPlanAgain.add(stack)
    }),
  )
  return {
    usable: () => Promise.race([usable, applied]),
    applied,
    async planAgain() {
      // Nothing is changed, so that no stack waits for another one.
      const alone = [...toPlanAgain].map((stack) => ({ ...stack, upstream: [] }))
      toPlanAgain.clear()
      await inOrder(alone, 'up', (stack) =>
        inTable(rehearsal, stack, table, async () => {
          table.at(stack.name, 'planning again')
          const left = await planAgain(rehearsal, stack)
          if (left.length > 0) throw new Error(`${stack.name}: the second plan is not empty:\n${left.join('\n')}`)
          table.ended(stack.name, 'no changes')
        }),
      )
    },
    print: (text) => table.print(text),
    close: () => table.close(),
  }
}

/** Applies one stack, whose upstream stacks are deployed. */
export async function applyStack(rehearsal: Rehearsal, stack: Stack): Promise<void> {
  await check(rehearsal, stack)
  await planAndApply(rehearsal, stack)
}

/** Initialises and validates a stack. */
async function check(rehearsal: Rehearsal, stack: Stack, table?: LiveTable): Promise<void> {
  const { environment } = rehearsal
  const step = steps(rehearsal, stack, table)
  await step('init', 'initialising', (within) => init(stack, environment.name, within))
  refuse(rehearsal, stack, await step('validate', 'validating', (within) => validate(stack, within)))
  table?.at(stack.name, 'valid')
}

/** Only watch what was deployed: nobody who uses it needs them, and their provider waits for them longest. */
const watchers = 'azurerm_monitor_'

interface Watched {
  readonly table: LiveTable
  /** Told when everything of the stack is there but what watches it. */
  usable(): void
}

async function planAndApply(
  rehearsal: Rehearsal,
  stack: Stack,
  { table, usable }: Partial<Watched> = {},
): Promise<void> {
  const { surroundings, made } = rehearsal
  const step = steps(rehearsal, stack, table)
  try {
    const planned = await step('plan', 'planning', (within) => plan(stack, 'apply', within))
    refuse(rehearsal, stack, planned.diagnostics)
    const total = planned.changes.length
    const awaited = new Set(planned.changes.map(({ address }) => address).filter((one) => !one.startsWith(watchers)))
    let done = 0
    // Told as it arrives, and in full from the state at the end.
    const before = made.get(stack.name) ?? []
    const arrived: Recorded[] = []
    const errors = await step('apply', 'applying', (within) => {
      table?.at(stack.name, 'applying', `0/${total}`)
      return apply(
        stack,
        ({ address, end, id }) => {
          if (end !== 'done') return
          if (id !== undefined) arrived.push({ stack: stack.name, address, id })
          made.set(stack.name, [...before, ...arrived])
          table?.at(stack.name, 'applying', `${++done}/${total}`)
          if (awaited.delete(address) && awaited.size === 0) usable?.()
        },
        within,
      )
    })
    made.set(stack.name, await recorded(stack, { ...surroundings, limitSeconds: limits.plan }))
    refuse(rehearsal, stack, errors)
    usable?.()
    table?.at(stack.name, 'applying', String(total))
    table?.ended(stack.name, 'applied')
  } finally {
    dropPlan(stack)
  }
}

/** Does a step of a stack within its limit, measures it and shows it. */
function steps({ surroundings, times }: Rehearsal, stack: Stack, table?: LiveTable) {
  return <T>(name: keyof typeof limits, state: string, work: (within: Surroundings) => Promise<T>): Promise<T> =>
    times.measure(
      name,
      () => {
        table?.at(stack.name, state)
        return work({ ...surroundings, limitSeconds: limits[name] })
      },
      stack.name,
    )
}

/** Begins the work on each stack when that on the one before has ended, however it ended. */
function oneAfterTheOther(
  stacks: readonly Stack[],
  work: (stack: Stack) => Promise<void>,
): ReadonlyMap<Stack, Promise<void>> {
  const ends = new Map<Stack, Promise<void>>()
  let before: Promise<unknown> = Promise.resolve()
  for (const stack of stacks) {
    const end = before.then(() => work(stack))
    ends.set(stack, end)
    // Told where the stack's turn comes.
    before = end.catch(() => {})
  }
  return ends
}

/** @returns a line for each resource that a plan would still change; empty where nothing is left. */
export async function planAgain(rehearsal: Rehearsal, stack: Stack): Promise<string[]> {
  const { surroundings, times } = rehearsal
  const within = { ...surroundings, limitSeconds: limits.plan }
  try {
    const planned = await times.measure('second plan', () => plan(stack, 'show', within), stack.name)
    refuse(rehearsal, stack, planned.diagnostics)
    if (planned.changes.length > 0) {
      const told = await differences(stack, within)
      return told.length > 0 ? told : planned.changes.map(({ address, action }) => `  ${address}: ${action}`)
    }
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
  const table = tableOf(rehearsal)
  const planned = oneAfterTheOther([...rehearsal.stacks].reverse(), (stack) => planDestruction(rehearsal, stack, table))
  try {
    await inOrder(rehearsal.stacks, 'down', (stack) =>
      inTable(rehearsal, stack, table, async () => {
        await planned.get(stack)
        await applyDestruction(rehearsal, stack, table)
      }),
    )
  } finally {
    await Promise.allSettled(planned.values())
    for (const stack of rehearsal.stacks) dropPlan(stack)
    table.close()
  }
}

async function planDestruction(rehearsal: Rehearsal, stack: Stack, table: LiveTable): Promise<void> {
  const step = steps(rehearsal, stack, table)
  const planned = await step('destroy plan', 'planning', (within) => plan(stack, 'destroy', within))
  refuse(rehearsal, stack, planned.diagnostics)
  table.at(stack.name, 'planned', `0/${planned.changes.length}`)
}

async function applyDestruction(rehearsal: Rehearsal, stack: Stack, table: LiveTable): Promise<void> {
  const total = rehearsal.made.get(stack.name)?.length ?? 0
  const step = steps(rehearsal, stack, table)
  let done = 0
  const errors = await step('destroy', 'destroying', (within) =>
    apply(
      stack,
      ({ end }) => {
        if (end === 'done') table.at(stack.name, 'destroying', `${++done}/${total}`)
      },
      within,
    ),
  )
  refuse(rehearsal, stack, errors)
  rehearsal.made.delete(stack.name)
  table.ended(stack.name, 'destroyed')
}

function tableOf({ stacks }: Rehearsal): LiveTable {
  return liveTable(stacks.map(({ name }) => name))
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
