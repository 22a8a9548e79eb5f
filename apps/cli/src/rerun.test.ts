import { aRun, type FakeApi, json, problem, runId, startFakeApi } from './testing/fake-api'
import { runCli } from './testing/run-cli'

const again = '0193a5c8-0000-7000-8000-000000000002'
const path = `/v1/runs/${runId}/rerun`

let api: FakeApi
beforeEach(async () => {
  api = await startFakeApi()
})
afterEach(() => api.close())

const accept = () => api.on('POST', path, (_, response) => json(response, 202, aRun({ id: again, rerunOf: runId })))
const sent = () => api.requests.filter((request) => request.path === path)

test('runs a run again, and shows the new one', async () => {
  accept()
  const { code, stdout, stderr } = await runCli(api, ['rerun', runId])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain(`submitted tiny.mps as ${again}`)
  expect(JSON.parse(String(sent()[0]?.body))).toEqual({})
  expect(sent()[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
})

test('says what is to be different, with the types of the algorithm of the earlier run', async () => {
  accept()
  const algorithm = (name: string, type: string) => ({ name, options: { properties: { threads: { type } } } })
  api.on('GET', '/v1', (_, response) =>
    json(response, 200, { algorithms: [algorithm('other', 'string'), algorithm('highs', 'integer')] }),
  )
  api.on('GET', `/v1/runs/${runId}`, (_, response) => json(response, 200, aRun()))
  const args = ['rerun', runId, '--profile', 'large', '--option', 'threads=4', '--idempotency-key', 'k']
  expect((await runCli(api, args)).code).toBe(0)
  expect(JSON.parse(String(sent()[0]?.body))).toEqual({ profile: 'large', options: { threads: 4 } })
  expect(sent()[0]?.headers['idempotency-key']).toBe('k')
})

test('--wait follows the new run to its end', async () => {
  accept()
  const ended = aRun({ id: again, status: 'failed', error: { code: 'OutOfMemory', message: 'no memory' } })
  api.on('GET', `/v1/runs/${again}`, (_, response) => json(response, 200, ended))
  const { code, stdout } = await runCli(api, ['rerun', runId, '--wait'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('OutOfMemory: no memory') })
})

test('an input that is gone is told, with what to do', async () => {
  api.on('POST', path, (_, response) =>
    problem(response, 410, {
      title: 'The data of the run is deleted',
      code: 'ResultExpired',
      detail: 'its input is gone',
    }),
  )
  const { code, stderr } = await runCli(api, ['rerun', runId])
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/its input is gone\n.*submit the model again/),
  })
})
