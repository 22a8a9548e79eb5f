import { request as httpRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { appRoles } from '../contract'
import { model, type Platform, startPlatform } from './testing/platform'

let platform: Platform
let api: Awaited<ReturnType<Platform['startApi']>>
let ada: string

beforeAll(async () => {
  platform = await startPlatform()
  api = await platform.startApi()
  ada = await platform.token('ada')
}, 60_000)
afterAll(() => platform?.close(), 60_000)

const refused = async (status: number, code: string, answer: Promise<Response>) => {
  const body = await api.json(status, answer)
  expect(body).toMatchObject({ status, code, error: { code } })
  expect(body.type).toMatch(/^http:\/\/127\.0\.0\.1:1\/problems\/[a-z-]+$/)
  return body
}
const post = (body: unknown, headers: object = {}) => api.call(ada, 'POST', '/v1/runs', body, headers)
const lp = (content: string) => ({ input: { name: 'a.lp', content } })
const mps = (content: string) => ({ input: { name: 'a.mps', content } })
const packed = (name: string, content: Buffer) => ({
  input: { name, content: content.toString('base64'), encoding: 'base64' },
})
const mpsWith = (entry: string) =>
  `NAME t\nROWS\n N obj\n L c1\nCOLUMNS\n x obj 1 c1 ${entry}\nRHS\n rhs c1 4\nENDATA\n`

async function leftovers(): Promise<string[]> {
  const names: string[] = []
  for await (const { name } of platform.blobs.listContainers({ prefix: 'run-' })) names.push(name)
  for await (const row of platform.table.listEntities()) names.push(`${row.partitionKey} ${row.rowKey}`)
  return names
}

describe('bad input is refused at submit and leaves nothing behind', () => {
  let before: string[]
  beforeAll(async () => {
    before = await leftovers()
  })
  afterAll(async () => {
    expect(await leftovers()).toEqual(before)
    expect(platform.executor.tasks).toEqual([])
  })

  const huge = `${mpsWith('1')}${'* a comment line\n'.repeat(6_000_000)}`
  test.each([
    ['not a model', lp('garbage ^%('), 'must start with Minimize or Maximize'],
    ['truncated', mps(mpsWith('1').slice(0, -8)), 'ends without ENDATA'],
    ['broken gzip', packed('a.mps.gz', gzipSync(mpsWith('1')).subarray(0, -6)), 'gzip data is damaged'],
    ['empty file', mps(''), 'empty'],
    ['NaN coefficient', mps(mpsWith('NaN')), 'line 6: "NaN" is not a finite number'],
    ['1e999 coefficient', mps(mpsWith('1e999')), 'line 6: "1e999" is not a finite number'],
    ['word for a number', mps(mpsWith('abc')), 'line 6: "abc" is not a finite number'],
    ['decimal comma', mps(mpsWith('1,5')), 'write a decimal point'],
    ['no columns', mps('NAME t\nROWS\n N obj\nCOLUMNS\nRHS\nENDATA\n'), 'no columns'],
    ['unknown ending', { input: { name: 'a.txt', content: model } }, 'must end with one of .mps'],
  ])('%s', async (_name, body, reason) => {
    expect((await refused(400, 'InvalidInput', post(body))).detail).toContain(reason)
  })

  test('gzip bomb', async () => {
    const bomb = gzipSync(huge)
    expect(bomb.length).toBeLessThan(500_000)
    await refused(413, 'InputTooLarge', post(packed('a.mps.gz', bomb)))
  })

  test.each([
    ['unknown option', { ...lp(model), options: { nope: 1 } }, '#/options/nope'],
    ['option out of range', { ...lp(model), options: { time_limit: 4000 } }, '#/options/time_limit'],
    ['text for a number', { ...lp(model), options: { threads: '2' } }, '#/options/threads'],
    ['fraction for a whole number', { ...lp(model), options: { threads: 1.5 } }, '#/options/threads'],
    ['word outside the list', { ...lp(model), options: { presolve: 'maybe' } }, '#/options/presolve'],
    ['unknown member', { ...lp(model), image: 'evil' }, '#/image'],
    ['member of the wrong type', { ...lp(model), name: 7 }, '#/name'],
    ['nested unknown member', { input: { name: 'a.lp', content: model, url: 'http://x' } }, '#/input/url'],
  ])('%s', async (_name, body, pointer) => {
    const { errors } = await refused(400, 'InvalidRequest', post(body))
    expect(errors.map((one: { pointer: string }) => one.pointer)).toContain(pointer)
  })

  test.each([
    ['1e999 as an option', `{"input":{"name":"a.lp","content":"x"},"options":{"objective_cutoff":1e999}}`],
    ['null', 'null'],
    ['an array', '[]'],
    ['two inputs', JSON.stringify({ ...lp(model), inputUploadId: 'x' })],
    ['no input', '{}'],
    ['a lone surrogate as name', `{"name":"\\ud800","input":{"name":"a.lp","content":"x"}}`],
  ])('%s', async (_name, body) => {
    await refused(400, 'InvalidRequest', post(body, { 'content-type': 'application/json' }))
  })

  test.each([
    ['malformed JSON', '{"input":'],
    ['trailing comma', '{"a":1,}'],
    ['empty body', ''],
    ['NaN', '{"a":NaN}'],
    ['__proto__', '{"__proto__":{"x":1}}'],
  ])('%s', async (_name, body) => {
    await refused(400, 'InvalidJson', post(body, { 'content-type': 'application/json' }))
  })

  test('unknown algorithm and profile', async () => {
    await refused(400, 'UnknownAlgorithm', post({ ...lp(model), algorithm: 'nope' }))
    await refused(400, 'UnknownProfile', post({ ...lp(model), profile: 'toString' }))
  })

  test.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
  ])('content type %s', async (type) => {
    await refused(415, 'UnsupportedMediaType', post(JSON.stringify(lp(model)), { 'content-type': type }))
  })

  test('a body over the limit, an input over its limit', async () => {
    await refused(413, 'BodyTooLarge', post(lp('x'.repeat(2_000_000))))
    await refused(413, 'InputTooLarge', post(lp(`\\${'x'.repeat(1024 * 1024)}`)))
  })

  test.each(['', 'é', 'a b', 'x'.repeat(256)])('idempotency key %j', async (key) => {
    const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') }
    await refused(400, 'InvalidRequest', post(lp(model), headers))
  })
})

test('a run of somebody else is not there, whatever is asked of it', async () => {
  const eve = await platform.token('eve')
  const run = await api.submit(ada)
  const answers = [
    ['GET', ''],
    ['GET', '/result'],
    ['GET', '/files'],
    ['GET', '/files/solution.json'],
    ['GET', '/logs'],
    ['GET', '/incumbents'],
    ['GET', '/incumbents/1.json'],
    ['POST', '/cancel'],
    ['POST', '/finish'],
    ['POST', '/rerun'],
    ['DELETE', ''],
  ] as const
  for (const [method, path] of answers) {
    await refused(404, 'RunNotFound', api.call(eve, method, `/v1/runs/${run.id}${path}`))
  }
  await refused(404, 'RunNotFound', api.call(eve, 'POST', '/v1/runs', { inputRunId: run.id }))
  const reader = await platform.token('reader', [appRoles.readAll])
  expect((await api.get(reader, run.id)).id).toBe(run.id)
  await refused(403, 'Forbidden', api.call(reader, 'POST', `/v1/runs/${run.id}/cancel`))
  await refused(403, 'Forbidden', api.call(reader, 'POST', `/v1/runs/${run.id}/rerun`))
  const admin = await platform.token('admin', [appRoles.admin])
  await api.json(202, api.call(admin, 'POST', `/v1/runs/${run.id}/cancel`))
})

test.each(['x', '..%2fx', '%2e%2e%5c', 'a'.repeat(900), '%00', '0191A000-0000-7000-8000-000000000000', '%F0%9F%92%A9'])(
  'the run id %s is refused',
  async (id) => {
    await refused(400, 'InvalidRunId', api.call(ada, 'GET', `/v1/runs/${id}`))
  },
)

describe('idempotency', () => {
  test('fifty requests at once with one key make one run', async () => {
    const headers = { 'idempotency-key': 'fifty' }
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => api.call(ada, 'POST', '/v1/runs', lp(model), headers)),
    )
    const runs = (await Promise.all(answers.map((one) => one.json()))) as { id: string }[]
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1)
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    const replayed = answers.filter(({ status }) => status === 200)
    expect(replayed).toHaveLength(49)
    expect(replayed.every((one) => one.headers.get('idempotency-replayed') === 'true')).toBe(true)
    const containers = []
    for await (const { name } of platform.blobs.listContainers({ prefix: `run-${runs[0]?.id}` })) containers.push(name)
    expect(containers).toHaveLength(1)
  }, 60_000)

  test('another body is refused, another caller is independent', async () => {
    const headers = { 'idempotency-key': 'shared' }
    const run = await api.submit(ada, {}, headers)
    await refused(422, 'IdempotencyKeyReused', post({ ...lp(model), name: 'other' }, headers))
    const eve = await platform.token('eve')
    expect((await api.submit(eve, {}, headers)).id).not.toBe(run.id)
    expect((await api.submit(ada, {}, headers)).id).toBe(run.id)
  })
})

test('a caller may not have more unfinished runs than allowed', async () => {
  const small = await platform.startApi({ maxQueuedRuns: 2, maxConcurrentRuns: 1 })
  const greedy = await platform.token('greedy')
  await small.submit(greedy)
  await small.submit(greedy)
  const third = await small.call(greedy, 'POST', '/v1/runs', lp(model))
  expect([third.status, third.headers.get('retry-after')]).toEqual([429, '30'])
  expect(((await third.json()) as { code: string }).code).toBe('TooManyRuns')
  await small.close()
})

test('a caller may not submit more runs in a day than allowed; repeats and refused ones do not count', async () => {
  const strict = await platform.startApi({ runsPerCallerAndDay: 2 })
  const keen = await platform.token('keen')
  const headers = { 'idempotency-key': 'once' }
  const first = await strict.submit(keen, {}, headers)
  expect((await strict.call(keen, 'POST', '/v1/runs', lp('nonsense'))).status).toBe(400)
  expect((await strict.submit(keen, {}, headers)).id).toBe(first.id)
  await strict.submit(keen)
  const third = await strict.call(keen, 'POST', '/v1/runs', lp(model))
  expect([third.status, ((await third.json()) as { code: string }).code]).toEqual([429, 'DailyQuotaReached'])
  const midnight = new Date().setUTCHours(24, 0, 0, 0)
  expect(Math.abs(Date.now() + Number(third.headers.get('retry-after')) * 1000 - midnight)).toBeLessThan(5_000)

  expect((await strict.submit(keen, {}, headers)).id).toBe(first.id)
  expect((await strict.submit(await platform.token('other'))).status).toBe('queued')
  const list = await strict.json(200, strict.call(keen, 'GET', '/v1/runs'))
  expect(list.value).toHaveLength(2)
  await strict.close()
})

test('runs submitted at the same time, through two instances, do not pass the daily quota together', async () => {
  const instances = [
    await platform.startApi({ runsPerCallerAndDay: 3 }),
    await platform.startApi({ runsPerCallerAndDay: 3 }),
  ]
  const hasty = await platform.token('hasty')
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => instances.map((one) => one.call(hasty, 'POST', '/v1/runs', lp(model)))).flat(),
  )
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(3)
  for (const one of instances) await one.close()
})

describe('tokens', () => {
  const list = (token: string | undefined, headers: object = {}) =>
    api.call(token, 'GET', '/v1/runs', undefined, headers)

  test('no token', async () => {
    const answer = await list(undefined)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^Bearer authorization_uri="http.+", resource_id="api:\/\/.+"$/,
    )
    for (const value of ['Bearer', 'Bearer ', 'Basic eDp5', `Bearer ${ada} x`]) {
      expect((await list(undefined, { authorization: value })).status).toBe(401)
    }
  })

  test.each(['expired', 'not-yet-valid', 'wrong-signature', 'unknown-key', 'alg-none', 'hs256'])(
    'a token that is %s',
    async (defect) => {
      await refused(401, 'Unauthenticated', list(await platform.token('ada', [appRoles.submit], { defect })))
    },
  )

  test.each([
    ['audience', { aud: 'api://someone-else' }],
    ['issuer', { iss: 'https://login.microsoftonline.com/x/v2.0' }],
    ['tenant', { tid: 'another' }],
    ['object id', { oid: '../x' }],
  ])('another %s', async (_name, claims) => {
    const token = await platform.token('ada', [appRoles.submit], { claims: { oid: 'ada', sub: 'ada', ...claims } })
    await refused(401, 'Unauthenticated', list(token))
  })

  test('a user needs a scope', async () => {
    const claims = { oid: 'user', idtyp: 'user' }
    const roles = [appRoles.submit]
    const delegated = await platform.token('user', roles, { kind: 'user', claims })
    expect((await list(delegated)).status).toBe(200)
    const identity = await platform.token('user', roles, { kind: 'user', claims: { ...claims, scp: '' } })
    await refused(401, 'Unauthenticated', list(identity))
  })

  test('no role', async () => {
    await refused(403, 'Forbidden', list(await platform.token('ada', [])))
  })

  test('forged headers of the front end', async () => {
    const principal = Buffer.from(JSON.stringify({ claims: [{ typ: 'roles', val: 'Runs.Admin' }] })).toString('base64')
    await refused(
      401,
      'Unauthenticated',
      list(undefined, { 'x-ms-client-principal': principal, 'x-ms-client-principal-id': 'x' }),
    )
    await refused(401, 'Unauthenticated', list(ada, { 'x-ms-client-principal-id': 'somebody-else' }))
    expect((await list(ada, { 'x-ms-client-principal-id': 'ada', 'x-ms-client-principal': 'junk' })).status).toBe(200)
  })

  test('the token of a session, which the front end keeps, is checked like any other', async () => {
    const session = (token: string, more: object = {}) =>
      api.call(undefined, 'GET', '/v1', undefined, { 'x-ms-token-aad-access-token': token, ...more })
    expect((await session(ada)).status).toBe(200)
    await refused(401, 'Unauthenticated', session(`${ada}x`))
    await refused(401, 'Unauthenticated', session(`${ada}, ${ada}`))
    await refused(401, 'Unauthenticated', session(ada, { 'x-ms-client-principal-id': 'eve' }))
    // Whoever sends a token of its own is meant, not whose session it is.
    await refused(401, 'Unauthenticated', session(ada, { authorization: 'Bearer x' }))
  })

  describe('a browser that opens an address', () => {
    const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
    const path = '/v1/runs/01900000-0000-7000-8000-000000000000/logs?attempt=1'
    const open = (headers: object, method = 'GET', address = path) =>
      fetch(api.url + address, { method, headers: { ...html, ...headers }, redirect: 'manual' })

    test('is led to sign in without a session, or with one that has aged, and back', async () => {
      const expired = await platform.token('ada', [appRoles.submit], { defect: 'expired' })
      for (const headers of [{}, { 'x-ms-token-aad-access-token': expired, 'x-ms-client-principal-id': 'ada' }]) {
        const answer = await open(headers)
        expect([answer.status, answer.headers.get('location')]).toEqual([
          302,
          `/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(path)}`,
        ])
        expect(answer.headers.get('cache-control')).toBe('no-store')
      }
    })

    test.each<[string, Record<string, string>, string?, string?]>([
      ['a session without a token', { 'x-ms-client-principal-id': 'ada' }],
      ['a session whose token is another’s', { 'x-ms-token-aad-access-token': 'x' }],
      ['a token of its own', { authorization: 'Bearer x' }],
      ['another wish than a page', { accept: '*/*' }],
      ['a change in place of a look', {}, 'DELETE', path.replace(/\/logs.*/, '')],
      ['an address that is not known', {}, 'GET', '/.auth/login/aad'],
    ])('is told that it is not let in with %s', async (_, headers, ...request) => {
      await refused(401, 'Unauthenticated', open(headers, ...request))
    })
  })

  test('a session changes nothing without a header that no other site can send', async () => {
    const session = { 'x-ms-token-aad-access-token': ada }
    const submit = (more: object) => api.call(undefined, 'POST', '/v1/runs', lp(model), { ...session, ...more })
    await refused(403, 'Forbidden', submit({}))
    await refused(403, 'Forbidden', submit({ 'x-slipway-call': '' }))
    const { id } = await api.json(202, submit({ 'x-slipway-call': '1' }))
    for (const [method, path] of [
      ['POST', `/v1/runs/${id}/cancel`],
      ['POST', `/v1/runs/${id}/rerun`],
      ['DELETE', `/v1/runs/${id}`],
    ] as const) {
      await refused(403, 'Forbidden', api.call(undefined, method, path, undefined, session))
    }
  })

  test('keys that cannot be fetched are an outage, a rotated key is found', async () => {
    await platform.entra('outage', { on: true })
    const fresh = await platform.startApi()
    const answer = await fresh.call(ada, 'GET', '/v1/runs')
    expect([answer.status, answer.headers.has('retry-after')]).toEqual([503, true])
    expect((await list(ada)).status).toBe(200)
    await platform.entra('outage', { on: false })
    await fresh.close()
    const other = await platform.startApi()
    await platform.entra('rotate-keys', { dropOld: false })
    expect((await other.call(await platform.token('ada'), 'GET', '/v1/runs')).status).toBe(200)
    await other.close()
    // The first one may ask for keys again only after its cooldown.
    await api.close()
    api = await platform.startApi()
  })
})

test('every route of the document refuses strangers and callers without a role', async () => {
  const document = await api.json(200, api.call(undefined, 'GET', '/openapi.json'))
  const nobody = await platform.token('nobody', [])
  const tried: string[] = []
  const everyRole = await Promise.all(
    Object.values(appRoles).map(async (role) => ({ role, token: await platform.token('x', [role]) })),
  )
  for (const [path, operations] of Object.entries<Record<string, { security?: { entra: string[] }[] }>>(
    document.paths,
  )) {
    for (const [method, { security = [] }] of Object.entries(operations)) {
      const address = path.replace(/\{[^}]+\}/g, '01900000-0000-7000-8000-000000000000')
      const call = (token?: string) => api.call(token, method.toUpperCase(), address)
      tried.push(`${method} ${path}`)
      if (security.length === 0) {
        expect([path, (await call()).status]).toEqual([path, 200])
        continue
      }
      expect([path, (await call()).status]).toEqual([path, 401])
      expect([path, (await call(nobody)).status]).toEqual([path, 403])
      for (const { role, token } of everyRole) {
        const { status } = await call(token)
        const allowed = security.some(({ entra }) => entra.includes(role))
        expect([path, role, status === 403]).toEqual([path, role, !allowed])
        expect(status).not.toBe(401)
        expect(status).toBeLessThan(500)
      }
    }
  }
  expect(tried.length).toBeGreaterThanOrEqual(16)
}, 60_000)

describe('addresses and methods', () => {
  test('wrong methods name the right ones', async () => {
    for (const [method, path, allow] of [
      ['PUT', '/v1/runs', 'POST, GET, HEAD'],
      ['PATCH', '/v1/runs/01900000-0000-7000-8000-000000000000', 'GET, HEAD, DELETE'],
      ['POST', '/health/live', 'GET, HEAD'],
      ['OPTIONS', '/v1', 'GET, HEAD'],
    ] as const) {
      const answer = await api.call(ada, method, path)
      expect([answer.status, answer.headers.get('allow')?.split(', ').sort()]).toEqual([405, allow.split(', ').sort()])
    }
    await refused(404, 'NotFound', api.call(ada, 'GET', '/v2/runs'))
    await refused(401, 'Unauthenticated', api.call(undefined, 'GET', '/v2/runs'))
    await refused(400, 'InvalidRequest', api.call(ada, 'GET', '/v1/runs/%zz'))
  })

  test('links are built from the settings, never from headers', async () => {
    const run = await api.submit(ada, {}, { 'x-forwarded-host': 'evil.example', 'x-original-url': '/evil' })
    expect(JSON.stringify(run.links)).not.toContain('evil')
    expect(run.links.self).toBe(`http://127.0.0.1:1/v1/runs/${run.id}`)
  })

  test('answers say nothing of the server and cannot be framed or sniffed', async () => {
    const { headers } = await api.call(undefined, 'GET', '/health/live')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('server')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('two Authorization headers are refused', async () => {
    const status = await new Promise((resolve, reject) => {
      const outgoing = httpRequest(`${api.url}/v1/runs`, {
        headers: ['Host', '127.0.0.1', 'Authorization', `Bearer ${ada}`, 'Authorization', 'Bearer x'] as never,
      })
      outgoing
        .on('response', (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(401)
  })
})

test('no log line holds a token, a name of an input or a signature', () => {
  const text = platform.logLines.join('')
  expect(text).toContain('forged principal header')
  expect(text).not.toMatch(/eyJ[\w-]{20}|sig=|a\.lp|a\.mps/)
})
