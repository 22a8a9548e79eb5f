import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { people } from '../local/local-directory'
import { signInByBrowser } from './browser'
import { caller, databricks, databricksRuns, slipway, useAlgorithm } from './caller'
import { alive, groupOf, kill, newPlatform, type Platform, until } from './platform'

jest.setTimeout(120_000)

/** Maximise 5x + 4y with 6x + 4y <= 24 and x + 2y <= 6, whole numbers: (4, 0) is worth 20. */
const knapsack = `NAME knapsack
OBJSENSE
    MAX
ROWS
 N value
 L weight
 L volume
COLUMNS
    MARKER 'MARKER' 'INTORG'
    x value 5 weight 6
    x volume 1
    y value 4 weight 4
    y volume 2
    MARKER 'MARKER' 'INTEND'
RHS
    RHS weight 24 volume 6
BOUNDS
 UP BOUND x 10
 UP BOUND y 10
ENDATA
`

/**
 * An algorithm that says that it runs, waits for a file or for SIGTERM, and then writes its result: no test needs to
 * guess times.
 */
const patient = `
import json, os, pathlib, signal, sys, time
gate = pathlib.Path(sys.argv[1])
signal.signal(signal.SIGTERM, lambda *_: (gate / "go").touch())
with open(os.environ["PROGRESS_PATH"], "a") as progress:
    progress.write(json.dumps({"percent": 10, "phase": "waiting"}) + "\\n")
(gate / ("started-%d" % os.getpid())).touch()
while not (gate / "go").exists():
    time.sleep(0.02)
out = pathlib.Path(os.environ["OUTPUT_PATH"])
(out / "solution.json").write_text(json.dumps({"answer": 42}))
(out / "summary.json").write_text(json.dumps({"status": "optimal", "objective": 42}))
`

let platform: Platform

beforeAll(async () => {
  platform = await newPlatform()
  await platform.start()
})
afterAll(() => platform.remove())

describe('a model goes in, its proven optimum comes out', () => {
  test('with the command line', async () => {
    const model = join(platform.data, 'knapsack.mps')
    const out = join(platform.data, 'downloaded')
    writeFileSync(model, knapsack)
    const { code, stdout, stderr } = await slipway(platform, 'submit', model, '--wait', '--json', '--out', out)
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    const run = JSON.parse(stdout)
    expect(run).toMatchObject({ status: 'succeeded', attempt: 1, summary: { status: 'optimal', objective: 20 } })
    const solution = readFileSync(join(out, 'solution.json'))
    expect(createHash('sha256').update(solution).digest('hex')).toBe(run.result.sha256)
    expect(JSON.parse(solution.toString())).toMatchObject({ status: 'optimal', objective: 20 })
    expect(readFileSync(join(out, 'solution.csv'), 'utf8')).toContain('x,4')
    expect((await slipway(platform, 'logs', run.id)).stdout).toContain('HiGHS')
  })

  test('with the command that npm start prints', async () => {
    const printed = () => /^ {2}(.*npx slipway submit .*)$/m.exec(platform.output())?.[1]
    await until('a command is printed', () => printed() !== undefined)
    const { SLIPWAY_DATA: _data, SLIPWAY_API: _api, ...env } = process.env
    const { status, stdout, stderr } = spawnSync('sh', ['-c', printed() ?? ''], {
      cwd: join(__dirname, '..'),
      env,
      encoding: 'utf8',
    })
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('optimal · objective 5979.97')
  })

  test('health is open, everything else is closed without a token', async () => {
    const { api } = platform.ready()
    for (const path of ['/health/live', '/health/ready']) expect((await fetch(api + path)).status).toBe(200)
    for (const path of ['/v1', '/v1/runs', '/v1/uploads/x', '/anything'])
      expect((await fetch(api + path)).status).toBe(401)
  })

  test('the run page of Databricks shows no usable link', async () => {
    const [run] = await databricksRuns(platform)
    if (!run) throw new Error('no run')
    const page = await (await fetch(run.run_page_url)).text()
    const details = JSON.stringify(await databricks(platform, 'GET', `/api/2.2/jobs/runs/get?run_id=${run.run_id}`))
    expect(details).toContain('v1.')
    for (const text of [page, details]) {
      expect(text).not.toContain('sig=')
      expect(text).not.toMatch(/https:[^"\s]*se=/)
      expect(text).not.toContain(JSON.parse(readFileSync(join(platform.data, 'identities.json'), 'utf8')).grantKeys)
    }
  })
})

describe('failures of the algorithm are the algorithm’s', () => {
  afterEach(() => useAlgorithm(platform, undefined))

  test.each([
    ['exits 3', 'import sys; print("no licence"); sys.exit(3)', { code: 'AlgorithmFailed', exitCode: 3 }],
    ['is killed by the kernel', 'import os; os.kill(os.getpid(), 9)', { code: 'OutOfMemory' }],
    ['writes nothing', 'pass', { code: 'ResultMissing' }],
  ])('one that %s', async (_, script, error) => {
    await useAlgorithm(platform, ['python3', '-c', script])
    const { submit, ended } = await caller(platform)
    const run = await ended((await submit(knapsack)).id)
    expect(run).toMatchObject({
      status: 'failed',
      attempt: 1,
      error: { ...error, origin: 'algorithm', retryable: false },
    })
    expect((await slipway(platform, 'submit', writeModel(), '--wait')).code).toBe(1)
  })

  test('each reaches the channel as one card, through the webhook and the runbook', async () => {
    await useAlgorithm(platform, ['python3', '-c', 'import sys; print("no licence"); sys.exit(3)'])
    const { submit, ended } = await caller(platform)
    const { id } = await ended((await submit(knapsack)).id)
    const cards = async () => {
      const response = await fetch(new URL('/messages', platform.ready().teams))
      const { messages } = (await response.json()) as { messages: unknown[] }
      return messages.filter((message) => JSON.stringify(message).includes(id))
    }
    await until('the card arrives', async () => (await cards()).length > 0)
    const [card, ...more] = await cards()
    expect(card).toMatchObject({ cards: [expect.anything()], errors: [] })
    expect(JSON.stringify(card)).toContain('no licence')
    expect(more).toEqual([])
  })

  test('a person whom the card leads to the page signs in there and runs it again', async () => {
    await useAlgorithm(platform, ['python3', '-c', 'import sys; sys.exit(3)'])
    const { submit, ended, get } = await caller(platform)
    const { id } = await ended((await submit(knapsack)).id)
    const page = `/runs/${id}/rerun`
    const { call, ledTo } = await signInByBrowser(platform, page, people.ada.objectId)
    expect(ledTo).toBe(platform.ready().api + page)
    expect((await call('GET', `/v1/runs/${id}`)).status).toBe(200)
    expect((await call('POST', `/v1/runs/${id}/rerun`)).status).toBe(403)
    const rerun = { 'x-slipway-call': 'rerun-page' }
    expect((await call('POST', `/v1/runs/${id}/rerun`, { ...rerun, origin: 'http://evil.example' })).status).toBe(403)
    const again = await call('POST', `/v1/runs/${id}/rerun`, rerun)
    expect(again.status).toBe(202)
    const { id: newId } = (await again.json()) as { id: string }
    expect(await get(newId)).toMatchObject({ rerunOf: id, createdBy: { oid: people.ada.objectId, name: 'Ada' } })
    await ended(newId)

    const ben = await signInByBrowser(platform, page, people.ben.objectId)
    expect((await ben.call('GET', `/v1/runs/${id}`)).status).toBe(404)
    await expect(signInByBrowser(platform, page, people.cleo.objectId)).rejects.toThrow('AADSTS50105')
  })
})

describe('nothing accepted is lost or run twice', () => {
  let gate: string
  let before: number

  beforeEach(async () => {
    gate = mkdtempSync(join(platform.data, 'gate-'))
    before = (await databricksRuns(platform)).length
    const script = join(gate, 'patient.py')
    writeFileSync(script, patient)
    await useAlgorithm(platform, ['python3', script, gate])
  })
  afterEach(() => useAlgorithm(platform, undefined))

  const started = () => readdirSync(gate).filter((name) => name.startsWith('started-'))
  const open = () => writeFileSync(join(gate, 'go'), '')

  test.each(['api', 'databricks', 'storage', 'entra', 'app-service'] as const)(
    'when %s is killed during a run',
    async (part) => {
      const { submit, ended } = await caller(platform)
      const { id } = await submit(knapsack)
      await until('the algorithm runs', () => started().length === 1)
      const killed = platform.ready().pids[part]
      kill(killed)
      await until(
        `${part} is started again`,
        () => existsSync(join(platform.data, 'ready.json')) && platform.ready().pids[part] !== killed,
      )
      open()
      expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 1, result: { attempt: 1 } })
      expect(started()).toHaveLength(1)
      expect(await databricksRuns(platform)).toHaveLength(before + 1)
    },
  )

  test('when everything but the job is killed at once', async () => {
    const { submit } = await caller(platform)
    const { id } = await submit(knapsack)
    await until('the algorithm runs', () => started().length === 1)
    await platform.killEverything()
    open()
    await platform.start()
    const { ended } = await caller(platform)
    expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 1, result: { attempt: 1 } })
    expect(await databricksRuns(platform)).toHaveLength(before + 1)
  })

  test('when everything is killed at once, the job too', async () => {
    const { submit } = await caller(platform)
    const { id } = await submit(knapsack)
    await until('the algorithm runs', () => started().length === 1)
    await platform.killEverything()
    for (const process of processesIn(platform.data)) kill(process)
    // The start puts the real algorithm back into the template job, so the second attempt solves the model.
    await platform.start()
    const { ended } = await caller(platform)
    const run = await ended(id)
    expect(run).toMatchObject({ status: 'succeeded', attempt: 2, result: { attempt: 2 }, summary: { objective: 20 } })
    expect(await databricksRuns(platform)).toHaveLength(before + 2)
  })

  test('when the node is evicted', async () => {
    const { submit, ended } = await caller(platform)
    const { id } = await submit(knapsack)
    await until('the algorithm runs', () => started().length === 1)
    const [run] = await databricksRuns(platform)
    await databricks(platform, 'POST', `/__emulator/runs/${run?.run_id}/evict`)
    await until('the second attempt runs', () => started().length === 2)
    open()
    expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 2, result: { attempt: 2 } })
  })

  test('when 20 callers send the same key at once', async () => {
    const { request, ended } = await caller(platform)
    const body = { input: { name: 'model.mps', content: knapsack } }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => request('POST', '/v1/runs', body, { 'idempotency-key': 'the-same' })),
    )
    const ids = new Set(answers.map((answer) => answer.body.id))
    expect(ids.size).toBe(1)
    open()
    await ended([...ids][0] ?? '')
    expect(started()).toHaveLength(1)
    const other = await request('POST', '/v1/runs', { ...body, name: 'another' }, { 'idempotency-key': 'the-same' })
    expect(other).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } })
  })

  test('finish ends the algorithm, and its best so far is the result', async () => {
    const { request, submit, ended } = await caller(platform)
    const { id } = await submit(knapsack)
    await until('the algorithm runs', () => started().length === 1)
    expect((await request('POST', `/v1/runs/${id}/finish`)).status).toBe(202)
    expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 1, summary: { objective: 42 } })
  })

  test('cancel ends the algorithm, and only then is the run canceled', async () => {
    const { request, submit, ended } = await caller(platform)
    const { id } = await submit(knapsack)
    await until('the algorithm runs', () => started().length === 1)
    const pid = Number(started()[0]?.split('-')[1])
    expect((await request('POST', `/v1/runs/${id}/cancel`)).status).toBe(202)
    // The algorithm answers SIGTERM with its best; who cancels does not want it.
    expect(await ended(id)).toMatchObject({ status: 'canceled', result: null })
    expect(alive(pid)).toBe(false)
    expect((await request('POST', `/v1/runs/${id}/cancel`)).status).toBe(200)
  })
})

describe('starting it wrongly', () => {
  const start = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, '..', 'local', 'start.ts'), ...args], {
      encoding: 'utf8',
    })

  test('twice on the same data', () => {
    const { status, stderr } = start('--data', platform.data, '--port', '1')
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^process \d+ is already running a platform on .*\n$/),
    })
  })

  test('on a port that is taken', () => {
    const other = join(platform.data, 'other')
    mkdirSync(other)
    const { status, stderr } = start('--data', other, '--port', String(platform.port))
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `port ${platform.port} is in use: choose another one with npm start -- --port PORT\n`,
    })
  })

  test('with a cold start that is no number', () => {
    const { status, stderr } = start('--cold-start', 'soon')
    expect(status).not.toBe(0)
    expect(stderr).toContain('a cold start is a number from 0 to 3600')
  })
})

test('Ctrl-C ends every child', async () => {
  const other = await newPlatform()
  const { pids } = await other.start()
  const [platformGroup, apiGroup] = [groupOf(pids.start), groupOf(pids.api)]
  await other.remove()
  for (const pid of Object.values(pids)) expect(alive(pid)).toBe(false)
  // In the terminal's group the API would end by itself first, and be started again while the platform stops.
  expect(apiGroup).not.toBe(platformGroup)
})

function writeModel(): string {
  const path = join(platform.data, 'model.mps')
  writeFileSync(path, knapsack)
  return path
}

/** Processes whose working folder is in the platform's data: the jobs that outlived their emulator. */
function processesIn(data: string): number[] {
  const { stdout } = spawnSync('find', ['/proc', '-maxdepth', '2', '-name', 'cwd', '-lname', `${data}/*`], {
    encoding: 'utf8',
  })
  return stdout.split('\n').flatMap((path) => (path === '' ? [] : [Number(path.split('/')[2])]))
}
