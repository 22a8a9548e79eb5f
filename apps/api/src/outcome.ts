import { type FailureCode, failures, type Manifest } from '../../../optimiser-image/contract'

/** The part of a Databricks run that decides; unknown words are kept as they came. */
export interface ComputeState {
  /** PENDING, RUNNING, TERMINATED …; see https://docs.databricks.com/api/azure/workspace/jobs/getrun */
  readonly lifeCycle: string
  readonly result?: string
  readonly message: string
  /** `status.termination_details.code`, such as RUN_EXECUTION_ERROR. */
  readonly terminationCode?: string
  /** `status.termination_details.type`, such as CLOUD_FAILURE. */
  readonly terminationType?: string
}

export interface RunFailure {
  readonly code: FailureCode
  readonly message: string
}

export type Phase = 'starting' | 'running' | 'ended'

const ended = new Set(['TERMINATED', 'SKIPPED', 'INTERNAL_ERROR'])
const started = new Set(['RUNNING', 'TERMINATING', 'WAITING_FOR_RETRY'])

/** How far compute is; an unknown word counts as starting, because only known words end a run. */
export function phaseOf(state: ComputeState): Phase {
  if (ended.has(state.lifeCycle)) return 'ended'
  return started.has(state.lifeCycle) ? 'running' : 'starting'
}

/** Codes and results that say: never started because there was no room; the same request may succeed later. */
const noRoom = new Set([
  'SKIPPED',
  'MAX_CONCURRENT_RUNS_EXCEEDED',
  'MAXIMUM_CONCURRENT_RUNS_REACHED',
  'MAX_JOB_QUEUE_SIZE_EXCEEDED',
  'WORKSPACE_RUN_LIMIT_EXCEEDED',
  'CLUSTER_REQUEST_LIMIT_EXCEEDED',
])

/** Whether Databricks refused to start an ended run for want of room. */
export function hadNoRoom(state: ComputeState): boolean {
  return state.lifeCycle === 'SKIPPED' || noRoom.has(state.terminationCode ?? '') || noRoom.has(state.result ?? '')
}

/** Whether somebody cancelled the run; a job that reached its time limit is cancelled too, but with another result. */
export function wasCanceled(state: ComputeState | undefined): boolean {
  return state?.lifeCycle === 'TERMINATED' && state.result === 'CANCELED'
}

/** Texts of a cluster's end that mean an image could not be pulled (facts of the container service). */
const imageFailure = /DOCKER_IMAGE_PULL_FAILURE|DOCKER_IMAGE_TOO_LARGE|DOCKER_IMAGE_INCOMPATIBLE|DOCKER_INVALID_OS/
/** The node or the cluster went away below the container. */
const interruption =
  /SPOT_INSTANCE_TERMINATION|PREEMPT|EVICT|NODE_LOST|CLOUD_PROVIDER_SHUTDOWN|DRIVER_UNREACHABLE|DRIVER_NOT_RESPONDING|COMMUNICATION_LOST|INSTANCE_UNREACHABLE|driver.{0,40}(?:lost|unreachable|not responding|died|restarted)|cluster.{0,40}terminated|lost contact/i
const interruptionCodes = new Set(['CLOUD_FAILURE', 'CLUSTER_ERROR', 'DRIVER_ERROR', 'CLUSTER_TERMINATED_BY_USER'])
const neverStartedCodes = new Set([
  'INVALID_CLUSTER_REQUEST',
  'LIBRARY_INSTALLATION_ERROR',
  'UNAUTHORIZED_ERROR',
  'RESOURCE_NOT_FOUND',
  'INVALID_RUN_CONFIGURATION',
  'FEATURE_DISABLED',
  'DISABLED',
  'BUDGET_POLICY_LIMIT_EXCEEDED',
  'STORAGE_ACCESS_ERROR',
])

/**
 * Why an ended attempt has no result, in the words of the contract.
 *
 * @param manifest the attempt's own word, where it could still give one
 * @param taskError `error` of runs/get-output of the task, as Databricks kept it
 */
export function failureOf(state: ComputeState, manifest: Manifest | undefined, taskError: string): RunFailure {
  // A runner that is asked to end does not know why; Databricks does.
  if (state.result === 'TIMEDOUT') {
    return { code: 'TimedOut', message: 'The job reached its time limit before the algorithm had ended.' }
  }
  if (manifest?.error) return { code: manifest.error.code, message: oneLine(manifest.error.message) }
  const named = namedFailure(taskError)
  if (named) return named
  const text = `${state.terminationCode ?? ''} ${state.terminationType ?? ''} ${state.message}`
  if (imageFailure.test(text)) {
    return { code: 'ImagePullFailed', message: "The algorithm's image could not be pulled or started." }
  }
  if (state.result === 'SUCCESS') {
    return { code: 'ResultMissing', message: 'The job ended without a fault, but it published no manifest.' }
  }
  if (
    interruptionCodes.has(state.terminationCode ?? '') ||
    state.terminationType === 'CLOUD_FAILURE' ||
    interruption.test(state.message)
  ) {
    return { code: 'ComputeInterrupted', message: 'The compute of the run was lost before the result was published.' }
  }
  if (neverStartedCodes.has(state.terminationCode ?? '')) {
    return { code: 'ComputeUnavailable', message: 'Databricks could not start the compute of the run.' }
  }
  return { code: 'InternalError', message: 'The job failed without naming a reason.' }
}

/** Whether another attempt may follow: only platform failures, and only those that can pass by themselves. */
export function mayRetry(code: FailureCode): boolean {
  return failures[code].origin === 'platform' && failures[code].retryable
}

/** `RuntimeError: TimedOut: …` → the failure it names; anything but a known code is not believed. */
function namedFailure(taskError: string): RunFailure | undefined {
  const match = /^\s*(?:RuntimeError: )?([A-Z][A-Za-z]{1,40}): ([^\r\n]*)/.exec(taskError)
  const code = match?.[1]
  if (code === undefined || !isFailureCode(code)) return undefined
  return { code, message: oneLine(match?.[2] ?? '') }
}

export function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(failures, text)
}

/** A message fit for one line of an answer: no control characters, no URL with a query, at most 1,000 characters. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .replace(/(https?:\/\/[^\s?]*)\?\S*/g, '$1?…')
    .trim()
    .slice(0, 1000)
}
