import type { AlgorithmManifest } from '../apps/api/contract'
import { type TrialReport, verdict } from './algorithm-verdict'

const manifest: AlgorithmManifest = {
  name: 'demo',
  version: '1.0.0',
  title: 'Demo',
  description: 'test',
  dockerfile: 'Dockerfile',
  input: { maxBytes: 100, compression: [], formats: [{ endings: ['.json'], check: 'json' }] },
  result: 'result.json',
  profile: 'small',
  timeLimitSeconds: 60,
  options: { type: 'object' },
}
const good: TrialReport = {
  failure: null,
  exitCode: 0,
  seconds: 1.25,
  stopped: false,
  files: [
    { name: 'result.json', bytes: 10 },
    { name: 'summary.json', bytes: 2 },
  ],
  progress: { last: { time: 'now', percent: 100, phase: 'done' }, dropped: {} },
  incumbents: 0,
}

test('a good run passes, and each thing that is as it should be is named', () => {
  expect(verdict(good, manifest, '{}')).toEqual({
    passed: true,
    lines: [
      '✓ ended with exit code 0 after 1.3 s',
      '✓ wrote the result result.json (10 bytes)',
      '✓ further files for the caller: summary.json',
      '✓ reported progress, at last percent 100, phase done',
      '✓ summary.json is readable',
    ],
  })
})

test.each<[string, Partial<TrialReport>, string[]]>([
  [
    'a result of another name',
    { files: [{ name: 'answer.json', bytes: 3 }] },
    [
      '✗ the result is missing: algorithm.yaml says "result: result.json", but OUTPUT_PATH holds only answer.json',
      '  Write that file, or name another one in algorithm.yaml.',
    ],
  ],
  ['an empty result', { files: [{ name: 'result.json', bytes: 0 }] }, ['✗ the result result.json is empty']],
  [
    'a run beyond its time limit',
    { seconds: 61 },
    ['✗ took longer than timeLimitSeconds in algorithm.yaml (60 s): a job would be stopped'],
  ],
  [
    'an exit code',
    { exitCode: 3, failure: { code: 'AlgorithmFailed', message: 'the algorithm ended with exit code 3' } },
    ['✗ the algorithm ended with exit code 3', '  An exit code other than 0 is a failed run; the log above says why.'],
  ],
  [
    'a program that is not there',
    { exitCode: null, failure: { code: 'AlgorithmFailed', message: 'the command x could not be started' } },
    ['  Check ALGORITHM_COMMAND in the Dockerfile, and that the program is in the image.'],
  ],
  [
    'a wish to finish that ends it',
    { stopped: true, exitCode: -15, failure: { code: 'AlgorithmFailed', message: 'ended with signal SIGTERM' } },
    ['  On SIGTERM write the best there is to OUTPUT_PATH and end with exit code 0.'],
  ],
])('%s fails, in words that say how to go on', (_, change, lines) => {
  const { passed, lines: said } = verdict({ ...good, ...change }, manifest, null)
  expect(passed).toBe(false)
  expect(said).toEqual(expect.arrayContaining(lines))
})

test('what could be better does not fail', () => {
  const { passed, lines } = verdict(
    { ...good, progress: { last: null, dropped: { 'not JSON': 4 } } },
    manifest,
    'no JSON',
  )
  expect(passed).toBe(true)
  expect(lines.filter((line) => line.startsWith('!'))).toEqual([
    '! no progress was reported: callers see nothing until the end; append JSON lines to PROGRESS_PATH',
    '! 4 × progress left out: not JSON',
    '! summary.json is not JSON: it will not be shown',
  ])
})
