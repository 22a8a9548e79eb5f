import type { Stack } from '../deploy/stacks'

/** What became of the stacks that were not done. */
export interface Unfinished {
  readonly failures: readonly { readonly stack: string; readonly error: Error }[]
  /** Those that had to wait for a failed one. */
  readonly notReached: readonly string[]
}

/**
 * Works on each stack as soon as those are done that it waits for, and so on independent ones side by side. After a
 * failure what is under way comes to its end, and nothing else that waits for the failed one is begun.
 *
 * @param direction `up`: a stack waits for those that it reads; `down`: for those that read it
 * @throws UnfinishedStacks
 */
export async function inOrder(
  stacks: readonly Stack[],
  direction: 'up' | 'down',
  work: (stack: Stack) => Promise<void>,
): Promise<void> {
  const names = stacks.map(({ name }) => name)
  const waitsFor = ({ name, upstream }: Stack) =>
    direction === 'up'
      ? upstream.filter((one) => names.includes(one))
      : stacks.filter((one) => one.upstream.includes(name)).map((one) => one.name)
  const failures: { stack: string; error: Error }[] = []
  const ends = new Map<string, Promise<boolean>>()
  const sorted = direction === 'up' ? stacks : [...stacks].reverse()
  for (const stack of sorted) {
    ends.set(
      stack.name,
      Promise.all(waitsFor(stack).map((name) => ends.get(name))).then(async (before) => {
        if (before.includes(false)) return false
        try {
          await work(stack)
          return true
        } catch (error) {
          failures.push({ stack: stack.name, error: error instanceof Error ? error : new Error(String(error)) })
          return false
        }
      }),
    )
  }
  const done = await Promise.all([...ends].map(async ([name, end]) => ((await end) ? name : undefined)))
  if (failures.length === 0) return
  const failed = failures.map(({ stack }) => stack)
  throw new UnfinishedStacks({
    failures,
    notReached: names.filter((name) => !done.includes(name) && !failed.includes(name)),
  })
}

export class UnfinishedStacks extends Error implements Unfinished {
  readonly failures: Unfinished['failures']
  readonly notReached: Unfinished['notReached']

  constructor({ failures, notReached }: Unfinished) {
    const waiting = notReached.length === 0 ? [] : [`Not reached: ${notReached.join(', ')}.`]
    super([...failures.map(({ error }) => error.message), ...waiting].join('\n'))
    this.failures = failures
    this.notReached = notReached
  }
}
