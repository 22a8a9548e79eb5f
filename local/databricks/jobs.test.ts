import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Databricks, startDatabricks } from './databricks'
import { jobsClient, task, terminated } from './testing/client'
import { failure, type ScriptedExecutor, scriptedExecutor, success } from './testing/scripted-executor'

let dataDir: string
let executor: ScriptedExecutor
let databricks: Databricks
let api: ReturnType<typeof jobsClient>

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'databricks-jobs-'))
  executor = scriptedExecutor()
  databricks = await startDatabricks({ dataDir, executor, rateLimits: false })
  api = jobsClient(databricks.url)
})

afterEach(async () => {
  await databricks.close()
  rmSync(dataDir, { recursive: true })
})

describe('jobs', () => {
  test('are read as they were stored, with what the service fills in', async () => {
    const tasks = [task({ task_key: 'z', description: 'kept' }), task({ task_key: 'a' })]
    const jobId = await api.createJob({ name: 'optimise', tasks, tags: { team: 'or' } })
    expect(await api.get(`get?job_id=${jobId}`)).toMatchObject({
      job_id: jobId,
      creator_user_name: 'admin@slipway.example',
      settings: { name: 'optimise', tasks, tags: { team: 'or' }, max_concurrent_runs: 1, timeout_seconds: 0 },
    })
  })

  test('reset replaces all settings; update merges by keys and removes fields', async () => {
    const jobId = await api.createJob({ name: 'one', timeout_seconds: 7, tags: { a: 'b' } })
    const more = { tasks: [task({ max_retries: 2 }), task({ task_key: 'second' })], timeout_seconds: 9 }
    await api.post('update', { job_id: jobId, new_settings: more, fields_to_remove: ['tags'] })
    const updated = (await api.get(`get?job_id=${jobId}`)).settings
    expect(updated).toMatchObject({ name: 'one', timeout_seconds: 9 })
    expect(updated).toMatchObject({ tasks: [{ task_key: 'main', max_retries: 2 }, { task_key: 'second' }] })
    expect(updated).not.toHaveProperty('tags')
    await api.post('reset', { job_id: jobId, new_settings: { tasks: [task()] } })
    const reset = (await api.get(`get?job_id=${jobId}`)).settings
    expect(reset).toMatchObject({ name: 'Untitled', timeout_seconds: 0 })
    expect(reset).toHaveProperty('tasks.length', 1)
  })

  test('a change does not touch a run that exists', async () => {
    const jobId = await api.createJob({ name: 'before' })
    const runId = await api.runNow(jobId)
    await api.post('reset', { job_id: jobId, new_settings: { name: 'after', tasks: [task({ max_retries: 5 })] } })
    ;(await executor.started(0)).end(failure)
    const run = await api.waitFor(runId, terminated)
    expect(run.json.run_name).toBe('before')
    expect(run.tasks).toHaveLength(1)
    expect(executor.tasks).toHaveLength(1)
  })

  test('a deleted one is not found, and its runs go on', async () => {
    const jobId = await api.createJob()
    const runId = await api.runNow(jobId)
    await api.post('delete', { job_id: jobId })
    for (const answer of [
      await api.call('GET', `get?job_id=${jobId}`),
      await api.call('POST', 'run-now', { job_id: jobId }),
    ]) {
      expect(answer).toEqual({
        status: 400,
        body: { error_code: 'INVALID_PARAMETER_VALUE', message: `Job ${jobId} does not exist.` },
      })
    }
    ;(await executor.started(0)).end(success)
    expect((await api.waitFor(runId, terminated)).state.result_state).toBe('SUCCESS')
  })

  test('are listed newest first in pages', async () => {
    expect(await api.get('list')).toEqual({})
    const ids = []
    for (let count = 0; count < 5; count++) ids.unshift(await api.createJob({ name: `job ${count}` }))
    const seen = []
    for (let token = ''; ; ) {
      const page = await api.get(`list?limit=2${token}`)
      const jobs = page.jobs as { job_id: number }[]
      seen.push(...jobs.map(({ job_id }) => job_id))
      if (!page.next_page_token) break
      token = `&page_token=${page.next_page_token}`
    }
    expect(seen).toEqual(ids)
    expect(await api.get('list?name=JOB%203')).toMatchObject({ jobs: [{ settings: { name: 'job 3' } }] })
    const older = jobsClient(databricks.url, { version: '2.1' })
    expect(await older.get('list?limit=2')).toMatchObject({ has_more: true })
  })

  test('longer lists come a hundred at a time in 2.2 and whole in 2.1', async () => {
    const parameters = Array.from({ length: 130 }, (_, index) => ({ name: `p${index}`, default: '' }))
    const jobId = await api.createJob({ parameters })
    const first = await api.get(`get?job_id=${jobId}`)
    expect(first).toHaveProperty('settings.parameters.length', 100)
    const second = await api.get(`get?job_id=${jobId}&page_token=${first.next_page_token}`)
    expect(second).toHaveProperty('settings.parameters.length', 30)
    expect(second).not.toHaveProperty('next_page_token')
    const older = jobsClient(databricks.url, { version: '2.1' })
    expect(await older.get(`get?job_id=${jobId}`)).toHaveProperty('settings.parameters.length', 130)
  })
})

const cluster = { spark_version: '17.3.x-scala2.13', node_type_id: 'Standard_D4as_v5' }

test.each([
  ['no task', { tasks: [] }, 'tasks must hold at least one task'],
  ['101 tasks', { tasks: Array.from({ length: 101 }, (_, n) => task({ task_key: `t${n}` })) }, '100 tasks'],
  ['a task key twice', { tasks: [task(), task()] }, 'Duplicate task key main'],
  ['an unknown dependency', { tasks: [task({ depends_on: [{ task_key: 'no' }] })] }, 'depends on no'],
  ['a circle', { tasks: [task({ depends_on: [{ task_key: 'main' }] })] }, 'in a circle'],
  ['no cluster', { tasks: [task({ new_cluster: undefined })] }, 'exactly one of job_cluster_key and new_cluster'],
  ['an unknown job cluster', { tasks: [task({ new_cluster: undefined, job_cluster_key: 'c' })] }, 'no cluster c'],
  ['another kind of task', { tasks: [task({ notebook_task: {} })] }, 'only python_wheel_task'],
  ['a wheel task without entry point', { tasks: [task({ python_wheel_task: { package_name: 'x' } })] }, 'entry_point'],
  ['a number for a text', { name: 7 }, 'name must be a string, but is of type number'],
  ['a negative time-out', { timeout_seconds: -1 }, 'timeout_seconds must be an integer of at least 0'],
  ['an object of webhooks', { webhook_notifications: { on_failure: { id: 'x' } } }, 'on_failure must be a list'],
  ['four webhooks', { webhook_notifications: { on_failure: [1, 2, 3, 4] } }, 'more than 3 destinations'],
  ['an unknown destination', { webhook_notifications: { on_start: [{ id: 'nope' }] } }, 'nope does not exist'],
  ['a parameter twice', { parameters: [1, 2].map(() => ({ name: 'p', default: '' })) }, 'Duplicate job parameter p'],
  [
    '46 tags',
    {
      tasks: [
        task({
          new_cluster: { ...cluster, custom_tags: Object.fromEntries(Array.from({ length: 46 }, (_, n) => [n, ''])) },
        }),
      ],
    },
    'more than 45 tags',
  ],
])('jobs/create refuses %s', async (_, settings, message) => {
  const answer = await api.call('POST', 'create', { tasks: [task()], ...settings })
  expect(answer).toMatchObject({
    status: 400,
    body: { error_code: 'INVALID_PARAMETER_VALUE', message: expect.stringContaining(message) },
  })
  expect(await api.get('list')).toEqual({})
})

test('a container image needs an access mode that has them', async () => {
  const headers = { authorization: 'Bearer test' }
  const conf = `${databricks.url}/api/2.0/workspace-conf`
  await fetch(conf, { method: 'PATCH', headers, body: JSON.stringify({ enableDcs: 'true' }) })
  const create = (mode: string) =>
    api.call('POST', 'create', {
      tasks: [task({ new_cluster: { ...cluster, docker_image: { url: 'x.azurecr.io/y' }, data_security_mode: mode } })],
    })
  expect((await create('SINGLE_USER')).status).toBe(200)
  expect((await create('USER_ISOLATION')).body.message).toContain('docker_image is not supported')
})

describe('run-now', () => {
  test.each([
    ['too many bytes', { python_params: ['x'.repeat(10_000)] }, '10000 bytes'],
    ['other than ASCII', { python_named_params: { a: 'é' } }, 'ASCII'],
    ['both kinds of parameters', { python_params: ['x'], job_parameters: { a: 'b' } }, 'together with job_parameters'],
    ['a number as job parameter', { job_parameters: { a: 7 } }, 'job_parameters.a must be a string'],
  ])('refuses %s', async (_, more, message) => {
    const answer = await api.call('POST', 'run-now', { job_id: await api.createJob(), ...more })
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } })
    expect(await api.get('runs/list')).toEqual({})
  })

  test('python_params replace the parameters of the task', async () => {
    const runId = await api.runNow(await api.createJob(), { python_params: ['--one', 'two'] })
    expect((await executor.started(0)).spec.argv).toEqual(['--one', 'two'])
    expect((await api.getRun(runId)).json.overriding_parameters).toEqual({ python_params: ['--one', 'two'] })
  })
})

describe('runs', () => {
  test('submitted ones have a name, need no job and never queue', async () => {
    const submit = async (body: object) => Number((await api.post('runs/submit', { tasks: [task()], ...body })).run_id)
    const ids = [await submit({}), await submit({ run_name: 'nightly' })]
    const [first, second] = await Promise.all(ids.map((id) => api.getRun(id)))
    expect(first?.json).toMatchObject({ run_name: 'Untitled', run_type: 'SUBMIT_RUN' })
    expect(second?.json).toMatchObject({ run_name: 'nightly' })
    await executor.started(1)
    const refused = await api.call('POST', 'runs/submit', { tasks: [task()], job_clusters: [] })
    expect(refused.body.message).toContain('job_clusters is not a field of runs/submit')
    const long = await api.call('POST', 'runs/submit', { tasks: [task()], run_name: 'é'.repeat(2049) })
    expect(long.body.message).toContain('4096 bytes')
  })

  test('are listed newest first, by state and in pages both ways', async () => {
    expect(await api.get('runs/list')).toEqual({})
    const jobId = await api.createJob({ max_concurrent_runs: 10 })
    const ids: number[] = []
    for (let count = 0; count < 5; count++) ids.unshift(await api.runNow(jobId))
    const idsOf = (page: Record<string, unknown>) => (page.runs as { run_id: number }[]).map(({ run_id }) => run_id)
    const first = await api.get('runs/list?limit=2')
    expect(idsOf(first)).toEqual(ids.slice(0, 2))
    expect(first).not.toHaveProperty('prev_page_token')
    const second = await api.get(`runs/list?limit=2&page_token=${first.next_page_token}`)
    expect(idsOf(second)).toEqual(ids.slice(2, 4))
    const last = await api.get(`runs/list?limit=2&page_token=${second.next_page_token}`)
    expect(idsOf(last)).toEqual(ids.slice(4))
    expect(last).not.toHaveProperty('next_page_token')
    expect(idsOf(await api.get(`runs/list?limit=2&page_token=${second.prev_page_token}`))).toEqual(ids.slice(0, 2))
    const scripted = await executor.started(0)
    scripted.end(success)
    await api.waitFor(scripted.spec.jobRunId, terminated)
    expect(idsOf(await api.get('runs/list?completed_only=true'))).toEqual([scripted.spec.jobRunId])
    expect(idsOf(await api.get('runs/list?active_only=true'))).toHaveLength(4)
    expect((await api.call('GET', 'runs/list?active_only=true&completed_only=true')).status).toBe(400)
    expect((await api.call('GET', 'runs/list?limit=26')).status).toBe(400)
    expect((await api.call('GET', 'runs/list?page_token=forged')).status).toBe(400)
  })

  test('an active one is not deleted; a deleted one does not exist', async () => {
    const runId = await api.runNow(await api.createJob())
    expect(await api.call('POST', 'runs/delete', { run_id: runId })).toMatchObject({ status: 400 })
    ;(await executor.started(0)).end(success)
    await api.waitFor(runId, terminated)
    await api.post('runs/delete', { run_id: runId })
    expect(await api.call('GET', `runs/get?run_id=${runId}`)).toEqual({
      status: 400,
      body: { error_code: 'INVALID_PARAMETER_VALUE', message: `Run ${runId} does not exist.` },
    })
  })

  test('output is told for task runs only', async () => {
    const runId = await api.runNow(await api.createJob())
    expect(await api.call('GET', `runs/get-output?run_id=${runId}`)).toMatchObject({
      status: 400,
      body: {
        error_code: 'INVALID_PARAMETER_VALUE',
        message:
          'Retrieving the output of runs with multiple tasks is not supported. Please retrieve the output of each individual task run instead.',
      },
    })
    expect((await api.call('GET', 'runs/get-output?run_id=seven')).status).toBe(400)
  })
})

describe('callers', () => {
  test('without a token get 401, with an unknown path 404, with no JSON 400', async () => {
    const url = `${databricks.url}/api/2.2/jobs/list`
    expect((await fetch(url)).status).toBe(401)
    expect(await api.call('GET', 'nothing')).toMatchObject({ status: 404, body: { error_code: 'ENDPOINT_NOT_FOUND' } })
    const headers = { authorization: 'Bearer test' }
    const malformed = await fetch(url.replace('list', 'create'), { method: 'POST', headers, body: '{"tasks": [' })
    expect(malformed.status).toBe(400)
    expect(await malformed.json()).toMatchObject({ error_code: 'MALFORMED_REQUEST' })
  })

  test('without rights on the job get 403 for it and do not see it in lists', async () => {
    const jobId = await api.createJob()
    const runId = await api.runNow(jobId)
    const claims = Buffer.from(JSON.stringify({ appid: 'stranger' })).toString('base64url')
    const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    const stranger = jobsClient(databricks.url, { token: `${header}.${claims}.` })
    for (const answer of [
      await stranger.call('GET', `get?job_id=${jobId}`),
      await stranger.call('POST', 'run-now', { job_id: jobId }),
      await stranger.call('GET', `runs/get?run_id=${runId}`),
      await stranger.call('POST', 'runs/cancel', { run_id: runId }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { error_code: 'PERMISSION_DENIED' } })
    }
    expect(await stranger.get('list')).toEqual({})
    expect(await stranger.get('runs/list')).toEqual({})
  })
})

test('pages show jobs, runs and logs, and let nothing that was given become markup', async () => {
  const evil = '<script>alert("1")</script>'
  const parameters = [{ name: 'grant', default: '' }]
  const jobId = await api.createJob({ name: evil, parameters })
  const runId = await api.runNow(jobId, { job_parameters: { grant: `v1.sealed'"&${evil}` } })
  const { spec } = await executor.started(0)
  for (const path of ['/', `/jobs/${jobId}`, `/runs/${runId}`, `/runs/${spec.runId}`]) {
    const answer = await fetch(databricks.url + path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const page = await answer.text()
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;')
    expect(page).toContain(String(jobId))
  }
  expect(await (await fetch(`${databricks.url}/runs/${runId}`)).text()).toContain('v1.sealed&#39;&quot;&amp;')
  expect((await fetch(`${databricks.url}/runs/7`)).status).toBe(404)
})
