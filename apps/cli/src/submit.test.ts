import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { aRun, type FakeApi, json, problem, runId, secret, startFakeApi, token } from './testing/fake-api'
import { runCli } from './testing/run-cli'

let api: FakeApi
beforeEach(async () => {
  api = await startFakeApi()
})
afterEach(() => api.close())

const accept = () => api.on('POST', '/v1/runs', (_, response) => json(response, 202, aRun()))
const submissions = () => api.requests.filter(({ method, path }) => method === 'POST' && path === '/v1/runs')
const bodyOf = (index: number) => JSON.parse(String(submissions()[index]?.body))

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(api.folder, name), content)
  return name
}

test('sends a small text file as it is, with an idempotency key and the local token', async () => {
  accept()
  const args = ['--algorithm', 'highs', '--profile', 'large', '--name', 'a name']
  const { code, stdout, stderr } = await runCli(api, ['submit', file('tiny.mps', 'NAME é\nENDATA\n'), ...args])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain(runId)
  expect(bodyOf(0)).toEqual({
    algorithm: 'highs',
    profile: 'large',
    name: 'a name',
    input: { name: 'tiny.mps', content: 'NAME é\nENDATA\n' },
  })
  expect(submissions()[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
  expect(submissions()[0]?.headers.authorization).toBe(`Bearer ${token}`)
})

test.each([
  ['a compressed file', 'tiny.mps.gz', gzipSync('NAME\nENDATA\n')],
  ['a file that is not UTF-8', 'latin.mps', Buffer.from([0x4e, 0xe9, 0x0a])],
])('sends %s in base64', async (_, name, bytes) => {
  accept()
  expect((await runCli(api, ['submit', file(name, bytes)])).code).toBe(0)
  expect(bodyOf(0).input).toEqual({ name, content: bytes.toString('base64'), encoding: 'base64' })
})

test('repeats a submission whose answer was lost with the same key, so that it cannot start twice', async () => {
  let first = true
  api.on('POST', '/v1/runs', (_, response) => {
    if (first) response.destroy()
    else json(response, 200, aRun(), { 'Idempotency-Replayed': 'true' })
    first = false
  })
  expect((await runCli(api, ['submit', file('tiny.mps', 'NAME')])).code).toBe(0)
  const keys = submissions().map(({ headers }) => headers['idempotency-key'])
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
})

test('waits as long as Retry-After says', async () => {
  let first = true
  api.on('POST', '/v1/runs', (_, response) => {
    if (first) problem(response, 429, { code: 'TooManyRuns' }, { 'Retry-After': '0' })
    else json(response, 202, aRun())
    first = false
  })
  expect((await runCli(api, ['submit', file('tiny.mps', 'NAME'), '--idempotency-key', 'k'])).code).toBe(0)
  expect(submissions().map(({ headers }) => headers['idempotency-key'])).toEqual(['k', 'k'])
})

describe('a file over 1 MiB', () => {
  const blockBytes = 512 * 1024
  const bytes = Buffer.alloc(2 * 1024 * 1024 + 17, 'slipway ')
  const blocks = 5

  function acceptUpload(onBlock: (number: number) => boolean) {
    const stored = new Map<number, Buffer>()
    api.on('POST', '/v1/uploads', ({ body }, response) => {
      expect(JSON.parse(String(body))).toEqual({ name: 'large.mps', bytes: bytes.length })
      json(response, 201, { uploadId: 'u1', blockBytes, blocks, links: {} })
    })
    for (let number = 0; number < blocks; number++) {
      api.on('PUT', `/v1/uploads/u1/blocks/${number}`, ({ body, headers }, response) => {
        expect(headers['content-type']).toBe('application/octet-stream')
        if (!onBlock(number)) return response.destroy()
        stored.set(number, body)
        response.writeHead(204).end()
      })
    }
    api.on('GET', '/v1/uploads/u1', (_, response) => json(response, 200, { received: [...stored.keys()] }))
    return stored
  }

  const whole = (stored: Map<number, Buffer>) =>
    Buffer.concat(Array.from({ length: blocks }, (_, number) => stored.get(number) ?? Buffer.alloc(0)))
  const sha = (data: Buffer) => createHash('sha256').update(data).digest('hex')

  test('travels in blocks, and a block that broke is sent again', async () => {
    accept()
    let failures = 2
    const stored = acceptUpload((number) => number !== 3 || failures-- <= 0)
    const { code, stderr } = await runCli(api, ['submit', file('large.mps', bytes)])
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('uploading 2.0 of 2.0 MiB') })
    expect(sha(whole(stored))).toBe(sha(bytes))
    expect(bodyOf(0)).toEqual({ inputUploadId: 'u1' })
  })

  test('is completed when the API lost a block that it had accepted', async () => {
    accept()
    const stored = acceptUpload(() => true)
    let asked = false
    api.on('GET', '/v1/uploads/u1', (_, response) => {
      if (!asked) stored.delete(1)
      asked = true
      json(response, 200, { received: [...stored.keys()] })
    })
    expect((await runCli(api, ['submit', file('large.mps', bytes)])).code).toBe(0)
    expect(sha(whole(stored))).toBe(sha(bytes))
  })

  test('is not sent in blocks of a size that no API means', async () => {
    api.on('POST', '/v1/uploads', (_, response) => json(response, 201, { uploadId: 'u1', blockBytes: 1e12, blocks: 1 }))
    const { code, stderr } = await runCli(api, ['submit', file('large.mps', bytes)])
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('in which blocks') })
  })
})

describe('--option', () => {
  beforeEach(() => {
    accept()
    const properties = {
      time_limit: { type: 'number', minimum: 1, maximum: 3300 },
      threads: { type: 'integer', minimum: 1, maximum: 16 },
      presolve: { type: 'string', enum: ['on', 'off'] },
      verbose: { type: 'boolean' },
    }
    const algorithms = [{ name: 'highs', options: { type: 'object', properties } }]
    api.on('GET', '/v1', (_, response) => json(response, 200, { version: '1', algorithms, limits: {} }))
  })
  const submit = (...args: string[]) => runCli(api, ['submit', file('tiny.mps', 'NAME'), ...args])
  const given = (...pairs: string[]) => submit(...pairs.flatMap((pair) => ['--option', pair]))

  test("gives values the algorithm's types", async () => {
    expect((await given('time_limit=1.5e2', 'threads=4', 'presolve=on', 'verbose=true')).code).toBe(0)
    expect(bodyOf(0).options).toEqual({ time_limit: 150, threads: 4, presolve: 'on', verbose: true })
  })

  test.each([
    ['time_limt=5', 'Did you mean time_limit?'],
    ['time_limt=5', 'threads: a whole number from 1 to 16'],
    ['threads=1.5', 'a whole number from 1 to 16'],
    ['threads=17', 'a whole number from 1 to 16'],
    ['time_limit=1e999', 'a number from 1 to 3300'],
    ['time_limit=0x10', 'a number from 1 to 3300'],
    ['time_limit=', 'a number from 1 to 3300'],
    ['presolve=maybe', 'one of on, off'],
    ['verbose=yes', 'true or false'],
    ['constructor=1', 'no such option'],
    ['__proto__=1', 'no such option'],
    ['threads', 'not of the form key=value'],
  ])('%s is refused before anything is sent: %s', async (pair, message) => {
    const { code, stderr } = await given(pair)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
    expect(submissions()).toEqual([])
  })

  test('given twice is refused', async () => {
    const { code, stderr } = await given('threads=1', 'threads=2')
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('given twice') })
  })

  test('for an algorithm that is not offered names those that are', async () => {
    const { code, stderr } = await submit('--algorithm', 'other', '--option', 'threads=1')
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('offered are: highs') })
  })
})

test('everything that one command asks for is one trace, and nobody but the API is told of it', async () => {
  accept()
  api.on('GET', '/v1', (_, response) =>
    json(response, 200, { algorithms: [{ name: 'highs', options: { properties: { verbose: { type: 'boolean' } } } }] }),
  )
  const traces = async () => {
    api.requests.length = 0
    expect((await runCli(api, ['submit', file('tiny.mps', 'NAME'), '--option', 'verbose=true'])).code).toBe(0)
    return new Map(api.requests.map(({ path, headers }) => [path, headers.traceparent]))
  }
  const first = await traces()
  expect(first.get('/v1/runs')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  expect(first.get('/v1')).toBe(first.get('/v1/runs'))
  expect(first.get('/tenant/oauth2/v2.0/token')).toBeUndefined()
  expect((await traces()).get('/v1/runs')).not.toBe(first.get('/v1/runs'))
})

test('explains a refusal with every violation, and shows nothing that a terminal would obey', async () => {
  api.on('POST', '/v1/runs', (_, response) =>
    problem(response, 400, {
      title: 'The request is invalid',
      code: 'InvalidRequest',
      detail: 'see \u001b[31merrors\u001b]0;owned\u0007',
      errors: [
        { pointer: '#/options/time_limit', detail: 'must be <= 3300' },
        { pointer: '#/name', detail: 'must be shorter' },
      ],
    }),
  )
  const { code, stdout, stderr } = await runCli(api, ['submit', file('tiny.mps', 'NAME'), '--json'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toBe(
    'slipway: The request is invalid: see errors\n  - #/options/time_limit must be <= 3300\n  - #/name must be shorter\n',
  )
})

test.each([
  [401, 'Unauthenticated', 3, 'slipway login'],
  [403, 'Forbidden', 3, 'Runs.Submit'],
  [413, 'InputTooLarge', 2, ''],
  [422, 'IdempotencyKeyReused', 2, '--idempotency-key'],
])('%i %s ends with exit code %i', async (status, code, exitCode, advice) => {
  api.on('POST', '/v1/runs', (_, response) => problem(response, status, { title: 'No', code }))
  const ended = await runCli(api, ['submit', file('tiny.mps', 'NAME')])
  expect(ended).toEqual({ code: exitCode, stdout: '', stderr: expect.stringContaining(advice) })
  expect(ended.stderr).not.toContain(secret)
  expect(ended.stderr).not.toContain(token)
})

test('asks for a new token once when the API does not take the one it has', async () => {
  let tokens = 0
  api.on('POST', '/tenant/oauth2/v2.0/token', (_, response) =>
    json(response, 200, { access_token: `token-${++tokens}`, expires_in: 3600 }),
  )
  api.on('POST', '/v1/runs', ({ headers }, response) => {
    if (headers.authorization === 'Bearer token-2') json(response, 202, aRun())
    else problem(response, 401, { title: 'No', code: 'Unauthenticated' })
  })
  expect((await runCli(api, ['submit', file('tiny.mps', 'NAME')])).code).toBe(0)
})

test.each([
  [['submit'], "missing required argument 'file'"],
  [['submit', 'nothing.mps'], 'there is no file nothing.mps'],
  [['submit', '.'], 'is not a file'],
  [['submit', 'ready.json', '--out', 'x'], '--out needs --wait'],
  [['sbmit', 'ready.json'], 'Did you mean submit?'],
  [['list', '--status', 'done'], 'queued, starting'],
  [['list', '--limit', '0'], '1 to 10000'],
])('%j is refused with exit code 2', async (args, message) => {
  const { code, stderr } = await runCli(api, args)
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
  expect(api.requests).toEqual([])
})

test('--help names the exit codes', async () => {
  const { code, stdout } = await runCli(api, ['--help'])
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('130  interrupted') })
})
