import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadAlgorithms } from './algorithms'

const valid = readFileSync(join(dirname(__dirname), 'optimiser-image', 'algorithm.yaml'), 'utf8')
const root = mkdtempSync(join(tmpdir(), 'slipway-algorithms-'))
afterAll(() => rmSync(root, { recursive: true }))

/** A folder with this `algorithm.yaml`. */
function folder(name: string, yaml: string): string {
  mkdirSync(join(root, name), { recursive: true })
  writeFileSync(join(root, name, 'algorithm.yaml'), yaml)
  writeFileSync(join(root, name, 'Dockerfile'), 'FROM scratch\n')
  return name
}

test('an algorithm is read with its folder', () => {
  const [algorithm] = loadAlgorithms(root, [folder('good', valid)])
  expect(algorithm).toMatchObject({ folder: 'good', manifest: { name: 'highs', timeLimitSeconds: 3600 } })
})

test.each([
  [
    'an unknown key',
    valid.replace('title:', 'titel:'),
    'bad/algorithm.yaml: titel is unknown; allowed here: name, version, title,',
  ],
  [
    'a missing key',
    valid.replace(/^version:.*$/m, ''),
    'bad/algorithm.yaml: version is missing; it must be a version by semver.org',
  ],
  [
    'an unknown key further in',
    valid.replace('maxBytes:', 'maxbytes:'),
    'bad/algorithm.yaml: input.maxbytes is unknown; allowed here: maxBytes,',
  ],
  [
    'a version that is none',
    valid.replace('1.0.0', '"1.0"'),
    'bad/algorithm.yaml: version is "1.0"; it must be a version by semver.org',
  ],
  [
    'a name with capitals',
    valid.replace('name: highs', 'name: HiGHS'),
    'bad/algorithm.yaml: name is "HiGHS"; it must be lower-case',
  ],
  [
    'a time limit of 0',
    valid.replace('Seconds: 3600', 'Seconds: 0'),
    'bad/algorithm.yaml: timeLimitSeconds is 0; it must be a whole number of 1 to',
  ],
  [
    'a check that is not known',
    valid.replace('check: lp', 'check: xml'),
    'bad/algorithm.yaml: input.formats[1].check is "xml"; it must be "mps", "lp"',
  ],
  [
    'a Dockerfile that is not there',
    valid.replace('dockerfile: Dockerfile', 'dockerfile: Other'),
    'bad/algorithm.yaml: dockerfile is "Other"; it must be a file in the folder',
  ],
  [
    'a Dockerfile elsewhere',
    valid.replace('dockerfile: Dockerfile', 'dockerfile: ../Dockerfile'),
    'bad/algorithm.yaml: dockerfile is "../Dockerfile"; it must be a file in',
  ],
  [
    'options that are no schema',
    valid.replace('type: number,', 'type: numeral,'),
    'bad/algorithm.yaml: options are no valid JSON Schema (draft 2020-12)',
  ],
  [
    'options open to typing errors',
    valid.replace('additionalProperties: false', 'additionalProperties: true'),
    'bad/algorithm.yaml: options must have type: object and additionalProperties: false',
  ],
  ['an option that is an object', valid.replace('type: number,', 'type: object,'), /bad\/algorithm.yaml: options/],
  ['text that is no YAML', 'name: [', 'bad/algorithm.yaml is no YAML: '],
  [
    'a list instead of a mapping',
    '- name',
    'bad/algorithm.yaml: it is a list of 1; it must be an object with name, version',
  ],
])('%s is refused with file, key and what is allowed', (_label, yaml, message) => {
  expect(() => loadAlgorithms(root, [folder('bad', yaml)])).toThrow(message)
})

test('all mistakes of all folders come in one message', () => {
  const other = folder('other', valid.replace('title:', 'titel:'))
  expect(() => loadAlgorithms(root, ['nowhere', other])).toThrow(
    /nowhere\/algorithm.yaml cannot be read[\s\S]*other\/algorithm.yaml: title is missing[\s\S]*other\/algorithm.yaml: titel is unknown/,
  )
})
