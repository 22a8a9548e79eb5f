import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Testing } from 'cdktf'
import type { BuildContext } from '../constructs/build-context'
import { ref, synthesiseStack } from '../constructs/testing/synthesise'
import { prod } from '../environments/prod'
import { Images } from './images'

const folder = mkdtempSync(join(tmpdir(), 'images-stack-'))
afterAll(() => rmSync(folder, { recursive: true }))

const context = (name: string, more: Partial<BuildContext> = {}): BuildContext => ({
  name,
  folder,
  hash: name.padEnd(64, '0'),
  runner: null,
  incomplete: null,
  ...more,
})
const contexts = [context('api'), context('algorithm-highs'), context('algorithm-own', { runner: 'algorithm-highs' })]

function imagesOf(app: App, all: readonly BuildContext[], bases: Record<string, string> = {}): Images {
  return new Images(app, 'images', {
    ...prod,
    resourceGroupName: 'rg',
    registry: { name: 'cr', loginServer: 'cr.example' },
    contexts: all,
    baseOf: (repository) => bases[repository] ?? null,
  })
}
function synthesised(all: readonly BuildContext[], bases: Record<string, string> = {}) {
  const app = Testing.app()
  imagesOf(app, all, bases)
  return synthesiseStack(app, 'images')
}
const stack = synthesised(contexts)

test('the push token opens exactly the repositories of the images, until the date of the environment', () => {
  const repositories = contexts.map(({ name }) => name)
  expect(stack.only('azurerm_container_registry_scope_map').actions).toEqual(
    repositories.flatMap((name) => [
      `repositories/${name}/content/read`,
      `repositories/${name}/content/write`,
      `repositories/${name}/metadata/read`,
    ]),
  )
  expect(stack.only('azurerm_container_registry_token_password')).toMatchObject({
    password1: { expiry: `${prod.dates.registryTokenExpiry}T00:00:00Z` },
  })
})

test('a changed content changes exactly the resources of its image', () => {
  const changed = synthesised(contexts.map((one) => (one.name === 'api' ? { ...one, hash: 'f'.repeat(64) } : one)))
  const images = (one: typeof stack) => ({
    ...one.json.resource?.docker_image,
    ...one.json.resource?.docker_registry_image,
  })
  const [before, after] = [images(stack), images(changed)]
  const different = Object.keys(before).filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]))
  expect(different).toEqual(['api', expect.stringMatching(/^api_pushed_/)])
})

test('an image is built on the runner of the same synth', () => {
  expect(stack.json.resource?.docker_image?.['algorithm-own']).toMatchObject({
    build: { build_args: { RUNNER: ref('docker_image.algorithm-highs.name') } },
  })
})

test('a base that is chosen reaches the images that are built on one, and gives them and what builds on them another tag', () => {
  const names = contexts.map(({ name }) => name)
  const tagsOf = ({ json }: typeof stack) =>
    names.map((name) => String(json.resource?.docker_image?.[name]?.name).split(':').at(-1))
  const base = 'registry.example/python:1'
  const chosen = synthesised(contexts, { 'algorithm-highs': base, 'algorithm-own': base })
  const images = chosen.json.resource?.docker_image ?? {}
  expect(images.api?.build).not.toHaveProperty('build_args')
  expect(images['algorithm-highs']).toMatchObject({ build: { build_args: { BASE: base } } })
  expect(images['algorithm-own']).toMatchObject({
    build: { build_args: { RUNNER: ref('docker_image.algorithm-highs.name') } },
  })
  expect(images['algorithm-own']?.build).not.toHaveProperty('build_args.BASE')
  const [api, highs, own] = tagsOf(stack)
  const other = synthesised(contexts, { 'algorithm-highs': 'registry.example/python:2' })
  for (const one of [chosen, other]) {
    const tags = tagsOf(one)
    expect(tags[0]).toBe(api)
    expect(tags[1]).not.toBe(highs)
    expect(tags[2]).not.toBe(own)
  }
  expect(tagsOf(other)[1]).not.toBe(tagsOf(chosen)[1])
})

test('an image that is not built cannot be named', () => {
  const images = imagesOf(new App({ outdir: folder }), contexts)
  expect(images.image('api').loginServer).toBe('cr.example')
  expect(() => images.image('console')).toThrow(
    'no image "console" is built; there are api, algorithm-highs, algorithm-own',
  )
})
