import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServiceProcess } from '../service-process'
import type { Databricks } from './databricks'
import { isRunning, type ProcessIdentity, processTree } from './processes'
import { jobsClient, type RunView, running, terminated } from './testing/client'
import { python, writeSampleWheel } from './testing/sample-wheel'
import { until } from './testing/until'

let folder: string
let emulator: Awaited<ReturnType<typeof startServiceProcess<Databricks>>>
let api: ReturnType<typeof jobsClient>

async function start() {
  emulator = await startServiceProcess<Databricks>('databricks', {
    dataDir: join(folder, 'data'),
    python,
    extraEnvironment: { PYTHONPATH: join(folder, 'site') },
    rateLimits: false,
    cancelGraceSeconds: 1,
  })
  api = jobsClient(emulator.facts.url)
}

async function killEmulator() {
  process.kill(emulator.pid, 'SIGKILL')
  await emulator.ended
}

/** The process that stands for the machine of the run's only task. */
function driverOf(run: RunView): ProcessIdentity {
  const path = join(folder, 'data', 'tasks', String(run.tasks[0]?.runId), 'process.json')
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** Starts a run in the given mode; its task has begun to write its log. */
async function startedRun(mode: string): Promise<RunView> {
  const jobId = await api.createJob({ parameters: [{ name: 'mode', default: mode }, file()] })
  const runId = await api.runNow(jobId, { idempotency_token: mode })
  const run = await api.waitFor(runId, running)
  await until(async () => {
    const { logs } = await api.get(`runs/get-output?run_id=${run.tasks[0]?.runId}`)
    return String(logs).includes('pids')
  })
  return run
}

const file = () => ({ name: 'file', default: join(folder, 'go') })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'databricks-restart-'))
  writeSampleWheel(join(folder, 'site'))
  await start()
})

afterEach(async () => {
  await emulator.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('an emulator that was killed takes its running task up again, and the run ends once', async () => {
  const run = await startedRun('until')
  const driver = driverOf(run)
  await killEmulator()
  expect(isRunning(driver)).toBe(true)
  await start()
  expect((await api.getRun(run.runId)).tasks[0]?.state.life_cycle_state).toBe('RUNNING')
  writeFileSync(file().default, '')
  const ended = await api.waitFor(run.runId, terminated)
  expect(ended.state.result_state).toBe('SUCCESS')
  expect(ended.tasks).toHaveLength(1)
  expect(ended.tasks[0]?.runId).toBe(run.tasks[0]?.runId)
  expect(await api.runNow(Number(run.json.job_id), { idempotency_token: 'until' })).toBe(run.runId)
})

test('a task that ended while nobody looked has its outcome afterwards', async () => {
  const run = await startedRun('until')
  const driver = driverOf(run)
  await killEmulator()
  writeFileSync(file().default, '')
  await until(() => !isRunning(driver))
  await start()
  expect((await api.waitFor(run.runId, terminated)).state.result_state).toBe('SUCCESS')
})

test('a machine that went away with the emulator is a lost driver', async () => {
  const run = await startedRun('sleep')
  const driver = driverOf(run)
  await killEmulator()
  for (const { pid } of [driver, ...processTree(driver.pid)]) process.kill(pid, 'SIGKILL')
  await start()
  const ended = await api.waitFor(run.runId, terminated)
  expect(ended.state).toMatchObject({ life_cycle_state: 'INTERNAL_ERROR', result_state: 'FAILED' })
  expect(ended.status.termination_details).toMatchObject({ code: 'CLUSTER_ERROR', type: 'CLOUD_FAILURE' })
})

test('a cancel holds although the emulator was killed right after it', async () => {
  const run = await startedRun('stubborn')
  const driver = driverOf(run)
  await api.post('runs/cancel', { run_id: run.runId })
  await killEmulator()
  await start()
  expect((await api.waitFor(run.runId, terminated)).state.result_state).toBe('CANCELED')
  expect(isRunning(driver)).toBe(false)
})

test('an emulator that is closed in order takes its tasks with it, and finds them lost', async () => {
  const run = await startedRun('sleep')
  const driver = driverOf(run)
  const processes = [driver, ...processTree(driver.pid)]
  expect(processes).toHaveLength(3)
  await emulator.stop()
  expect(processes.filter(isRunning)).toEqual([])
  await start()
  expect((await api.waitFor(run.runId, terminated)).status.termination_details?.code).toBe('CLUSTER_ERROR')
})
