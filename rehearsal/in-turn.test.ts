import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Check, CheckContext } from './checks/check'
import { inTurn } from './in-turn'
import type { Rehearsal } from './rehearsal'
import type { Outcome } from './report'

/** Short enough for a test, in seconds. */
const brief = 0.05

let control: Server
let stop: AbortController
let done: string[]

beforeAll(async () => {
  // A simulated Azure that refused nothing.
  control = createServer((_request, response) => response.end(JSON.stringify({ refusals: [], next: 0 })))
  await new Promise<void>((listening) => control.listen(0, '127.0.0.1', listening))
})
afterAll(() => control.close())
beforeEach(() => {
  stop = new AbortController()
  done = []
})

async function outcomesOf(checks: readonly Check[], obstacle?: string): Promise<readonly Outcome[]> {
  const { port } = control.address() as AddressInfo
  const rehearsal = {
    ...{ platform: { controlUrl: `http://127.0.0.1:${port}` }, made: new Map() },
    surroundings: { signal: stop.signal },
  } as unknown as Rehearsal
  const outcomes: Outcome[] = []
  const cases = checks.map((check) => ({ kind: 'mistake' as const, check }))
  await inTurn(cases, { rehearsal } as CheckContext, (outcome) => outcomes.push(outcome), obstacle)
  return outcomes
}

const passes = (name: string): Check => ({
  name,
  limitSeconds: 5,
  async run() {
    done.push(name)
    return 'seen'
  },
})

/** Ends when its time is over, and not before. */
const lasts = async ({ signal }: CheckContext) => {
  await new Promise((end) => signal.addEventListener('abort', end))
  done.push('ended')
  return 'too late'
}

test('what is not done when somebody stops the rehearsal is not reached, and has not failed', async () => {
  const stopped: Check = {
    name: 'stopped',
    limitSeconds: 5,
    run(context) {
      const lasting = lasts(context)
      stop.abort()
      return lasting
    },
  }
  expect(await outcomesOf([passes('first'), stopped, passes('third'), passes('fourth')])).toMatchObject([
    { name: 'first', result: 'passed', says: 'seen' },
    { name: 'stopped', result: 'failed', says: 'it was interrupted' },
    { name: 'third', result: 'not reached', says: 'not reached: the rehearsal was stopped' },
    { name: 'fourth', result: 'not reached', seconds: 0 },
  ])
  expect(done).toEqual(['first', 'ended'])
})

test('where something stands in the way from the start, nothing is reached', async () => {
  expect(await outcomesOf([passes('one')], 'a check failed')).toMatchObject([
    { result: 'not reached', says: 'not reached: a check failed' },
  ])
  expect(done).toEqual([])
})

test('a repair begins when a case whose time was over has ended, and the next case when the repair has', async () => {
  const late: Check = {
    name: 'late',
    limitSeconds: brief,
    run: lasts,
    repair: {
      limitSeconds: 5,
      async run({ signal }) {
        done.push(signal.aborted ? 'repair without time' : 'repair begins')
        await new Promise(setImmediate)
        done.push('repaired')
      },
    },
  }
  expect(await outcomesOf([late, passes('next')])).toMatchObject([
    { name: 'late', result: 'failed', says: `it was not done within ${brief} s` },
    { name: 'next', result: 'passed' },
  ])
  expect(done).toEqual(['ended', 'repair begins', 'repaired', 'next'])
})

test.each<[string, Check['repair'], string]>([
  [
    'fails',
    { limitSeconds: 5, run: () => Promise.reject(new Error('the state is locked\nby somebody')) },
    'the state is locked',
  ],
  [
    'is not done in its time',
    { limitSeconds: brief, run: (context) => lasts(context).then(() => {}) },
    `it was not done within ${brief} s`,
  ],
])('after a repair that %s nothing more is reached, and it is said why', async (_what, repair, why) => {
  const [broken, next] = await outcomesOf([{ ...passes('broken'), ...(repair && { repair }) }, passes('next')])
  expect(broken).toMatchObject({ result: 'failed', blocks: `broken could not be repaired: ${why}` })
  expect(broken?.says).toContain(`seen\nit could not be repaired: ${why}`)
  expect(next).toMatchObject({ result: 'not reached', says: `not reached: broken could not be repaired: ${why}` })
  expect(done).not.toContain('next')
})

test('a case that does not end when its time is over is not repaired, and nothing follows it', async () => {
  const kept = ['setImmediate', 'setInterval', 'nextTick', 'queueMicrotask', 'Date', 'performance'] as const
  jest.useFakeTimers({ doNotFake: [...kept] })
  try {
    const endless: Check = {
      name: 'endless',
      limitSeconds: brief,
      async run({ signal }) {
        // From then on its end is waited for.
        signal.addEventListener('abort', () => setImmediate(() => jest.advanceTimersByTime(30_000)))
        return new Promise<never>(() => {})
      },
      repair: { limitSeconds: 5, run: async () => void done.push('repaired') },
    }
    expect(await outcomesOf([endless, passes('next')])).toMatchObject([
      { result: 'failed', blocks: 'endless goes on after its time' },
      { result: 'not reached', says: 'not reached: endless goes on after its time' },
    ])
    expect(done).toEqual([])
  } finally {
    jest.useRealTimers()
  }
})
