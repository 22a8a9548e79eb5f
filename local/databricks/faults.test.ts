import { request } from 'node:http'
import { ended, jobSettings, startWorkspace, type WorkspaceUnderTest } from './testing/workspace-client'
import type { Json } from './workspace'

const path = '/__emulator/faults'
const scopes = '/api/2.0/secrets/scopes'
let workspace: WorkspaceUnderTest
beforeEach(async () => {
  workspace = await startWorkspace()
})
afterEach(() => workspace.close())

const set = (fault: Json) => workspace.call('POST', path, fault)
const create = (scope: string) => workspace.call('POST', `${scopes}/create`, { scope })
const known = async () =>
  ((await workspace.call('GET', `${scopes}/list`)).body.scopes as Json[]).map(({ name }) => name)

/** How a call without a client's own retries ends: with the text of its answer, or with the error's code. */
function raw(target: string, body: Json): Promise<string> {
  return new Promise((resolve) => {
    const call = request(new URL(target, workspace.url), {
      method: 'POST',
      agent: false,
      headers: { authorization: 'Bearer admin' },
    })
    call.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)))
    call.on('response', (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('error', (error: NodeJS.ErrnoException) => resolve(`${text} then ${error.code}`))
      response.on('end', () => resolve(text))
    })
    call.end(JSON.stringify(body))
  })
}

test.each([
  ['seconds', '7', '7'],
  ['a date', 'Wed, 21 Oct 2026 07:28:00 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT'],
  ['nonsense', 'soon', 'soon'],
  ['nothing', undefined, null],
])('refuses with %s in Retry-After, as often as asked, and does no work', async (_, retry_after, header) => {
  await set({ kind: 'status', status: 429, retry_after, method: 'POST', path: `${scopes}/create`, count: 2 })
  for (const name of ['a', 'b']) {
    const refused = await create(name)
    expect([refused.status, refused.body.error_code]).toEqual([429, 'REQUEST_LIMIT_EXCEEDED'])
    expect(refused.headers.get('retry-after')).toBe(header)
  }
  expect((await create('c')).status).toBe(200)
  expect(await known()).toEqual(['c'])
})

test('breaks the connection before the work, or after it', async () => {
  await set({ kind: 'reset', path: '/api/*/create' })
  expect(await raw(`${scopes}/create`, { scope: 'before' })).toBe('ECONNRESET')
  expect(await known()).toEqual([])
  await set({ kind: 'reset-after-effect', path: '/api/*/create' })
  expect(await raw(`${scopes}/create`, { scope: 'after' })).toBe('ECONNRESET')
  expect(await known()).toEqual(['after'])
})

test('answers with half of the JSON, or breaks off in the middle of it', async () => {
  const jobs = '/api/2.2/jobs/runs/submit'
  await set({ kind: 'bad-json', path: jobs })
  const half = await raw(jobs, jobSettings())
  expect(half).toMatch(/^\{"run_/)
  expect(() => JSON.parse(half)).toThrow(SyntaxError)
  await set({ kind: 'truncated', path: jobs })
  expect(await raw(jobs, jobSettings())).toMatch(/ECONNRESET$/)
  expect((await workspace.call('GET', '/api/2.2/jobs/runs/list')).body.runs).toHaveLength(2)
})

test('makes a call wait, and the end of the server does not wait for it', async () => {
  await set({ kind: 'slow', ms: 1, path: `${scopes}/create` })
  expect((await create('slow')).status).toBe(200)
  await set({ kind: 'slow', ms: 600_000, path: `${scopes}/create` })
  const cut = raw(`${scopes}/create`, { scope: 'never' })
  const used = async () => ((await workspace.call('GET', path)).body.faults as Json[]).length === 0
  while (!(await used())) await new Promise(setImmediate)
  await workspace.restart()
  expect(await cut).toBe('ECONNRESET')
  expect(await known()).toEqual(['slow'])
})

test('fails a cluster with a termination code, once', async () => {
  await set({ kind: 'cluster', code: 'DOCKER_IMAGE_PULL_FAILURE', message: 'the image is gone' })
  const submit = async () => {
    const { body } = await workspace.call('POST', '/api/2.2/jobs/runs/submit', jobSettings())
    return ended(workspace.url, body.run_id)
  }
  const failed = await submit()
  expect(failed.state).toMatchObject({ life_cycle_state: 'INTERNAL_ERROR', result_state: 'FAILED' })
  expect(JSON.stringify(failed)).toContain('DOCKER_IMAGE_PULL_FAILURE')
  expect((await submit()).state).toMatchObject({ result_state: 'SUCCESS' })
})

test('keeps faults in order over a restart, and takes them back', async () => {
  await set({ kind: 'status', status: 503, path: `${scopes}/*`, count: 3 })
  const second = (await set({ kind: 'status', status: 500, path: `${scopes}/*` })).body
  expect((await create('a')).status).toBe(503)
  await workspace.restart()
  expect((await workspace.call('GET', path)).body.faults).toMatchObject([{ status: 503, count: 2 }, { status: 500 }])
  expect((await workspace.call('DELETE', `${path}/${second.id}`)).status).toBe(200)
  expect((await workspace.call('DELETE', `${path}/${second.id}`)).status).toBe(404)
  await workspace.call('DELETE', path)
  expect((await create('b')).status).toBe(200)
})

test.each<[Json, string]>([
  [{ kind: 'explode', path: '/' }, 'kind must be one of status, reset'],
  [{ kind: 'status', path: '/' }, 'status'],
  [{ kind: 'status', status: 200, path: '/' }, 'between 400 and 599'],
  [{ kind: 'status', status: 503, path: 'api' }, 'path must begin with /'],
  [{ kind: 'status', status: 503 }, 'path'],
  [{ kind: 'status', status: 429, path: '/', retry_after: 'a\r\nb: c' }, 'printable ASCII'],
  [{ kind: 'slow', path: '/' }, 'ms'],
  [{ kind: 'slow', path: '/', ms: 1e9 }, 'at most 600000'],
  [{ kind: 'reset', path: '/', count: 0 }, 'count must be at least 1'],
  [{ kind: 'cluster' }, 'code, ms or both'],
])('refuses %j', async (fault, message) => {
  const { status, body } = await set(fault)
  expect([status, body.message]).toEqual([400, expect.stringContaining(message)])
  expect((await workspace.call('GET', path)).body.faults).toEqual([])
})

test('a page in a browser cannot set a fault', async () => {
  const response = await fetch(workspace.url + path, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ kind: 'reset', path: '/*' }),
  })
  expect(response.status).toBe(415)
})
