import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Databricks, type DatabricksOptions, startDatabricks } from './databricks'
import { jobsClient, running, task, terminated } from './testing/client'
import { failure, loss, type ScriptedExecutor, scriptedExecutor, success } from './testing/scripted-executor'
import { until } from './testing/until'

let dataDir: string
let executor: ScriptedExecutor
let databricks: Databricks
let api: ReturnType<typeof jobsClient>

async function start(options: Partial<DatabricksOptions> = {}) {
  executor = scriptedExecutor()
  databricks = await startDatabricks({ dataDir, executor, rateLimits: false, ...options })
  api = jobsClient(databricks.url)
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'databricks-'))
  await start()
})

afterEach(async () => {
  await databricks.close()
  rmSync(dataDir, { recursive: true })
})

describe('a run', () => {
  test('goes from PENDING over RUNNING to TERMINATED, its task beside it', async () => {
    const jobId = await api.createJob({ name: 'optimise' })
    const runId = await api.runNow(jobId)
    expect((await api.getRun(runId)).json).toMatchObject({
      job_id: jobId,
      run_id: runId,
      number_in_job: runId,
      run_type: 'JOB_RUN',
      trigger: 'ONE_TIME',
      run_name: 'optimise',
      end_time: 0,
      run_page_url: `${databricks.url}/runs/${runId}`,
    })
    const scripted = await executor.started(0)
    const busy = await api.waitFor(runId, running)
    expect(busy.state).not.toHaveProperty('result_state')
    expect(busy.status).toEqual({ state: 'RUNNING' })
    expect(busy.tasks[0]?.runId).toBe(scripted.spec.runId)
    expect(busy.tasks[0]?.runId).not.toBe(runId)
    scripted.end(success)
    const ended = await api.waitFor(runId, terminated)
    for (const view of [ended, ended.tasks[0]]) {
      expect(view?.state).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'SUCCESS' })
      expect(view?.status.termination_details).toMatchObject({ code: 'SUCCESS', type: 'SUCCESS' })
    }
    expect(ended.json.end_time).toBeGreaterThanOrEqual(Number(ended.json.start_time))
  })

  test('whose task failed is INTERNAL_ERROR while the task is TERMINATED', async () => {
    const runId = await api.runNow(await api.createJob())
    ;(await executor.started(0)).end(failure)
    const run = await api.waitFor(runId, terminated)
    expect(run.state).toMatchObject({
      life_cycle_state: 'INTERNAL_ERROR',
      result_state: 'FAILED',
      state_message: 'Task main failed with message: Workload failed, see run output for details.',
    })
    expect(run.status.termination_details).toMatchObject({ code: 'RUN_EXECUTION_ERROR', type: 'CLIENT_ERROR' })
    expect(run.tasks[0]?.state).toMatchObject({
      life_cycle_state: 'TERMINATED',
      result_state: 'FAILED',
      state_message: 'Workload failed, see run output for details',
    })
    expect(await api.get(`runs/get-output?run_id=${run.tasks[0]?.runId}`)).toMatchObject({
      error: 'RuntimeError: intentional failure',
      error_trace: expect.stringContaining('Traceback'),
      logs: `log of ${run.tasks[0]?.runId}`,
      metadata: { run_id: run.tasks[0]?.runId, job_run_id: runId },
    })
  })

  test('has ids that JavaScript reads exactly', async () => {
    const jobId = await api.createJob()
    const runId = await api.runNow(jobId)
    for (const id of [jobId, runId]) {
      expect(Number.isSafeInteger(id)).toBe(true)
      expect(id).toBeGreaterThanOrEqual(2 ** 50)
    }
  })

  test('fills job parameters in, pushes them down to named parameters and never reads a value again', async () => {
    const jobId = await api.createJob({
      parameters: [
        { name: 'run_id', default: '' },
        { name: 'kept', default: 'in {{job.run_id}}' },
      ],
      tasks: [
        task({
          python_wheel_task: {
            package_name: 'sample',
            entry_point: 'run',
            named_parameters: { direct: '{{job.parameters.run_id}}', of: '{{ job.id }}', odd: '{{no.such}}' },
          },
        }),
      ],
    })
    const runId = await api.runNow(jobId, { job_parameters: { run_id: '{{job.id}}' } })
    const { spec } = await executor.started(0)
    expect(spec.argv).toEqual([
      '--direct={{job.id}}',
      `--of=${jobId}`,
      '--odd={{no.such}}',
      '--run_id={{job.id}}',
      `--kept=in ${runId}`,
    ])
    expect((await api.getRun(runId)).json.job_parameters).toEqual([
      { name: 'run_id', default: '', value: '{{job.id}}' },
      { name: 'kept', default: 'in {{job.run_id}}', value: `in ${runId}` },
    ])
  })

  test('with a list of parameters gets that list and nothing more', async () => {
    const wheel = { package_name: 'sample', entry_point: 'run', parameters: ['--x', '{{job.parameters.x}}'] }
    const jobId = await api.createJob({
      parameters: [{ name: 'x', default: 'one' }],
      tasks: [task({ python_wheel_task: wheel })],
    })
    await api.runNow(jobId, { job_parameters: { x: 'two' } })
    expect((await executor.started(0)).spec.argv).toEqual(['--x', 'two'])
  })

  test('that failed to start and one that lost its driver are the cluster’s fault', async () => {
    const cluster = {
      spark_version: '17.3.x-scala2.13',
      node_type_id: 'Standard_D4as_v5',
      spark_env_vars: { KEY: '{{secrets/no/such}}' },
    }
    const unstartable = await api.runNow(await api.createJob({ tasks: [task({ new_cluster: cluster })] }))
    const failed = await api.waitFor(unstartable, terminated)
    for (const view of [failed, failed.tasks[0]]) {
      expect(view?.state).toMatchObject({ life_cycle_state: 'INTERNAL_ERROR', result_state: 'FAILED' })
      expect(view?.status.termination_details).toMatchObject({ code: 'CLUSTER_ERROR', type: 'CLIENT_ERROR' })
      expect(view?.state.state_message).toContain('SECRET_RESOLUTION_ERROR')
    }
    const lost = await api.runNow(await api.createJob())
    ;(await executor.started(0)).end(loss)
    expect((await api.waitFor(lost, terminated)).status.termination_details).toMatchObject({
      code: 'CLUSTER_ERROR',
      type: 'CLOUD_FAILURE',
    })
  })
})

describe('cancel', () => {
  test('answers at once, is TERMINATING while the process ends, and CANCELED then', async () => {
    await databricks.close()
    const patient = scriptedExecutor({ ignoreKills: true })
    await start({ executor: patient, cancelGraceSeconds: 7 })
    const runId = await api.runNow(await api.createJob())
    const scripted = await patient.started(0)
    await api.waitFor(runId, running)
    expect(await api.call('POST', 'runs/cancel', { run_id: runId })).toEqual({ status: 200, body: {} })
    const ending = await api.waitFor(runId, () => scripted.kills.length > 0)
    expect(ending.state.life_cycle_state).toBe('TERMINATING')
    expect(scripted.kills).toEqual([7000])
    // What the process still says when it was asked to end does not count.
    scripted.end(success)
    const run = await api.waitFor(runId, terminated)
    expect(run.state).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'CANCELED' })
    expect(run.status.termination_details?.code).toBe('USER_CANCELED')
    expect(run.tasks[0]?.state).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'CANCELED' })
  })

  test('by the id of the task run ends the run too; an ended run keeps its outcome', async () => {
    const jobId = await api.createJob()
    const runId = await api.runNow(jobId)
    const run = await api.waitFor(runId, running)
    await api.post('runs/cancel', { run_id: run.tasks[0]?.runId })
    expect((await api.waitFor(runId, terminated)).state.result_state).toBe('CANCELED')
    const other = await api.runNow(jobId)
    ;(await executor.started(1)).end(success)
    await api.waitFor(other, terminated)
    await api.post('runs/cancel', { run_id: other })
    expect((await api.getRun(other)).state.result_state).toBe('SUCCESS')
  })

  test('before the cluster is there starts nothing, also for queued runs and with cancel-all', async () => {
    await databricks.close()
    await start({ coldStartSeconds: 3600 })
    const jobId = await api.createJob()
    const first = await api.runNow(jobId)
    const queued = await api.runNow(jobId)
    expect((await api.getRun(first)).state.life_cycle_state).toBe('PENDING')
    expect((await api.getRun(queued)).state.life_cycle_state).toBe('QUEUED')
    await api.post('runs/cancel', { run_id: queued })
    expect((await api.waitFor(queued, terminated)).state.result_state).toBe('CANCELED')
    await api.post('runs/cancel-all', { job_id: jobId })
    expect((await api.waitFor(first, terminated)).state.result_state).toBe('CANCELED')
    expect(executor.tasks).toHaveLength(0)
  })
})

test('an evicted spot machine takes the run with it at once', async () => {
  const runId = await api.runNow(await api.createJob())
  const scripted = await executor.started(0)
  await api.waitFor(runId, running)
  expect((await fetch(`${databricks.url}/__emulator/runs/${runId}/evict`, { method: 'POST' })).status).toBe(200)
  const run = await api.waitFor(runId, terminated)
  expect(scripted.kills).toEqual([0])
  expect(run.state).toMatchObject({ life_cycle_state: 'INTERNAL_ERROR', result_state: 'FAILED' })
  expect(run.state.state_message).toContain('SPOT_INSTANCE_TERMINATION')
  expect(run.status.termination_details).toMatchObject({ code: 'CLUSTER_ERROR', type: 'CLOUD_FAILURE' })
})

test('an eviction before there is a machine changes nothing', async () => {
  const jobId = await api.createJob({ max_concurrent_runs: 1 })
  const first = await api.runNow(jobId)
  await executor.started(0)
  const queued = await api.runNow(jobId)
  const answer = await fetch(`${databricks.url}/__emulator/runs/${queued}/evict`, { method: 'POST' })
  expect(await answer.json()).toEqual({ evicted: [] })
  ;(await executor.started(0)).end(success)
  await api.waitFor(first, terminated)
  ;(await executor.started(1)).end(success)
  expect((await api.waitFor(queued, terminated)).state.result_state).toBe('SUCCESS')
})

test('a run that takes longer than the health rule says is announced once, and goes on', async () => {
  const rules = [{ metric: 'RUN_DURATION_SECONDS', op: 'GREATER_THAN', value: 1 }]
  const runId = await api.runNow(await api.createJob({ health: { rules } }))
  const scripted = await executor.started(0)
  const path = join(dataDir, 'runs', `${runId}.json`)
  await until(() => JSON.parse(readFileSync(path, 'utf8')).announcedDuration === true)
  expect(scripted.kills).toEqual([])
  scripted.end(success)
  expect((await api.waitFor(runId, terminated)).state.result_state).toBe('SUCCESS')
})

describe('idempotency', () => {
  test('fifty calls at once with one token start one run', async () => {
    const jobId = await api.createJob({ max_concurrent_runs: 100 })
    const ids = await Promise.all(Array.from({ length: 50 }, () => api.runNow(jobId, { idempotency_token: 'once' })))
    expect(new Set(ids).size).toBe(1)
    const listed = await api.get(`runs/list?job_id=${jobId}`)
    expect(listed.runs).toHaveLength(1)
    await executor.started(0)
    expect(executor.tasks).toHaveLength(1)
  })

  test('a token outlives a restart, and a deleted run burns it', async () => {
    const jobId = await api.createJob()
    const runId = await api.runNow(jobId, { idempotency_token: 'kept' })
    ;(await executor.started(0)).end(success)
    await api.waitFor(runId, terminated)
    await databricks.close()
    await start()
    expect(await api.runNow(jobId, { idempotency_token: 'kept' })).toBe(runId)
    await api.post('runs/delete', { run_id: runId })
    const refused = await api.call('POST', 'run-now', { job_id: jobId, idempotency_token: 'kept' })
    expect(refused).toMatchObject({ status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE' } })
    expect(executor.tasks).toHaveLength(0)
  })

  test('holds for runs/submit; a token of more than 64 characters is refused', async () => {
    const body = { tasks: [task()], idempotency_token: 'submitted' }
    const first = await api.post('runs/submit', body)
    expect(await api.post('runs/submit', { ...body, run_name: 'another' })).toEqual(first)
    const long = await api.call('POST', 'runs/submit', { ...body, idempotency_token: 'x'.repeat(65) })
    expect(long.status).toBe(400)
  })
})

describe('max_concurrent_runs', () => {
  test('queues by default in 2.2, first come first served', async () => {
    const jobId = await api.createJob()
    const ids = [await api.runNow(jobId), await api.runNow(jobId), await api.runNow(jobId)] as const
    const queued = await api.getRun(ids[2])
    expect(queued.state.life_cycle_state).toBe('QUEUED')
    expect(queued.status).toMatchObject({ state: 'QUEUED', queue_details: { code: 'MAX_CONCURRENT_RUNS_REACHED' } })
    for (const [index, runId] of ids.entries()) {
      const scripted = await executor.started(index)
      expect(scripted.spec.jobRunId).toBe(runId)
      expect(executor.tasks).toHaveLength(index + 1)
      scripted.end(success)
      await api.waitFor(runId, terminated)
    }
  })

  test('skips where the queue is off, which is the default of 2.1', async () => {
    const older = jobsClient(databricks.url, { version: '2.1' })
    for (const [client, settings] of [
      [older, {}],
      [api, { queue: { enabled: false } }],
    ] as const) {
      const jobId = await client.createJob(settings)
      await client.runNow(jobId)
      const skipped = await client.getRun(await client.runNow(jobId))
      expect(skipped.state).toMatchObject({ life_cycle_state: 'SKIPPED' })
      expect(skipped.state).not.toHaveProperty('result_state')
      expect(skipped.tasks).toEqual([])
      expect(skipped.status).toMatchObject({
        state: 'TERMINATED',
        termination_details: { code: 'MAX_CONCURRENT_RUNS_EXCEEDED' },
      })
    }
  })
})

describe('time-outs and retries', () => {
  test('a run and a task that take too long are TIMEDOUT', async () => {
    const byRun = await api.runNow(await api.createJob({ timeout_seconds: 1 }))
    const byTask = await api.runNow(await api.createJob({ tasks: [task({ timeout_seconds: 1 })] }))
    for (const runId of [byRun, byTask]) {
      const run = await api.waitFor(runId, terminated)
      for (const view of [run, run.tasks[0]]) {
        expect(view?.state).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'TIMEDOUT' })
        expect(view?.status.termination_details?.code).toBe('CANCELED')
      }
    }
    expect(executor.tasks.map(({ kills }) => kills)).toEqual([[5000], [5000]])
  })

  test('a failed attempt is followed by another one with an id of its own', async () => {
    const jobId = await api.createJob({ tasks: [task({ max_retries: 1, min_retry_interval_millis: 300 })] })
    const runId = await api.runNow(jobId)
    const first = await executor.started(0)
    first.end(failure)
    const waiting = await api.waitFor(runId, (run) => run.tasks[0]?.state.life_cycle_state === 'WAITING_FOR_RETRY')
    expect(waiting.tasks[0]).toMatchObject({ attempt: 1, status: { state: 'WAITING' } })
    const second = await executor.started(1)
    expect(second.spec.runId).not.toBe(first.spec.runId)
    second.end(failure)
    const run = await api.waitFor(runId, terminated)
    expect(run.state.result_state).toBe('FAILED')
    expect(executor.tasks).toHaveLength(2)
    expect((await api.getRun(first.spec.runId)).json).toMatchObject({ attempt_number: 0 })
    expect((await api.getRun(second.spec.runId)).json).toMatchObject({
      attempt_number: 1,
      original_attempt_run_id: first.spec.runId,
    })
  })

  test('a retry after a lost machine gets another cluster', async () => {
    const runId = await api.runNow(await api.createJob({ tasks: [task({ max_retries: 1 })] }))
    ;(await executor.started(0)).end(loss)
    const second = await executor.started(1)
    const clusters = await Promise.all(
      executor.tasks.map(async ({ spec }) => (await api.getRun(spec.runId)).json.cluster_instance),
    )
    expect(clusters[0]).not.toEqual(clusters[1])
    second.end(success)
    expect((await api.waitFor(runId, terminated)).state.result_state).toBe('SUCCESS')
  })
})

describe('several tasks', () => {
  const tasks = [
    task({ task_key: 'first' }),
    task({ task_key: 'second', depends_on: [{ task_key: 'first' }] }),
    task({ task_key: 'cleanup', depends_on: [{ task_key: 'second' }], run_if: 'ALL_DONE' }),
  ]

  test('run one after another; what depends on a failed one is not run', async () => {
    const runId = await api.runNow(await api.createJob({ tasks }))
    expect((await api.getRun(runId)).tasks.slice(1).map(({ status }) => status.state)).toEqual(['BLOCKED', 'BLOCKED'])
    ;(await executor.started(0)).end(failure)
    const cleanup = await executor.started(1)
    cleanup.end(success)
    const run = await api.waitFor(runId, terminated)
    expect(run.tasks.map(({ state }) => state.result_state)).toEqual(['FAILED', 'UPSTREAM_FAILED', 'SUCCESS'])
    // The only leaf succeeded.
    expect(run.state.result_state).toBe('SUCCESS_WITH_FAILURES')
    expect(executor.tasks).toHaveLength(2)
  })

  test('are repaired within the same run', async () => {
    const runId = await api.runNow(await api.createJob({ tasks: tasks.slice(0, 2) }))
    ;(await executor.started(0)).end(failure)
    await api.waitFor(runId, terminated)
    const { repair_id } = await api.post('runs/repair', { run_id: runId, rerun_all_failed_tasks: true })
    const again = await api.call('POST', 'runs/repair', { run_id: runId, rerun_all_failed_tasks: true })
    expect(again).toMatchObject({ status: 400, body: { error_code: 'INVALID_STATE' } })
    ;(await executor.started(1)).end(success)
    ;(await executor.started(2)).end(success)
    const run = await api.waitFor(runId, terminated)
    expect(run.state.result_state).toBe('SUCCESS')
    expect(run.json.repair_history).toEqual([
      expect.objectContaining({ type: 'ORIGINAL' }),
      expect.objectContaining({ type: 'REPAIR', id: repair_id }),
    ])
  })
})

describe('restart', () => {
  test('goes on with a cold start where it was', async () => {
    await databricks.close()
    await start({ coldStartSeconds: 1 })
    const runId = await api.runNow(await api.createJob())
    await databricks.close()
    await start()
    const scripted = await executor.started(0)
    const task = (await api.getRun(scripted.spec.runId)).json
    expect(Date.now() - Number(task.start_time)).toBeGreaterThanOrEqual(1000)
    scripted.end(success)
    expect((await api.waitFor(runId, terminated)).state.result_state).toBe('SUCCESS')
  })

  test('ends a run as lost whose task is gone, once', async () => {
    const runId = await api.runNow(await api.createJob())
    await api.waitFor(runId, running)
    await databricks.close()
    await start()
    const run = await api.waitFor(runId, terminated)
    expect(run.status.termination_details).toMatchObject({ code: 'CLUSTER_ERROR', type: 'CLOUD_FAILURE' })
    expect(executor.tasks).toHaveLength(0)
  })
})

test('a secret reaches the task, but neither an answer nor the disk', async () => {
  const headers = { authorization: 'Bearer test' }
  const secrets = `${databricks.url}/api/2.0/secrets`
  for (const [path, body] of [
    ['scopes/create', { scope: 'slipway' }],
    ['put', { scope: 'slipway', key: 'keys', string_value: 'sesame-open' }],
  ] as const) {
    const answer = await fetch(`${secrets}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(answer.status).toBe(200)
  }
  const cluster = {
    spark_version: '17.3.x-scala2.13',
    node_type_id: 'Standard_D4as_v5',
    spark_env_vars: { KEYS: '{{secrets/slipway/keys}}' },
  }
  const runId = await api.runNow(await api.createJob({ tasks: [task({ new_cluster: cluster })] }))
  const scripted = await executor.started(0)
  expect(scripted.spec.cluster.environment).toEqual({ KEYS: 'sesame-open' })
  scripted.end(success)
  const run = await api.waitFor(runId, terminated)
  expect(JSON.stringify(run.json)).toContain('{{secrets/slipway/keys}}')
  expect(JSON.stringify(run.json)).not.toContain('sesame-open')
  for (const kind of ['jobs', 'runs']) {
    for (const file of readdirSync(join(dataDir, kind))) {
      expect(readFileSync(join(dataDir, kind, file), 'utf8')).not.toContain('sesame-open')
    }
  }
})
