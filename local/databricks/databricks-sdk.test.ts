import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApiError, type jobs, Time, TimeUnits, WorkspaceClient } from '@databricks/sdk-experimental'
import { type Databricks, startDatabricks } from './databricks'
import { python, writeSampleWheel } from './testing/sample-wheel'

let folder: string
let databricks: Databricks
let client: WorkspaceClient

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'databricks-sdk-'))
  const site = writeSampleWheel(join(folder, 'site'))
  databricks = await startDatabricks({
    dataDir: join(folder, 'data'),
    python,
    extraEnvironment: { PYTHONPATH: site },
  })
  client = new WorkspaceClient({ host: databricks.url, token: 'any' })
})

afterAll(async () => {
  await databricks.close({ killTasks: true })
  rmSync(folder, { recursive: true, force: true })
})

const timeout = new Time(20, TimeUnits.seconds)
const wheelTask = (namedParameters: Record<string, string>): jobs.Task => ({
  task_key: 'main',
  new_cluster: { spark_version: '17.3.x-scala2.13', node_type_id: 'Standard_D4as_v5', num_workers: 0 },
  python_wheel_task: { package_name: 'sample', entry_point: 'run', named_parameters: namedParameters },
})

async function createJob(): Promise<number> {
  const { job_id } = await client.jobs.create({
    name: 'sdk',
    max_concurrent_runs: 10,
    parameters: [{ name: 'mode', default: 'report' }],
    tasks: [wheelTask({})],
  })
  return Number(job_id)
}

test('create, run-now, wait, output', async () => {
  const jobId = await createJob()
  const waiter = await client.jobs.runNow({ job_id: jobId })
  const run = await waiter.wait({ timeout })
  expect(run.state).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'SUCCESS' })
  expect(run.run_id).toBe(waiter.run_id)
  const taskRunId = run.tasks?.[0]?.run_id ?? 0
  const output = await client.jobs.getRunOutput({ run_id: taskRunId })
  expect(JSON.parse(output.logs ?? '').argv).toEqual(['--mode=report'])
  expect(output.metadata?.run_id).toBe(taskRunId)
  await expect(client.jobs.getRunOutput({ run_id: Number(waiter.run_id) })).rejects.toMatchObject({
    errorCode: 'INVALID_PARAMETER_VALUE',
    message: expect.stringContaining('Retrieving the output of runs with multiple tasks is not supported'),
  })
})

test('a failing submitted run makes the waiter throw; its output tells why', async () => {
  const waiter = await client.jobs.submit({ tasks: [wheelTask({ mode: 'fail' })] })
  await expect(waiter.wait({ timeout })).rejects.toThrow(/INTERNAL_ERROR/)
  const run = await client.jobs.getRun({ run_id: Number(waiter.run_id) })
  expect(run.run_name).toBe('Untitled')
  const output = await client.jobs.getRunOutput({ run_id: run.tasks?.[0]?.run_id ?? 0 })
  expect(output.error).toBe('RuntimeError: intentional failure')
})

test('cancel', async () => {
  const jobId = await createJob()
  const waiter = await client.jobs.runNow({ job_id: jobId, job_parameters: { mode: 'sleep' } })
  const canceling = await client.jobs.cancelRun({ run_id: Number(waiter.run_id) })
  const run = await canceling.wait({ timeout })
  expect(run.state).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'CANCELED' })
})

test('a token that was used gives the run that exists', async () => {
  const request = { job_id: await createJob(), idempotency_token: 'sdk-once' }
  const first = await client.jobs.runNow(request)
  const second = await client.jobs.runNow(request)
  expect(second.run_id).toBe(first.run_id)
  await first.wait({ timeout })
})

test('list, update and delete of a job', async () => {
  const jobId = await createJob()
  await client.jobs.update({ job_id: jobId, new_settings: { name: 'renamed' } })
  const names = []
  for await (const job of client.jobs.list({ limit: 1 })) names.push(job.settings?.name)
  expect(names).toContain('renamed')
  expect((await client.jobs.get({ job_id: jobId })).settings?.tasks).toHaveLength(1)
  await client.jobs.delete({ job_id: jobId })
  await expect(client.jobs.get({ job_id: jobId })).rejects.toThrow(`Job ${jobId} does not exist.`)
})

test('a run that does not exist', async () => {
  const error = await client.jobs.getRun({ run_id: 7 }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({
    statusCode: 400,
    errorCode: 'INVALID_PARAMETER_VALUE',
    message: 'Run 7 does not exist.',
  })
})
