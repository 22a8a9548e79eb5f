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
  ['DELETE', '/v2/algorithm-highs/manifests/sha256:1', false, true],
  ['POST', '/v2/algorithm-highs/blobs/uploads/', false, true],
  ['POST', '/v2/algorithm-highs/blobs/uploads/?mount=sha256:1&from=api', false, true],
  ['POST', '/v2/algorithm-highs/blobs/uploads/?mount=sha256:1&from=other', false, false],
])('%s %s: the pull token %s, the push token %s', (method, path, pulls, pushes) => {
  expect({ pulls: permits(pull, method, path), pushes: permits(push, method, path) }).toEqual({ pulls, pushes })
})
