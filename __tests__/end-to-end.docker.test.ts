import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../local/docker/command'
import { missingDocker } from '../local/docker/testing/with-docker'
import { missingRegistry } from '../local/registry/testing/with-registry'
import { describeUnless } from '../local/testing/describe-unless'
import { grantSecret } from '../optimiser-image/contract'
import { caller, databricks, slipway, useAlgorithm } from './caller'
import { newPlatform, type Platform, until } from './platform'

jest.setTimeout(240_000)

const model = readFileSync(join(__dirname, '..', 'samples', 'facility-location', 'small.mps'), 'utf8')
const example = join(__dirname, '..', 'samples', 'particle-analysis', 'example.png')

/** Says that it runs and waits, for the file /tmp/go of its container or for SIGTERM. */
const patient = `
import json, os, pathlib, signal, time
go = pathlib.Path("/tmp/go")
signal.signal(signal.SIGTERM, lambda *_: go.touch())
pathlib.Path("/tmp/started").touch()
while not go.exists():
    time.sleep(0.02)
out = pathlib.Path(os.environ["OUTPUT_PATH"])
(out / "solution.json").write_text("{}")
(out / "summary.json").write_text(json.dumps({"status": "optimal", "objective": 42}))
`

let platform: Platform

describeUnless(missingDocker() ?? missingRegistry(), 'jobs in containers, through the API', () => {
  beforeAll(async () => {
    platform = await newPlatform(0, ['--executor', 'docker', '--algorithm', 'samples/particle-analysis'])
    await platform.start()
  })
  afterAll(() => platform.remove())
  afterEach(() => useAlgorithm(platform, undefined))

  test('the optimiser solves a model in its image', async () => {
    const { submit, ended } = await caller(platform)
    const { id } = await submit(model)
    expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 1, summary: { status: 'optimal' } })
    expect(await containers()).toEqual([])
  })

  test('an algorithm in TypeScript, named in the list and nowhere else, is offered, checked and run', async () => {
    const { request } = await caller(platform)
    const { body } = await request<{ algorithms: { name: string; options: unknown }[] }>('GET', '/v1')
    expect(body.algorithms.map(({ name }) => name)).toEqual(['highs', 'particles'])
    const wrong = { algorithm: 'particles', input: { name: 'a.png', content: 'a' }, options: { min_area: 0 } }
    expect(await request('POST', '/v1/runs', wrong)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/options/min_area' }] },
    })
    const out = join(platform.data, 'particles/')
    const args = ['submit', example, '--algorithm', 'particles', '--wait', '--out', out]
    expect(await slipway(platform, ...args)).toMatchObject({ code: 0 })
    const { complete, particles } = JSON.parse(readFileSync(join(out, 'particles.json'), 'utf8'))
    expect({ complete, count: particles.length }).toEqual({ complete: true, count: 87 })
    expect(readFileSync(join(out, 'particles.png')).subarray(1, 4).toString()).toBe('PNG')
  })

  test('a platform that was killed finds its container again', async () => {
    await useAlgorithm(platform, ['python', '-c', patient])
    const { id } = await (await caller(platform)).submit(model)
    const container = await started()
    await platform.killEverything()
    expect(await containers()).toEqual([container])
    await platform.start()
    await run('docker', ['exec', container, 'touch', '/tmp/go'])
    const { ended } = await caller(platform)
    expect(await ended(id)).toMatchObject({ status: 'succeeded', attempt: 1, summary: { objective: 42 } })
    expect(await containers()).toEqual([])
  })

  test('a cancelled run leaves no container', async () => {
    await useAlgorithm(platform, ['python', '-c', patient])
    const { submit, request, ended } = await caller(platform)
    const { id } = await submit(model)
    await started()
    expect((await request('POST', `/v1/runs/${id}/cancel`)).status).toBe(202)
    expect(await ended(id)).toMatchObject({ status: 'canceled' })
    expect(await containers()).toEqual([])
  })

  test('a registry token that no longer opens the registry is told as such, and tried once only', async () => {
    const secret = { scope: grantSecret.scope, key: 'registry-password', string_value: 'expired' }
    await databricks(platform, 'POST', '/api/2.0/secrets/put', secret)
    const { submit, ended } = await caller(platform)
    const { id } = await submit(model)
    expect(await ended(id)).toMatchObject({ status: 'failed', attempt: 1, error: { code: 'ImagePullFailed' } })
  })
})

async function containers(): Promise<string[]> {
  const ids = await run('docker', ['ps', '--all', '--quiet', '--filter', 'name=slipway-task-'])
  return ids.split('\n').filter((id) => id !== '')
}

/** The container whose algorithm has said that it runs. */
async function started(): Promise<string> {
  let found = ''
  await until('the algorithm runs in its container', async () => {
    const [id] = await containers()
    const runs = id !== undefined && (await run('docker', ['exec', id, 'ls', '/tmp/started']).catch(() => '')) !== ''
    if (runs) found = id
    return runs
  })
  return found
}
