import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { algorithms, type BadInput, changed, mistakes, refuses } from '../testing/mistakes'

refuses([
  [
    'no algorithm',
    'algorithms',
    [],
    'algorithms is empty; it must be a list of folders with an algorithm.yaml, at least one',
  ],
  [
    'algorithm without a folder',
    'algorithms',
    ['optimiser-image', 'nowhere'],
    'algorithms[1] is "nowhere"; it must be a folder with an algorithm.yaml',
  ],
  [
    'algorithm named twice',
    'algorithms',
    ['optimiser-image', 'optimiser-image/'],
    'algorithms[1] is "optimiser-image/", which is named before; it must be named once',
  ],
  [
    'folder outside of the repository',
    'algorithms',
    ['../elsewhere'],
    /^algorithms\[0\] is "..\/elsewhere"; it must be a folder of the repository/,
  ],
  [
    'time limit below an algorithm’s',
    'limits.timeLimitSeconds',
    600,
    'algorithms[0] is "optimiser-image", whose timeLimitSeconds is 3600; it must be at most limits.timeLimitSeconds, 600',
  ],
  ...[
    ['without tag and digest', 'registry.example.com/python'],
    ['with a space', 'python: 3'],
    ['with a digest cut short', 'python@sha256:abc'],
    ['with a scheme', 'https://registry.example.com/python:3'],
    ['with capitals in its path', 'registry.example.com/Python:3'],
    ['that is empty', ''],
  ].map(
    ([label, value = '']): BadInput => [
      `base image ${label}`,
      'baseImages.api',
      value,
      `baseImages.api is "${value}"; it must be an image with a tag or a digest, such as registry.example.com/base/python:17.3-LTS, or null`,
    ],
  ),
])

test.each([
  'node:24-slim',
  'localhost:5000/node:24',
  'registry.example.com/a_b/c-d/python:17.3-LTS',
  `mcr.example.com/python@sha256:${'0a'.repeat(32)}`,
  `python:3@sha256:${'0a'.repeat(32)}`,
])('%s is a base image', (image) => {
  expect(mistakes(changed('baseImages', { api: image, algorithms: image }))).toEqual([])
})

test('a base that the Dockerfile of an algorithm would not take is refused with the file', () => {
  const root = dirname(dirname(__dirname))
  const folder = mkdtempSync(join(tmpdir(), 'dockerfile-'))
  const [first] = algorithms
  if (!first) throw new Error('prod offers no algorithm')
  const own = { ...first, folder: relative(root, folder), manifest: { ...first.manifest, name: 'own' } }
  const found = (dockerfile: string) => {
    writeFileSync(join(folder, first.manifest.dockerfile), dockerfile)
    const environment = changed('baseImages.algorithms', 'python:3')
    return mistakes(environment, [...algorithms, own])
  }
  try {
    expect(found('FROM debian:13\nCOPY . /\n')).toEqual([
      `baseImages.algorithms is "python:3", which ${own.folder}/Dockerfile does not take; write ARG BASE and FROM \${BASE} there, or set null`,
    ])
    expect(found('ARG BASE=debian:13\nFROM ${BASE}\n')).toEqual([])
    expect(found('ARG RUNNER\nFROM ${RUNNER}\n')).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
