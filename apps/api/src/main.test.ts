import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { success } from '../../../local/databricks/testing/scripted-executor'
import { buildApi } from '../build'
import { clientOf, model, type Platform, playRunner, startPlatform } from './testing/platform'

let platform: Platform
let bundle: string
const children: ChildProcess[] = []

beforeAll(async () => {
  platform = await startPlatform()
  bundle = join(platform.folder, 'api.js')
  await buildApi(bundle)
}, 60_000)
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await platform?.close()
}, 60_000)

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function startProcess(port: number) {
  const env = { PATH: process.env.PATH, ...platform.environment, ...platform.identityEnvironment, PORT: String(port) }
  const child = spawn(process.execPath, [bundle], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  child.stdout?.on('data', (chunk) => platform.logLines.push(String(chunk)))
  const api = clientOf(`http://127.0.0.1:${port}`)
  const deadline = Date.now() + 20_000
  for (;;) {
    const answer = await api.call(undefined, 'GET', '/health/ready').catch(() => undefined)
    if (answer?.ok) return { child, api }
    if (Date.now() > deadline) throw new Error('the API does not get ready')
  }
}

test('without its settings the process ends and names them', async () => {
  const child = spawn(process.execPath, [bundle], { env: { PATH: process.env.PATH, GRANT_KEYS: 'secret' } })
  children.push(child)
  let text = ''
  child.stderr.on('data', (chunk) => {
    text += chunk
  })
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  expect(text).toMatch(/PUBLIC_URL is missing.*GRANT_KEYS must be base64/s)
  expect(text).not.toContain('secret')
})

test('a process killed right after it accepted a run loses nothing, and ends in order when asked to', async () => {
  const ada = await platform.token('ada')
  const port = await freePort()
  const first = await startProcess(port)
  const task = platform.executor.started(0)
  const headers = { 'idempotency-key': 'killed' }
  const run = await first.api.submit(ada, {}, headers)
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')

  const second = await startProcess(port)
  expect((await second.api.submit(ada, {}, headers)).id).toBe(run.id)
  const runner = await playRunner(platform, await task)
  second.child.kill('SIGKILL')
  await once(second.child, 'exit')
  await runner.publish({ 'solution.json': model })
  runner.task.end(success)

  const third = await startProcess(port)
  const ended = await third.api.until(ada, run.id, ({ finishedAt }) => finishedAt !== null)
  expect(ended).toMatchObject({ status: 'succeeded', attempt: 1 })
  expect(platform.executor.tasks).toHaveLength(1)
  third.child.kill('SIGTERM')
  expect((await once(third.child, 'exit'))[0]).toBe(0)
}, 60_000)
