import { run } from './process'

test('a program that is stopped ends with what it started, and what it had said is kept', async () => {
  const stop = new AbortController()
  const began = Date.now()
  const { code, stdout } = await run('sh', ['-c', 'echo begins; sleep 60; echo ends'], {
    signal: stop.signal,
    onLine: () => stop.abort(),
  })
  expect({ code, stdout }).toEqual({ code: 130, stdout: 'begins' })
  expect(Date.now() - began).toBeLessThan(5_000)
})

test('a program that is stopped before it began ends too', async () => {
  expect((await run('sleep', ['60'], { signal: AbortSignal.abort() })).code).toBe(130)
})

test('a missing program has the exit code of a shell', async () => {
  expect((await run('no-such-program', [])).code).toBe(127)
})
