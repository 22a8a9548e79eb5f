import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Executor, TaskSpec } from './executor'
import { identityOf, isRunning } from './processes'
import { python, writeSampleWheel } from './testing/sample-wheel'
import { until } from './testing/until'
import { createVenvExecutor } from './venv-executor'
import { ClusterFailure } from './workspace'

const runId = 2 ** 50 + 7

let folder: string
let executor: Executor

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venv-executor-'))
  const site = writeSampleWheel(join(folder, 'site'))
  executor = createVenvExecutor({
    folder: join(folder, 'tasks'),
    python,
    extraEnvironment: { PYTHONPATH: site, EXTRA: 'yes' },
  })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function spec(mode: string, more: Partial<TaskSpec> = {}): TaskSpec {
  return {
    runId,
    jobRunId: 1,
    packageName: 'sample',
    entryPoint: 'run',
    argv: [`--mode=${mode}`],
    cluster: { nodeTypeId: 'n', sparkVersion: 's', environment: {} },
    ...more,
  }
}

const log = () => executor.logs(runId, 5 * 1024 * 1024)

/** The processes that the sample wheel printed, once it has. */
async function printedProcesses() {
  await until(() => log().text.includes('\n'))
  const { pids } = JSON.parse(log().text.split('\n')[0] ?? '') as { pids: number[] }
  return pids.flatMap((pid) => identityOf(pid) ?? [])
}

test('calls the entry point of the metadata, whatever it returns, in an environment of its own', async () => {
  process.env.SLIPWAY_TEST_LEAK = 'leaked'
  const environment = { FROM_CLUSTER: '1', DATABRICKS_RUNTIME_VERSION: '17.3' }
  const cluster = { nodeTypeId: 'n', sparkVersion: 's', environment }
  const task = await executor.start(spec('report', { cluster, argv: ['--mode=report', '--grant=v1.a b'] }))
  delete process.env.SLIPWAY_TEST_LEAK
  expect(await task.ended).toEqual({ kind: 'succeeded' })
  const seen = JSON.parse(log().text)
  expect(seen.argv).toEqual(['--mode=report', '--grant=v1.a b'])
  expect(seen.exit).toBe(false)
  expect(seen.home).toEqual(['tmp'])
  expect(seen.environment).toMatchObject({ FROM_CLUSTER: '1', EXTRA: 'yes', HOME: seen.cwd, LANG: 'C.UTF-8' })
  expect(Object.keys(seen.environment).sort()).toEqual(
    ['EXTRA', 'FROM_CLUSTER', 'HOME', 'LANG', 'PATH', 'PYTHONPATH', 'TMPDIR'].sort(),
  )
  expect(existsSync(seen.cwd)).toBe(false)
})

test('calls package.entry_point() where the metadata has no such entry point', async () => {
  const task = await executor.start(spec('', { entryPoint: 'direct' }))
  expect(await task.ended).toEqual({ kind: 'succeeded' })
  expect(log().text).toBe('called directly\n')
})

test('an exception fails the task and is told with a trace of the wheel alone', async () => {
  const outcome = await (await executor.start(spec('fail'))).ended
  expect(outcome).toMatchObject({ kind: 'failed', error: 'RuntimeError: intentional failure', wheelMissing: false })
  const trace = outcome.kind === 'failed' ? outcome.errorTrace : ''
  expect(trace).toContain('in run_by_metadata')
  expect(trace).not.toContain('wheel_task.py')
  expect(log().text).toContain('RuntimeError: intentional failure')
})

test.each([
  ['exit', 'SystemExit: 0'],
  ['die', 'The Python process exited unexpectedly with exit code 137 (SIGKILL).'],
])('the mode %s fails the task', async (mode, error) => {
  expect(await (await executor.start(spec(mode))).ended).toMatchObject({ kind: 'failed', error })
})

test('a missing wheel fails with the words of Databricks', async () => {
  const task = await executor.start(spec('', { packageName: 'no-such-wheel' }))
  expect(await task.ended).toMatchObject({
    kind: 'failed',
    wheelMissing: true,
    error: 'Python wheel with name no-such-wheel could not be found. Please check the driver logs for more details',
  })
})

test('a missing interpreter is a cluster that does not start', async () => {
  const broken = createVenvExecutor({ folder: join(folder, 'tasks'), python: join(folder, 'no-python') })
  await expect(broken.start(spec('report'))).rejects.toThrow(ClusterFailure)
})

test('a variable that no process can be given is refused without its value', async () => {
  const cluster = { nodeTypeId: 'n', sparkVersion: 's', environment: { KEY: 'sesame\0open' } }
  const refusal = await executor.start(spec('report', { cluster })).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(ClusterFailure)
  expect(String(refusal)).not.toContain('sesame')
})

test.each(['sleep', 'stubborn'])('kill ends every process of a task in the mode %s', async (mode) => {
  const task = await executor.start(spec(mode))
  const processes = await printedProcesses()
  expect(processes).toHaveLength(2)
  task.kill(mode === 'sleep' ? 10_000 : 100)
  await task.ended
  expect(processes.filter(isRunning)).toEqual([])
})

test('killed at once, a task tells no end: it is lost', async () => {
  const task = await executor.start(spec('sleep'))
  const processes = await printedProcesses()
  task.kill(0)
  expect(await task.ended).toEqual({ kind: 'lost' })
  expect(processes.filter(isRunning)).toEqual([])
})

test('what a task leaves behind ends with it', async () => {
  const task = await executor.start(spec('leave'))
  expect(await task.ended).toEqual({ kind: 'succeeded' })
  expect((await printedProcesses()).filter(isRunning)).toEqual([])
})

test('another executor takes a running task up and sees how it ends', async () => {
  const file = join(folder, 'go')
  await executor.start(spec('until', { argv: ['--mode=until', `--file=${file}`] }))
  await printedProcesses()
  const second = createVenvExecutor({ folder: join(folder, 'tasks'), python })
  const attached = await second.attach(runId)
  writeFileSync(file, '')
  expect(await attached.ended).toEqual({ kind: 'succeeded' })
  expect(log().text).toContain('done')
  expect(await (await second.attach(runId)).ended).toEqual({ kind: 'succeeded' })
})

test('a task that never came to run is lost, and never runs afterwards', async () => {
  expect(await (await executor.attach(runId)).ended).toEqual({ kind: 'lost' })
  expect(await (await executor.start(spec('report'))).ended).toEqual({ kind: 'lost' })
  expect(log().text).toBe('')
})

test('an endless log keeps its end and does not fill the disk', async () => {
  expect(await (await executor.start(spec('flood'))).ended).toEqual({ kind: 'succeeded' })
  const { text, truncated } = log()
  expect(truncated).toBe(true)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(5 * 1024 * 1024)
  expect(Buffer.byteLength(text)).toBeGreaterThan(5 * 1024 * 1024 - 4)
  expect(text.endsWith('last line\n')).toBe(true)
  const kept = readdirSync(join(folder, 'tasks', String(runId)))
  const bytes = kept.map((name) => statSync(join(folder, 'tasks', String(runId), name)).size)
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(11 * 1024 * 1024)
  expect(executor.logs(runId, 1000)).toMatchObject({ truncated: true })
})

test('the value of a variable of the cluster is not on the disk', async () => {
  const file = join(folder, 'go')
  const environment = { KEY: 'sesame-open' }
  const task = await executor.start(
    spec('until', {
      argv: ['--mode=until', `--file=${file}`],
      cluster: { nodeTypeId: 'n', sparkVersion: 's', environment },
    }),
  )
  await printedProcesses()
  const tasks = join(folder, 'tasks', String(runId))
  for (const entry of readdirSync(tasks, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name), 'utf8')).not.toContain('sesame-open')
  }
  writeFileSync(file, '')
  await task.ended
})
