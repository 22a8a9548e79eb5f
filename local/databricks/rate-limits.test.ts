import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { registerRateLimits } from './rate-limits'
import { startWorkspace } from './testing/workspace-client'
import { DatabricksError, openWorkspace } from './workspace'

let now = 0
let folder: string
let app: FastifyInstance
let url: string

beforeEach(async () => {
  now = 1_000_000
  folder = mkdtempSync(join(tmpdir(), 'slipway-limits-'))
  app = fastify()
  app.setErrorHandler((error, _request, reply) => {
    const { statusCode, retryAfterSeconds } = error as DatabricksError
    expect(error).toBeInstanceOf(DatabricksError)
    return reply.code(statusCode).header('retry-after', String(retryAfterSeconds)).send({})
  })
  registerRateLimits(app, { ...openWorkspace({ dataDir: folder }), now: () => now })
  app.all('*', async () => ({}))
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  jest.restoreAllMocks()
  await app.close()
  rmSync(folder, { recursive: true })
})

async function ask(path: string, times: number): Promise<{ granted: number; retryAfter: string | null }> {
  let granted = 0
  let retryAfter: string | null = null
  for (let index = 0; index < times; index += 1) {
    const response = await fetch(url + path)
    if (response.ok) granted += 1
    else retryAfter = response.headers.get('retry-after')
  }
  return { granted, retryAfter }
}

test.each([
  ['/api/2.2/jobs/update', 10],
  ['/api/2.1/jobs/run-now', 20],
  ['/api/2.2/jobs/runs/submit', 35],
  ['/api/2.2/jobs/runs/get?run_id=1', 100],
  ['/api/2.2/jobs/runs/cancel-all', 5],
  ['/api/2.0/workspace/import', 30],
])('%s is granted %i times in a second', async (path, perSecond) => {
  expect(await ask(path, perSecond + 2)).toEqual({ granted: perSecond, retryAfter: '1' })
  now += 1000
  expect(await ask(path, perSecond + 1)).toMatchObject({ granted: perSecond })
})

test('versions of a call share its limit, calls do not', async () => {
  await ask('/api/2.1/jobs/runs/repair', 5)
  expect(await ask('/api/2.2/jobs/runs/repair', 1)).toMatchObject({ granted: 0 })
  expect(await ask('/api/2.2/jobs/runs/delete', 1)).toMatchObject({ granted: 1 })
})

test('secrets are counted by the minute, other calls not at all', async () => {
  expect((await ask('/api/2.0/secrets/get?scope=a&key=b', 1102)).granted).toBe(1100)
  expect((await ask('/api/2.0/policies/clusters/list', 200)).granted).toBe(200)
})

test('a clock that is set back locks nobody out', async () => {
  await ask('/api/2.2/jobs/runs/repair', 5)
  now -= 3_600_000
  await ask('/api/2.2/jobs/runs/repair', 1)
  now += 1000
  expect((await ask('/api/2.2/jobs/runs/repair', 5)).granted).toBe(5)
})

test('the workspace answers in its own format, and can do without', async () => {
  jest.spyOn(Date, 'now').mockReturnValue(now)
  const limited = await startWorkspace()
  const repair = () => limited.call('POST', '/api/2.2/jobs/runs/repair', {})
  const answers = await Promise.all(Array.from({ length: 6 }, repair))
  const refused = answers.find(({ status }) => status === 429)
  expect(refused?.body.error_code).toBe('REQUEST_LIMIT_EXCEEDED')
  expect(refused?.headers.get('retry-after')).toBe('1')
  await limited.close()

  const free = await startWorkspace({ rateLimits: false })
  const all = await Promise.all(Array.from({ length: 6 }, () => free.call('POST', '/api/2.2/jobs/runs/repair', {})))
  expect(all.some(({ status }) => status === 429)).toBe(false)
  await free.close()
})
