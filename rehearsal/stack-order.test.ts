import type { Stack } from '../deploy/stacks'
import { inOrder, UnfinishedStacks } from './stack-order'

const stack = (name: string, ...upstream: string[]): Stack => ({
  name,
  upstream,
  folder: '',
  warnings: [],
  synthesised: {},
})
const stacks = [
  stack('foundation'),
  stack('images', 'foundation'),
  stack('notes', 'foundation'),
  stack('api', 'images', 'notes'),
]

/** Work that records when each stack begins and ends; `images` takes longest. */
function recorder(failing?: string) {
  const log: string[] = []
  return {
    log,
    work: async ({ name }: Stack) => {
      log.push(`${name} begins`)
      for (let turn = name === 'images' ? 10 : 1; turn > 0; turn--) await Promise.resolve()
      if (name === failing) throw new Error(`${name} broke`)
      log.push(`${name} ends`)
    },
  }
}

test('independent stacks are worked on side by side, each after those that it reads', async () => {
  const { log, work } = recorder()
  await inOrder(stacks, 'up', work)
  expect(log).toEqual([
    'foundation begins',
    'foundation ends',
    'images begins',
    'notes begins',
    'notes ends',
    'images ends',
    'api begins',
    'api ends',
  ])
})

test('downwards each waits for those that read it', async () => {
  const { log, work } = recorder()
  await inOrder(stacks, 'down', work)
  expect(log.filter((line) => line.endsWith('begins'))).toEqual([
    'api begins',
    'notes begins',
    'images begins',
    'foundation begins',
  ])
  expect(log.at(-2)).toBe('foundation begins')
})

test('after a failure what is under way ends, and what waits for the failed one is named and not begun', async () => {
  const { log, work } = recorder('notes')
  const error = await inOrder(stacks, 'up', work).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(UnfinishedStacks)
  expect(error).toMatchObject({
    message: 'notes broke\nNot reached: api.',
    failures: [{ stack: 'notes' }],
    notReached: ['api'],
  })
  expect(log).toContain('images ends')
  expect(log).not.toContain('api begins')
})

test('a single stack waits for nobody', async () => {
  const { log, work } = recorder()
  await inOrder(stacks.slice(3), 'up', work)
  expect(log).toEqual(['api begins', 'api ends'])
})
