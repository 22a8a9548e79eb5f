import { permits, type RegistryToken, tokenOf } from './registry-token'

const pull: RegistryToken = {
  name: 'pull',
  password: 'a:b',
  repositories: ['algorithm-highs'],
  actions: ['content/read'],
}
const push: RegistryToken = {
  name: 'push',
  password: 'c',
  repositories: ['api', 'algorithm-highs'],
  actions: ['content/read', 'content/write'],
}
const all: RegistryToken = {
  name: 'all',
  password: 'd',
  repositories: ['*'],
  actions: ['metadata/read', 'content/delete'],
}
const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`

test('a token is known by its name and its whole password', () => {
  const tokens = [pull, push]
  expect(tokenOf(basic('pull', 'a:b'), tokens)).toBe(pull)
  expect(tokenOf(basic('push', 'c'), tokens)).toBe(push)
  for (const wrong of [
    undefined,
    '',
    'Basic',
    'Bearer a',
    basic('pull', 'c'),
    basic('pull', 'a'),
    basic('none', 'c'),
  ]) {
    expect(tokenOf(wrong, tokens)).toBeUndefined()
  }
})

test.each([
  ['GET', '/v2/', true, true],
  ['GET', '/v2/algorithm-highs/manifests/sha256:1', true, true],
  ['HEAD', '/v2/algorithm-highs/blobs/sha256:1', true, true],
  ['GET', '/v2/api/manifests/1', false, true],
  ['GET', '/v2/other/manifests/1', false, false],
  ['GET', '/v2/_catalog', false, false],
  ['PUT', '/v2/algorithm-highs/manifests/1', false, true],
  ['DELETE', '/v2/algorithm-highs/manifests/sha256:1', false, false],
  ['DELETE', '/v2/algorithm-highs/blobs/uploads/1', false, true],
  ['GET', '/v2/algorithm-highs/tags/list', false, false],
  ['POST', '/v2/algorithm-highs/blobs/uploads/', false, true],
  ['POST', '/v2/algorithm-highs/blobs/uploads/?mount=sha256:1&from=api', false, true],
  ['POST', '/v2/algorithm-highs/blobs/uploads/?mount=sha256:1&from=other', false, false],
])('%s %s: the pull token %s, the push token %s', (method, path, pulls, pushes) => {
  expect({ pulls: permits([pull], method, path), pushes: permits([push], method, path) }).toEqual({ pulls, pushes })
})

test('tags are listed and manifests deleted only by who may do just that', () => {
  expect(permits([all], 'GET', '/v2/api/tags/list')).toBe(true)
  expect(permits([all], 'DELETE', '/v2/api/manifests/sha256:1')).toBe(true)
  expect(permits([all], 'GET', '/v2/api/manifests/1')).toBe(false)
})

test('one grant lends nothing to another: to write here and to read there is not to write there', () => {
  const grants = [
    { repositories: ['mine'], actions: ['content/read', 'content/write'] },
    { repositories: ['yours'], actions: ['content/read'] },
  ] as const
  expect(permits(grants, 'PUT', '/v2/yours/manifests/1')).toBe(false)
  expect(permits(grants, 'POST', '/v2/mine/blobs/uploads/?mount=sha256:1&from=yours')).toBe(true)
})
