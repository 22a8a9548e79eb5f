import { run } from './process'

/** The pauses before a program is interrupted again, and before it is killed, end only where a test says so. */
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['Date', 'nextTick', 'queueMicrotask', 'setImmediate'] })
})
afterEach(() => {
  jest.useRealTimers()
})

/** Runs JavaScript as a program of its own, which is stopped once it has written its first line. */
function runUntilItSpeaks(script: string, onLine = (_line: string) => {}) {
  const stop = new AbortController()
  return run(process.execPath, ['-e', script], {
    signal: stop.signal,
    onLine(line) {
      stop.abort()
      onLine(line)
    },
  })
}

const patient = "console.log('begins'); setTimeout(() => console.log('ends'), 60_000)"

test('a program that is stopped ends with what it started, and what it had said is kept', async () => {
  const starter = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(patient)}], { stdio: 'inherit' })`
  // What was started holds the output open, so the run lasts as long as it does.
  expect(await runUntilItSpeaks(starter)).toEqual({ code: 130, stdout: 'begins', stderr: '' })
})

test('a program that goes on is interrupted once more after 10 s, and killed after 20 s', async () => {
  const deaf = `process.on('SIGINT', () => console.log('interrupted')); ${patient}`
  const heard: string[] = []
  const { code, stdout } = await runUntilItSpeaks(deaf, (line) => {
    heard.push(line)
    if (line === 'interrupted') jest.advanceTimersByTime(10_000)
  })
  expect({ code, stdout }).toEqual({ code: 130, stdout: heard.join('\n') })
  expect(heard).toEqual(['begins', 'interrupted', 'interrupted'])
})

test('a program that is stopped before it began ends too', async () => {
  expect((await run('sleep', ['60'], { signal: AbortSignal.abort() })).code).toBe(130)
})

test('a missing program has the exit code of a shell', async () => {
  expect((await run('no-such-program', [])).code).toBe(127)
})
