import { pino } from 'pino'
import { success } from '../../../local/databricks/testing/scripted-executor'
import { openDailyQuota } from './daily-quota'
import { deleteExpired } from './retention'
import { openRunStore } from './run-store'
import type { Service } from './service'
import { createEvents } from './service'
import { parseSettings } from './settings'
import { noTelemetry } from './telemetry'
import { model, type Platform, playRunner, startPlatform } from './testing/platform'
import { openUploadStore } from './upload-store'

let platform: Platform
let api: Awaited<ReturnType<Platform['startApi']>>
let ada: string

beforeAll(async () => {
  platform = await startPlatform()
  api = await platform.startApi()
  ada = await platform.token('ada')
}, 60_000)
afterAll(() => platform?.close(), 60_000)

const mebibyte = 1024 * 1024
/** A model of the wanted size: comments count as bytes, too. */
const content = Buffer.from(`NAME t\nROWS\n N obj\n L c1\nCOLUMNS\n x obj 1 c1 1\nRHS\n rhs c1 4\n${'*'.repeat(99)}\n`)
const large = (bytes: number) =>
  Buffer.concat([content, Buffer.alloc(bytes - content.length - 7, `${'*'.repeat(99)}\n`), Buffer.from('\nENDATA')])

const begin = (name: string, bytes: number, token = ada) =>
  api.json(201, api.call(token, 'POST', '/v1/uploads', { name, bytes }))
const put = (id: string, block: number, bytes: Buffer, token = ada) =>
  fetch(`${api.url}/v1/uploads/${id}/blocks/${block}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
const next = () => platform.executor.started(platform.executor.tasks.length)

function service(): { service: Service; uploads: ReturnType<typeof openUploadStore> } {
  const { blobs, table } = platform
  const store = openRunStore(table)
  const quota = openDailyQuota(table, 1)
  const parts = {
    blobs,
    table,
    store,
    quota,
    events: createEvents(),
    telemetry: noTelemetry,
    log: pino({ level: 'silent' }),
  }
  const unused = () => Promise.reject(new Error('not used here'))
  const databricks = { runNow: unused, getRun: unused, cancel: unused, taskError: unused, trouble: () => undefined }
  return {
    service: { ...parts, settings: parseSettings(platform.environment), databricks, signContainer: unused },
    uploads: openUploadStore(table, blobs, blobs),
  }
}

test('a large file goes up in blocks, in any order and again, and runs', async () => {
  const file = large(9 * mebibyte)
  const upload = await begin('big.mps', file.length)
  expect(upload).toMatchObject({ blockBytes: 4 * mebibyte, blocks: 3 })
  const block = (n: number) => file.subarray(n * 4 * mebibyte, (n + 1) * 4 * mebibyte)
  expect((await put(upload.uploadId, 2, block(2))).status).toBe(204)
  expect((await put(upload.uploadId, 0, block(0))).status).toBe(204)
  const partly = await api.json(200, api.call(ada, 'GET', `/v1/uploads/${upload.uploadId}`))
  expect(partly).toMatchObject({ name: 'big.mps', bytes: file.length, received: [0, 2] })
  const early = await api.json(400, api.call(ada, 'POST', '/v1/runs', { inputUploadId: upload.uploadId }))
  expect(early).toMatchObject({ code: 'UploadIncomplete', detail: 'Blocks are missing: 1' })
  expect((await put(upload.uploadId, 1, block(1))).status).toBe(204)
  expect((await put(upload.uploadId, 0, block(0))).status).toBe(204)

  const task = next()
  const run = await api.json(202, api.call(ada, 'POST', '/v1/runs', { inputUploadId: upload.uploadId }))
  expect(run.input).toMatchObject({ name: 'big.mps', bytes: file.length })
  const runner = await playRunner(platform, await task)
  const { input } = JSON.parse(await runner.read('request.json'))
  expect((await runner.container.getBlobClient(input.blob).downloadToBuffer()).equals(file)).toBe(true)
  await runner.publish({ 'solution.json': '{}' })
  runner.task.end(success)
  await api.until(ada, run.id, ({ status }) => status === 'succeeded')

  const again = next()
  const second = await api.json(202, api.call(ada, 'POST', '/v1/runs', { inputRunId: run.id }))
  expect(second.input).toEqual(run.input)
  ;(await again).end(success)
}, 60_000)

test('a block of the wrong size or number, and a stranger, are refused', async () => {
  const upload = await begin('a.lp', 100)
  expect((await put(upload.uploadId, 0, Buffer.alloc(99))).status).toBe(400)
  expect((await put(upload.uploadId, 1, Buffer.alloc(100))).status).toBe(400)
  expect((await put(upload.uploadId, 0, Buffer.alloc(100), await platform.token('eve'))).status).toBe(404)
  expect((await put('../x', 0, Buffer.alloc(100))).status).toBe(404)
  const chunked = await fetch(`${api.url}/v1/uploads/${upload.uploadId}/blocks/0`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${ada}`, 'content-type': 'application/octet-stream' },
    body: new Blob([new Uint8Array(100)]).stream(),
    duplex: 'half',
  } as RequestInit)
  expect(chunked.status).toBe(400)
  expect((await api.json(413, api.call(ada, 'POST', '/v1/uploads', { name: 'a.lp', bytes: 1e12 }))).code).toBe(
    'InputTooLarge',
  )
})

test('an upload that fails its check leaves no run and no container', async () => {
  const bytes = Buffer.from(model.replace('End', '1,5 x'))
  const upload = await begin('bad.lp', bytes.length)
  await put(upload.uploadId, 0, bytes)
  const before = await names()
  const refused = await api.json(400, api.call(ada, 'POST', '/v1/runs', { inputUploadId: upload.uploadId }))
  expect(refused.code).toBe('InvalidInput')
  expect(await names()).toEqual(before)
})

test('data goes when its time is over, a container that a crash left as well', async () => {
  const task = next()
  const run = await api.submit(ada)
  const runner = await playRunner(platform, await task)
  await runner.publish({ 'solution.json': '{}' })
  runner.task.end(success)
  const ended = await api.until(ada, run.id, ({ status }) => status === 'succeeded')
  const upload = await begin('old.lp', 10)
  await put(upload.uploadId, 0, Buffer.alloc(10))
  const orphan = 'run-01900000-0000-7000-8000-000000000000-00000000'
  await platform.blobs.getContainerClient(orphan).create()
  const parts = service()
  const day = 24 * 3600_000

  await deleteExpired(parts.service, parts.uploads, Date.now() + day / 2)
  expect(await names()).toContain(orphan)
  expect((await api.call(ada, 'GET', `/v1/runs/${run.id}/result`)).status).toBe(200)

  await deleteExpired(parts.service, parts.uploads, Date.parse(ended.result?.expiresAt ?? '') + 1)
  expect((await names()).filter((name) => name === orphan || name.startsWith(`run-${run.id}`))).toEqual([])
  expect((await api.json(410, api.call(ada, 'GET', `/v1/runs/${run.id}/result`))).code).toBe('ResultExpired')
  expect((await api.get(ada, run.id)).status).toBe('succeeded')
  await api.json(404, api.call(ada, 'GET', `/v1/uploads/${upload.uploadId}`))
})

async function names(): Promise<string[]> {
  const found = []
  for await (const { name } of platform.blobs.listContainers({ prefix: 'run-' })) found.push(name)
  return found
}
