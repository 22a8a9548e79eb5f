import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { aRun, type FakeApi, json, problem, runId, startFakeApi } from './testing/fake-api'
import { runCli, startCli } from './testing/run-cli'

let api: FakeApi
beforeEach(async () => {
  api = await startFakeApi()
  writeFileSync(join(api.folder, 'tiny.mps'), 'NAME\nENDATA\n')
  api.on('POST', '/v1/runs', (_, response) => json(response, 202, aRun()))
})
afterEach(() => api.close())

const runPath = `/v1/runs/${runId}`
const progress = { time: '2026-11-23T10:00:01Z', phase: 'solve', objective: 9000, bound: 8000.5, gap: 0.125 }
const solved = {
  status: 'succeeded',
  summary: {
    status: 'optimal',
    objective: 8691,
    gap: 0,
    violations: { row: 4.28e-13, row_relative: 1e-13, integrality: 0 },
  },
}

/** Answers one step per question, the last one again and again. */
function script(...steps: (object | ((response: ServerResponse) => unknown))[]) {
  let asked = 0
  api.on('GET', runPath, ({ headers }, response) => {
    const index = Math.min(asked++, steps.length - 1)
    const step = steps[index] ?? {}
    if (typeof step === 'function') return step(response)
    const etag = `"${index}"`
    if (headers['if-none-match'] === etag) return response.writeHead(304, { ETag: etag }).end()
    json(response, 200, aRun(step), { ETag: etag })
  })
}

test('follows a run to its end with long polls, and prints a line when something changed', async () => {
  const running = { status: 'running', progress }
  script({ status: 'starting' }, running, { ...running, name: 'other' }, solved)
  const { code, stdout, stderr } = await runCli(api, ['submit', 'tiny.mps', '--wait'])
  expect(code).toBe(0)
  expect(stderr.split('\n')).toEqual([
    `submitted tiny.mps as ${runId}`,
    'starting',
    'running · solve · objective 9000 · bound 8000.5 · gap 12.5 %',
    'succeeded',
    '',
  ])
  expect(stdout).toContain('optimal · objective 8691 · gap 0 % · largest violations: row 4.3e-13, integrality 0')
  expect(stdout).toContain(`slipway result ${runId} --out`)
  const asked = api.requests.filter(({ path }) => path === runPath)
  expect(asked.map(({ headers }) => headers.prefer)).toEqual(asked.map(() => 'wait=30'))
  expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"0"', '"1"', '"2"'])
})

test('with --json prints the final run alone on stdout', async () => {
  script({ status: 'running' }, solved)
  const { code, stdout } = await runCli(api, ['submit', 'tiny.mps', '--wait', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual(aRun(solved))
})

test.each([
  [
    { status: 'failed', error: { code: 'OutOfMemory', message: 'too\u001b[2J big', retryable: false } },
    'OutOfMemory: too big',
  ],
  [
    { status: 'failed', error: { code: 'ComputeInterrupted', message: 'gone', retryable: true } },
    'when it is repeated',
  ],
  [{ status: 'canceled' }, 'canceled: tiny.mps'],
])('ends with exit code 1 when the run did not succeed', async (end, message) => {
  script(end)
  const { code, stdout } = await runCli(api, ['submit', 'tiny.mps', '--wait'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining(message) })
})

test('outlasts a lost connection and an API that starts again, saying so once', async () => {
  const lost = (response: ServerResponse) => response.destroy()
  const starting = (response: ServerResponse) => response.writeHead(502).end('bad gateway')
  script({ status: 'running' }, ...Array(5).fill(lost), ...Array(4).fill(starting), solved)
  const { code, stderr } = await runCli(api, ['submit', 'tiny.mps', '--wait'])
  expect(code).toBe(0)
  expect(stderr.match(/Connection lost/g)).toHaveLength(1)
  expect(stderr.match(/Connected again/g)).toHaveLength(1)
})

test('does not outlast an API that no longer knows the run', async () => {
  script({ status: 'running' }, (response) => problem(response, 404, { title: 'No such run', code: 'RunNotFound' }))
  const { code, stderr } = await runCli(api, ['submit', 'tiny.mps', '--wait'])
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('No such run') })
})

test('Ctrl-C detaches, says how to go on and leaves the run alone', async () => {
  script({ status: 'running', progress }, () => undefined)
  const cli = startCli(api, ['submit', 'tiny.mps', '--wait', '--json'])
  await cli.saw('objective 9000')
  cli.interrupt()
  const { code, stdout, stderr } = await cli.finished
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' })
  for (const verb of ['status', 'logs -f', 'cancel']) expect(stderr).toContain(`slipway ${verb} ${runId}`)
  expect(api.requests.filter(({ path }) => path.endsWith('/cancel'))).toEqual([])
})

test('logs -f follows by range over attempts until the run has ended', async () => {
  script({ status: 'running' }, { status: 'running' }, { status: 'running', attempt: 2 }, { ...solved, attempt: 2 })
  const logs: Record<string, string[]> = { 1: ['one\n', 'one\ntwo\n'], 2: ['again\n', 'again\nraw \u001b[1m\n'] }
  api.on('GET', `${runPath}/logs`, ({ headers, query }, response) => {
    const versions = logs[query.get('attempt') ?? ''] ?? []
    const text = (versions.length > 1 ? versions.shift() : versions[0]) ?? ''
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
    if (from >= text.length) return problem(response, 416, { code: 'RangeNotSatisfiable' })
    response.writeHead(headers.range ? 206 : 200, { 'Content-Type': 'text/plain' }).end(text.slice(from))
  })
  const { code, stdout, stderr } = await runCli(api, ['logs', '-f', runId])
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'one\ntwo\nagain\nraw \u001b[1m\n' })
  expect(stderr).toContain('--- attempt 2 ---')
})

test('logs of a run that has not written any says so', async () => {
  script({ status: 'queued', attempt: 0 })
  api.on('GET', `${runPath}/logs`, ({ query }, response) =>
    // As the API does: a run in the queue has no attempt that could be asked for.
    query.has('attempt') ? problem(response, 400, { code: 'InvalidRequest' }) : response.end(''),
  )
  const { code, stdout, stderr } = await runCli(api, ['logs', runId])
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: 'There is no log yet: the run is queued.\n' })
})

test('--wait --out brings the verified files', async () => {
  script(solved)
  const content = Buffer.from('name,value\nx,1\n')
  const sha256 = createHash('sha256').update(content).digest('hex')
  const link = `http://elsewhere.example${runPath}/files/solution.csv`
  api.on('GET', `${runPath}/files`, (_, response) =>
    json(response, 200, { value: [{ name: 'solution.csv', bytes: content.length, sha256, link }] }),
  )
  api.on('GET', `${runPath}/files/solution.csv`, (_, response) => response.end(content))
  const { code, stdout } = await runCli(api, ['submit', 'tiny.mps', '--wait', '--out', 'results'])
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('results/solution.csv') })
  expect(readFileSync(join(api.folder, 'results', 'solution.csv'))).toEqual(content)
})

test.each(['cancel', 'finish'])('%s asks for the end and shows the run', async (verb) => {
  api.on('POST', `${runPath}/${verb}`, (_, response) => json(response, 202, aRun({ status: 'canceling' })))
  const { code, stdout } = await runCli(api, [verb, runId])
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('canceling') })
})

test('finish of a run that waits says what to do instead', async () => {
  api.on('POST', `${runPath}/finish`, (_, response) =>
    problem(response, 409, { title: 'Not started', code: 'RunNotStarted' }),
  )
  const { code, stderr } = await runCli(api, ['finish', runId])
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('slipway cancel') })
})

test('status shows a failed run and still exits with 0: the question was answered', async () => {
  script({ status: 'failed', error: { code: 'TimedOut', message: 'too long' } })
  const { code, stdout } = await runCli(api, ['status', runId])
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('TimedOut: too long') })
})

test('list follows the pages up to its limit, on the host it was given', async () => {
  api.on('GET', '/v1/runs', ({ query }, response) => {
    const page = Number(query.get('page') ?? 0)
    const value = [0, 1].map((row) => aRun({ id: `run-${page}-${row}`, name: `\u001b[31mred ${page}` }))
    json(response, 200, { value, nextLink: `http://elsewhere.example/v1/runs?page=${page + 1}` })
  })
  const { code, stdout } = await runCli(api, [
    'list',
    '--status',
    'queued',
    '--status',
    'running',
    '--all',
    '--limit',
    '3',
  ])
  expect(code).toBe(0)
  const rows = stdout.trimEnd().split('\n')
  expect(rows.map((row) => row.split(/\s+/)[0])).toEqual(['ID', 'run-0-0', 'run-0-1', 'run-1-0'])
  expect(rows[1]).toMatch(/red 0$/)
  expect(stdout).not.toContain('\u001b')
  const [first] = api.requests.filter(({ path }) => path === '/v1/runs')
  expect(first?.query.getAll('status')).toEqual(['queued', 'running'])
  expect(first?.query.get('all')).toBe('true')
})
