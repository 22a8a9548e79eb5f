import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { aRun, type FakeApi, json, problem, runId, startFakeApi } from './testing/fake-api'
import { runCli } from './testing/run-cli'

let api: FakeApi
beforeEach(async () => {
  api = await startFakeApi()
})
afterEach(() => api.close())

const runPath = `/v1/runs/${runId}`
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')

function offer(files: Record<string, string>, changes: object = {}) {
  const value = Object.entries(files).map(([name, content], index) => {
    const path = `${runPath}/files/${index}`
    api.on('GET', path, (_, response) => response.end(content))
    return { name, bytes: Buffer.byteLength(content), sha256: sha256(content), link: api.url + path, ...changes }
  })
  api.on('GET', `${runPath}/files`, (_, response) => json(response, 200, { value }))
}

test('writes files and folders below --out', async () => {
  offer({ 'solution.json': '{}', 'iis/rows.txt': 'r1\n', 'empty.txt': '' })
  const { code, stdout } = await runCli(api, ['result', runId, '--out', 'results/'])
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'results/solution.json\nresults/iis/rows.txt\nresults/empty.txt\n',
  })
  expect(readFileSync(join(api.folder, 'results/iis/rows.txt'), 'utf8')).toBe('r1\n')
  expect(readdirSync(join(api.folder, 'results')).sort()).toEqual(['empty.txt', 'iis', 'solution.json'])
})

test.each([
  '../outside.txt',
  '/tmp/outside.txt',
  'a/../../outside.txt',
  'a//b',
  '',
  '.',
  'c:\\outside.txt',
  'a\u001b[2Jb',
  'a\nb',
])('the hostile name %j stops the download before anything is written', async (name) => {
  offer({ 'good.txt': 'good', [name]: 'bad' })
  const { code, stderr } = await runCli(api, ['result', runId, '--out', 'results/'])
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('nothing was downloaded') })
  expect(stderr).not.toContain('\u001b')
  expect(readdirSync(join(api.folder, 'results'))).toEqual([])
  expect(existsSync(join(api.folder, 'outside.txt'))).toBe(false)
})

test('a link in the folder does not lead a file out of it', async () => {
  mkdirSync(join(api.folder, 'results'))
  mkdirSync(join(api.folder, 'elsewhere'))
  symlinkSync(join(api.folder, 'elsewhere'), join(api.folder, 'results', 'sub'))
  offer({ 'sub/file.txt': 'x' })
  const { code, stderr } = await runCli(api, ['result', runId, '--out', 'results/'])
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('leads out of') })
  expect(readdirSync(join(api.folder, 'elsewhere'))).toEqual([])
})

test.each([
  ['another SHA-256', { sha256: sha256('else') }],
  ['fewer bytes than come', { bytes: 1 }],
])('a file with %s is thrown away', async (_, changes) => {
  offer({ 'solution.json': '{"a": 1}' }, changes)
  const { code, stderr } = await runCli(api, ['result', runId, '--out', 'results/'])
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('damaged') })
  expect(readdirSync(join(api.folder, 'results'))).toEqual([])
})

test('a download that breaks off goes on where it ended', async () => {
  const content = 'x'.repeat(50_000) + 'y'.repeat(50_000)
  const ranges: (string | undefined)[] = []
  api.on('GET', runPath, (_, response) => {
    const result = { name: 'solution.json', bytes: content.length, sha256: sha256(content) }
    json(response, 200, aRun({ status: 'succeeded', result }))
  })
  api.on('GET', `${runPath}/result`, ({ headers }, response) => {
    ranges.push(headers.range)
    if (!headers.range) {
      response
        .writeHead(200, { 'Content-Length': content.length })
        .write(content.slice(0, 30_000), () => response.destroy())
      return
    }
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range)?.[1])
    response.writeHead(206).end(content.slice(from))
  })
  const { code, stdout } = await runCli(api, ['result', runId, '--out', 'sub/solution.json'])
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'sub/solution.json\n' })
  expect(readFileSync(join(api.folder, 'sub/solution.json'), 'utf8')).toBe(content)
  expect(ranges).toEqual([undefined, 'bytes=30000-'])
})

test('without --out the result goes to stdout as it is', async () => {
  api.on('GET', `${runPath}/result`, (_, response) => response.end('{"raw": "\u001b[1m"}'))
  const { code, stdout } = await runCli(api, ['result', runId])
  expect({ code, stdout }).toEqual({ code: 0, stdout: '{"raw": "\u001b[1m"}' })
})

test.each([
  [409, 'RunNotFinished', 'slipway logs -f'],
  [409, 'RunFailed', 'slipway logs ID'],
  [410, 'ResultExpired', 'retention'],
])('%i %s is explained', async (status, code, advice) => {
  api.on('GET', runPath, (_, response) => json(response, 200, aRun({ status: 'running' })))
  api.on('GET', `${runPath}/result`, (_, response) => problem(response, status, { title: 'No', code }))
  for (const out of [[], ['--out', 'file.json']]) {
    const ended = await runCli(api, ['result', runId, ...out])
    expect(ended).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(advice) })
  }
  expect(existsSync(join(api.folder, 'file.json'))).toBe(false)
})
