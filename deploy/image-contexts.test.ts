import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildContexts } from './image-contexts'

let own: string
let into: string

beforeEach(() => {
  into = mkdtempSync(join(tmpdir(), 'contexts-'))
  own = mkdtempSync(join(tmpdir(), 'algorithm-'))
  writeFileSync(join(own, 'Dockerfile.own'), 'FROM debian:13-slim\nCOPY solve.sh /solve.sh\n')
  writeFileSync(join(own, 'solve.sh'), '#!/bin/sh\n')
  writeFileSync(join(own, 'algorithm.yaml'), 'name: own\n')
  writeFileSync(join(own, '.notes'), '')
})
afterEach(() => {
  rmSync(into, { recursive: true })
  rmSync(own, { recursive: true })
})

test('an algorithm without a Python package is built from its folder as it is', async () => {
  const [, context] = await buildContexts([algorithm()], into)
  expect(context).toMatchObject({ name: 'algorithm-own', runner: null, incomplete: null })
  expect(readdirSync(context?.folder ?? '').sort()).toEqual(['Dockerfile', 'Dockerfile.own', 'solve.sh'])
})

test('a changed source line changes the hash of its image and of no other', async () => {
  const before = await hashes()
  writeFileSync(join(own, 'solve.sh'), '#!/bin/bash\n')
  const after = await hashes()
  expect(after).toEqual({ api: before.api, 'algorithm-own': expect.any(String) })
  expect(after['algorithm-own']).not.toBe(before['algorithm-own'])
})

test('an image that builds on the runner needs the folder that brings it', async () => {
  writeFileSync(join(own, 'Dockerfile.own'), 'ARG RUNNER\nFROM $RUNNER\n')
  await expect(buildContexts([algorithm()], into)).rejects.toThrow(
    'the Dockerfile of algorithm-own builds on the image of optimiser-image (ARG RUNNER)',
  )
})

test("the project's images are built from its sources, the second on the first where its Dockerfile says so", async () => {
  writeFileSync(join(own, 'Dockerfile.own'), 'ARG RUNNER\nFROM $RUNNER\n')
  const highs = { folder: 'optimiser-image', manifest: { name: 'highs', dockerfile: 'Dockerfile' } }
  const [api, runner, second] = await buildContexts([highs, algorithm()], into)
  expect(readdirSync(api?.folder ?? '').sort()).toEqual(['Dockerfile', 'api.js'])
  expect(readdirSync(join(runner?.folder ?? '', 'dist'))).toEqual([
    expect.stringMatching(/^slipway_optimiser-.+\.whl$/),
  ])
  expect(second).toMatchObject({ runner: 'algorithm-highs' })
})

function algorithm() {
  return { folder: own, manifest: { name: 'own', dockerfile: 'Dockerfile.own' } }
}

async function hashes(): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(into, 'once-'))
  const contexts = await buildContexts([algorithm()], folder)
  return Object.fromEntries(contexts.map(({ name, hash }) => [name, hash]))
}
