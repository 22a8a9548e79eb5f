import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Databricks, startDatabricks } from './databricks'
import { jobsClient, running } from './testing/client'
import { type ScriptedExecutor, scriptedExecutor } from './testing/scripted-executor'

const scope = { scope: 'mine' }
let dataDir: string
let executor: ScriptedExecutor
let databricks: Databricks

const start = async () => {
  executor = scriptedExecutor()
  databricks = await startDatabricks({ dataDir, executor })
}

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(new URL(path, databricks.url), {
    method,
    headers: { authorization: 'Bearer admin' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return answer.json()
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'databricks-deletion-'))
  await start()
})

afterEach(async () => {
  await databricks.close({ killTasks: true })
  rmSync(dataDir, { recursive: true, force: true })
})

test('a workspace that was deleted is empty, also after a restart, and keeps its number', async () => {
  const api = jobsClient(databricks.url)
  const jobId = await api.createJob()
  await call('POST', '/api/2.0/secrets/scopes/create', scope)
  const { workspaceId } = databricks
  await call('DELETE', '/__emulator/workspace')
  const expectNothing = async () => {
    expect(await call('GET', '/api/2.0/secrets/scopes/list')).toEqual({ scopes: [] })
    expect(await call('GET', '/api/2.2/jobs/list')).not.toHaveProperty('jobs')
    expect(await call('GET', `/api/2.2/jobs/get?job_id=${jobId}`)).toHaveProperty('error_code')
  }
  await expectNothing()
  await databricks.close()
  await start()
  await expectNothing()
  expect(databricks.workspaceId).toBe(workspaceId)
  expect(await call('POST', '/api/2.0/secrets/scopes/create', scope)).toEqual({})
})

test('its runs lose their machines and are gone', async () => {
  const api = jobsClient(databricks.url)
  const runId = await api.runNow(await api.createJob())
  await api.waitFor(runId, running)
  const machine = await executor.started(0)
  await call('DELETE', '/__emulator/workspace')
  expect(machine.kills).toEqual([0])
  expect(await call('GET', `/api/2.2/jobs/runs/get?run_id=${runId}`)).toHaveProperty('error_code')
  expect(await call('GET', '/api/2.2/jobs/runs/list')).not.toHaveProperty('runs')
})
