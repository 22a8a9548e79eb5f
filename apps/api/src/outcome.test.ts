import { type ComputeState, failureOf, hadNoRoom, mayRetry, phaseOf, wasCanceled } from './outcome'

const failed = (more: Partial<ComputeState>): ComputeState => ({
  lifeCycle: 'INTERNAL_ERROR',
  result: 'FAILED',
  message: '',
  ...more,
})

test.each([
  ['PENDING', 'starting'],
  ['QUEUED', 'starting'],
  ['RUNNING', 'running'],
  ['TERMINATING', 'running'],
  ['TERMINATED', 'ended'],
  ['SKIPPED', 'ended'],
  ['INTERNAL_ERROR', 'ended'],
  ['A_WORD_OF_TOMORROW', 'starting'],
])('%s is %s', (lifeCycle, phase) => {
  expect(phaseOf({ lifeCycle, message: '' })).toBe(phase)
})

test.each<[string, ComputeState, string, string]>([
  [
    'the code of the runner',
    failed({ terminationCode: 'RUN_EXECUTION_ERROR' }),
    'RuntimeError: OutOfMemory: killed',
    'OutOfMemory',
  ],
  ['an unknown code', failed({ terminationCode: 'RUN_EXECUTION_ERROR' }), 'RuntimeError: Hacked: x', 'InternalError'],
  ['a code within a message', failed({}), 'ValueError: see AlgorithmFailed: x', 'InternalError'],
  [
    'a time-out',
    { lifeCycle: 'TERMINATED', result: 'TIMEDOUT', message: '', terminationCode: 'CANCELED' },
    '',
    'TimedOut',
  ],
  [
    'a lost node',
    failed({ terminationCode: 'CLUSTER_ERROR', message: 'SPOT_INSTANCE_TERMINATION' }),
    '',
    'ComputeInterrupted',
  ],
  ['a cloud failure', failed({ terminationType: 'CLOUD_FAILURE' }), '', 'ComputeInterrupted'],
  ['a lost driver', failed({ message: 'The driver is unreachable' }), '', 'ComputeInterrupted'],
  [
    'an image',
    failed({ terminationCode: 'CLUSTER_ERROR', message: 'DOCKER_IMAGE_PULL_FAILURE: 401' }),
    '',
    'ImagePullFailed',
  ],
  ['a cluster request', failed({ terminationCode: 'INVALID_CLUSTER_REQUEST' }), '', 'ComputeUnavailable'],
  [
    'a time-out that the runner took for an eviction',
    { lifeCycle: 'TERMINATED', result: 'TIMEDOUT', message: '' },
    'RuntimeError: ComputeInterrupted: asked to end',
    'TimedOut',
  ],
  ['no manifest', { lifeCycle: 'TERMINATED', result: 'SUCCESS', message: '' }, '', 'ResultMissing'],
  ['words of tomorrow', failed({ result: 'NEW', terminationCode: 'NEW', terminationType: 'NEW' }), '', 'InternalError'],
])('%s becomes a code', (_name, state, error, code) => {
  expect(failureOf(state, undefined, error).code).toBe(code)
})

test('messages are one line without signed links', () => {
  const error = 'RuntimeError: StorageUnavailable: https://a.blob/x?sig=secret\u0007 failed\nTraceback'
  expect(failureOf(failed({}), undefined, error).message).toBe('https://a.blob/x?…  failed')
})

test('want of room is told apart from failure', () => {
  expect(hadNoRoom({ lifeCycle: 'SKIPPED', message: '' })).toBe(true)
  expect(hadNoRoom(failed({ terminationCode: 'WORKSPACE_RUN_LIMIT_EXCEEDED' }))).toBe(true)
  expect(hadNoRoom(failed({ terminationCode: 'CLUSTER_ERROR' }))).toBe(false)
})

test('a cancellation in Databricks is told apart from a time-out', () => {
  expect(wasCanceled({ lifeCycle: 'TERMINATED', result: 'CANCELED', message: '' })).toBe(true)
  expect(wasCanceled({ lifeCycle: 'TERMINATED', result: 'TIMEDOUT', terminationCode: 'CANCELED', message: '' })).toBe(
    false,
  )
  expect(wasCanceled(undefined)).toBe(false)
})

test('only failures of the platform that can pass are tried again', () => {
  expect(mayRetry('ComputeInterrupted')).toBe(true)
  expect(mayRetry('ImagePullFailed')).toBe(false)
  expect(mayRetry('AlgorithmFailed')).toBe(false)
})
