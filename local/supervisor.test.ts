import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Part, supervise } from './supervisor'

async function sleeper(): Promise<Part<undefined>> {
  const child = spawn('sleep', ['600'])
  const ended = once(child, 'exit').then(([code, signal]): number | string => code ?? signal)
  if (child.pid === undefined) throw new Error('sleep did not start')
  return {
    facts: undefined,
    pid: child.pid,
    ended,
    async stop() {
      child.kill()
      await ended
    },
  }
}

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  jest.restoreAllMocks()
})

test('a killed part is started again, also when its first new start fails, and stop ends it for good', async () => {
  let starts = 0
  const restarts: number[] = []
  let seen = () => {}
  const restarted = new Promise<void>((resolve) => {
    seen = resolve
  })
  const supervised = await supervise(
    'sleeper',
    async () => {
      starts += 1
      if (starts === 2) throw new Error('the port is still taken')
      return sleeper()
    },
    () => {
      restarts.push(supervised.current().pid)
      seen()
    },
  )
  const first = supervised.current().pid
  process.kill(first, 'SIGKILL')
  await restarted
  expect(starts).toBe(3)
  expect(restarts).toHaveLength(1)
  expect(restarts[0]).not.toBe(first)
  expect(jest.mocked(console.error).mock.calls.flat()).toEqual([
    'sleeper ended (SIGKILL); starting it again',
    'sleeper did not start: the port is still taken',
  ])
  await supervised.stop()
  expect(() => process.kill(restarts[0] ?? 0, 0)).toThrow('ESRCH')
  expect(starts).toBe(3)
})

test('a part that cannot start at all fails the start', async () => {
  await expect(
    supervise(
      'sleeper',
      () => Promise.reject(new Error('no disk')),
      () => {},
    ),
  ).rejects.toThrow('no disk')
})
