import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../docker/command'
import { engineHost } from '../docker/engine-client'
import { pushImage } from '../docker/images'
import { missingDocker } from '../docker/testing/with-docker'
import { type Registry, startRegistry } from '../registry/registry'
import { missingRegistry } from '../registry/testing/with-registry'
import { describeUnless } from '../testing/describe-unless'
import { createDockerExecutor } from './docker-executor'
import type { Executor, TaskSpec } from './executor'
import { buildSampleImage } from './testing/sample-image'
import { until } from './testing/until'

const pull = { username: 'pull', password: 'pull-password' }
const push = { username: 'push', password: 'push-password' }
const longMs = 120_000
let folder: string
let registry: Registry
let image: string
let executor: Executor
let runId = 2 ** 50 + (Date.now() % 2 ** 40)

describeUnless(missingDocker() ?? missingRegistry(), 'the executor for containers', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'docker-executor-'))
    registry = await startRegistry({
      dataDir: join(folder, 'registry'),
      tokens: [
        { name: pull.username, password: pull.password, repositories: ['sample'], actions: ['content/read'] },
        {
          name: push.username,
          password: push.password,
          repositories: ['sample'],
          actions: ['content/read', 'content/write'],
        },
      ],
    })
    image = `${registry.loginServer}/sample:1`
    await buildSampleImage(image)
    await pushImage(image, push)
  }, longMs)
  afterAll(async () => {
    await registry.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(() => {
    runId += 1
    executor = newExecutor()
  })

  test('the entry point runs as root in /databricks/python3, whatever user and command the image names', async () => {
    writeFileSync(join(folder, 'shared.pem'), 'certificate')
    const environment = { FROM_CLUSTER: '1', DATABRICKS_RUNTIME_VERSION: '17.3' }
    const task = await executor.start(spec(['report', '--grant=v1.a b'], { environment }))
    expect(await task.ended).toEqual({ kind: 'succeeded' })
    const seen = JSON.parse(log())
    expect(seen).toMatchObject({
      uid: 0,
      prefix: '/databricks/python3',
      exit: false,
      argv: ['report', '--grant=v1.a b'],
    })
    expect(seen.environment).toMatchObject({ FROM_IMAGE: 'yes', FROM_CLUSTER: '1', EXTRA: 'yes' })
    expect(Object.keys(seen.environment)).not.toContain('DATABRICKS_RUNTIME_VERSION')
    expect(seen.path).not.toContain('/tmp/elsewhere')
    expect(await containers()).toBe('')
  })

  test('a container has the memory that the node type leaves it, and its cores', async () => {
    await (await executor.start(spec(['report'], { nodeTypeId: 'Standard_F4s_v2' }))).ended
    const { memory, cpu } = JSON.parse(log())
    expect(Number(memory[0])).toBe(3146 * 1024 * 1024)
    const available = Number((await run('docker', ['info', '--format', '{{.NCPU}}'])).trim())
    expect(Number(cpu[0])).toBe(100_000 * Math.min(4, available))
  })

  test('an exception fails the task with its trace', async () => {
    expect(await (await executor.start(spec(['fail']))).ended).toMatchObject({
      kind: 'failed',
      error: 'RuntimeError: intentional failure',
      errorTrace: expect.stringContaining('in run'),
    })
  })

  test.each([
    [
      'hog',
      'The Python process exited with exit code 137 (SIGKILL: Killed). This may have been caused by an OOM error.',
    ],
    ['child-hog', 'RuntimeError: OutOfMemory: the algorithm ended with -9'],
  ])(
    'memory beyond the node ends the mode %s by the hand of the kernel',
    async (mode, error) => {
      const task = await executor.start(spec([mode], { nodeTypeId: 'Standard_F4s_v2' }))
      expect(await task.ended).toMatchObject({ kind: 'failed', error: expect.stringContaining(error) })
    },
    longMs,
  )

  test('a cancelled task is asked to end, with every process that it started', async () => {
    const task = await executor.start(spec(['obedient']))
    await until(() => log().includes('ready'))
    task.kill(10_000)
    expect(await task.ended).toMatchObject({ kind: 'failed', error: 'SystemExit: 1' })
    expect(log()).toContain('asked to end, child ended with -15')
  })

  test('a task that does not listen is killed after the grace', async () => {
    const task = await executor.start(spec(['stubborn']))
    await until(() => log().includes('ready'))
    task.kill(200)
    expect(await task.ended).toEqual({ kind: 'lost' })
    expect(await containers()).toBe('')
  })

  test('another executor takes a running container up and sees how it ends', async () => {
    await executor.start(spec(['brief', '1']))
    await until(() => log().includes('ready'))
    const attached = await newExecutor().attach(runId)
    expect(await attached.ended).toEqual({ kind: 'succeeded' })
    expect(log()).toContain('done')
  })

  test('a container that is gone is a lost task, and so is one that never was', async () => {
    const task = await executor.start(spec(['brief', '600']))
    await run('docker', ['rm', '--force', `slipway-task-${runId}`])
    expect(await task.ended).toEqual({ kind: 'lost' })
    runId += 1
    expect(await (await executor.attach(runId)).ended).toEqual({ kind: 'lost' })
  })

  test('neither a variable nor a parameter of the task stands in the records of the engine', async () => {
    const task = await executor.start(
      spec(['brief', '600', 'sesame-argument'], { environment: { KEY: 'sesame-open' } }),
    )
    await until(() => log().includes('ready'))
    expect(await run('docker', ['inspect', `slipway-task-${runId}`])).not.toContain('sesame')
    task.kill(0)
    await task.ended
  })

  test.each([
    ['a wrong password', () => ({ url: image, basicAuth: { ...pull, password: 'wrong' } })],
    ['no credentials', () => ({ url: image })],
    ['a missing tag', () => ({ url: `${registry.loginServer}/sample:none`, basicAuth: pull })],
    ['a repository outside of the token', () => ({ url: `${registry.loginServer}/other:1`, basicAuth: pull })],
  ])('%s ends as an image that cannot be pulled', async (_, dockerImage) => {
    await expect(executor.start(spec(['report'], { dockerImage: dockerImage() }))).rejects.toMatchObject({
      code: 'DOCKER_IMAGE_PULL_FAILURE',
      message: expect.stringMatching(
        /^Container setup failed because of an invalid request: Image doesn't exist or invalid credential to pull image from 127/,
      ),
    })
  })

  test('an image beyond what a node takes is refused', async () => {
    const small = createDockerExecutor({ folder: join(folder, 'tasks'), engine: engineHost(), largestImageBytes: 1e6 })
    await expect(small.start(spec(['report']))).rejects.toMatchObject({
      code: 'DOCKER_IMAGE_TOO_LARGE_FOR_INSTANCE_EXCEPTION',
      message: expect.stringMatching(/it has \d+ bytes, and this node takes 1000000/),
    })
  })

  test(
    'an image without the interpreter is a container that cannot be launched',
    async () => {
      const bare = `${registry.loginServer}/sample:bare`
      await run('docker', ['tag', 'slipway/debian:bookworm-slim', bare])
      await pushImage(bare, push)
      const start = executor.start(spec(['report'], { dockerImage: { url: bare, basicAuth: pull } }))
      await expect(start).rejects.toMatchObject({ code: 'CONTAINER_LAUNCH_FAILURE' })
      expect(await containers()).toBe('')
    },
    longMs,
  )
})

function newExecutor(): Executor {
  return createDockerExecutor({
    folder: join(folder, 'tasks'),
    engine: engineHost(),
    extraEnvironment: { EXTRA: 'yes' },
  })
}

function spec(argv: readonly string[], cluster: Partial<TaskSpec['cluster']> = {}): TaskSpec {
  const dockerImage = { url: image, basicAuth: pull }
  return {
    runId,
    jobRunId: 1,
    packageName: 'sample',
    entryPoint: 'run',
    argv,
    cluster: { nodeTypeId: 'Standard_D4as_v5', sparkVersion: 's', environment: {}, dockerImage, ...cluster },
  }
}

function log(): string {
  return executor.logs(runId, 1024 * 1024).text
}

function containers(): Promise<string> {
  return run('docker', ['ps', '--all', '--quiet', '--filter', `name=slipway-task-${runId}`])
}
