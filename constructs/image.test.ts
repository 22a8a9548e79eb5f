import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, TerraformStack } from 'cdktf'
import type { BuildContext } from './build-context'
import { ContentImage } from './image'
import { ref, synthesise } from './testing/synthesise'

const folder = mkdtempSync(join(tmpdir(), 'image-'))
afterAll(() => rmSync(folder, { recursive: true }))

const hash = 'a1'.repeat(32)
const context: BuildContext = { name: 'api', folder, hash, runner: null, incomplete: null }
const registry = { loginServer: 'cr.example', credentials: { username: 'push', password: ref('var.password') } }

test('path, tag and trigger of an image follow from its content, and it is built for the nodes', () => {
  const stack = synthesise((scope) => {
    new ContentImage(scope, 'api', { context, ...registry })
  })
  expect(stack.only('docker_image')).toMatchObject({
    name: `cr.example/api:${hash.slice(0, 16)}`,
    triggers: { content: hash },
    build: { context: expect.stringMatching(new RegExp(`^assets/[^/]+/${hash}$`)), platform: 'linux/amd64' },
  })
  expect(stack.only('docker_registry_image')).toMatchObject({
    name: ref('docker_image.api.name'),
    triggers: { content: hash },
    auth_config: { address: 'https://cr.example', username: 'push', password: ref('var.password') },
  })
})

test('an image that a job may still name is never deleted from the registry', () => {
  const stack = synthesise((scope) => {
    new ContentImage(scope, 'api', { context, ...registry })
  })
  expect(stack.only('docker_registry_image')).toMatchObject({ keep_remotely: true })
})

test('what runs an image names it by its digest', () => {
  let image: ContentImage | undefined
  const stack = synthesise((scope) => {
    image = new ContentImage(scope, 'api', { context, ...registry })
  })
  expect(image?.loginServer).toBe('cr.example')
  expect(image?.digestName).toMatch(/^api@\$\{TfToken\[.+\]\}$/)
  expect(stack.all('docker_registry_image')).toHaveLength(1)
})

test('an image that builds on another one is built after it, from its content', () => {
  const stack = synthesise((scope) => {
    const runner = new ContentImage(scope, 'runner', { context: { ...context, name: 'runner' }, ...registry })
    new ContentImage(scope, 'own', { context: { ...context, name: 'own', runner: 'runner' }, ...registry, runner })
  })
  expect(stack.json.resource?.docker_image?.own).toMatchObject({
    build: { build_args: { RUNNER: ref('docker_image.runner.name') } },
  })
})

test('a base that is chosen is an argument of the build, and part of the content', () => {
  const contentOf = (base?: string) => {
    const stack = synthesise((scope) => {
      new ContentImage(scope, 'api', { context, ...registry, ...(base && { base }) })
    })
    const { name, triggers, build } = stack.only('docker_image')
    expect(stack.only('docker_registry_image').triggers).toEqual(triggers)
    const { content } = triggers as { content: string }
    expect(name).toBe(`cr.example/api:${content.slice(0, 16)}`)
    expect((build as { build_args?: object }).build_args).toEqual(base && { BASE: base })
    return content
  }
  const contents = [contentOf(), contentOf('cr.example/node:24'), contentOf('cr.example/node:26')]
  expect(contents[0]).toBe(hash)
  expect(new Set(contents).size).toBe(3)
})

test('a context that is not complete is told as a warning, with its reason', () => {
  const scope = new TerraformStack(new App({ outdir: folder }), 'stack')
  const image = new ContentImage(scope, 'api', { context: { ...context, incomplete: 'no index' }, ...registry })
  expect(image.node.metadata.map(({ type, data }) => [type, data])).toEqual([
    ['@cdktf/warn', 'image api cannot be built from this synth: no index'],
  ])
})
