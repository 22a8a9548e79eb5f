import { exitCodes, Failure, isRecord } from './failure'
import { safeLine } from './terminal-text'

export const statuses = ['queued', 'starting', 'running', 'canceling', 'succeeded', 'failed', 'canceled'] as const
export type Status = (typeof statuses)[number]

/** A run as the API gives it (docs/api.md). Only what was checked has a type; `raw` is the whole answer. */
export interface Run {
  readonly raw: Readonly<Record<string, unknown>>
  readonly id: string
  readonly status: Status
  readonly name: string
  readonly createdAt: string
  readonly attempt: number
  readonly finishRequested: boolean
  readonly pollAfterSeconds: number
  readonly progress: Readonly<Record<string, unknown>>
  readonly error: Readonly<Record<string, unknown>> | undefined
  readonly summary: Readonly<Record<string, unknown>>
}

/** @throws Failure when it is no run. */
export function readRun(value: unknown): Run {
  const status = isRecord(value) ? statuses.find((known) => known === value.status) : undefined
  if (!isRecord(value) || typeof value.id !== 'string' || !status) {
    throw new Failure(
      'the API answered with something that is not a run: is it another version?',
      exitCodes.unavailable,
    )
  }
  return {
    raw: value,
    id: value.id,
    status,
    name: typeof value.name === 'string' ? value.name : '',
    createdAt: typeof value.createdAt === 'string' ? value.createdAt : '',
    attempt: numberOf(value.attempt) ?? 1,
    finishRequested: value.finishRequested === true,
    pollAfterSeconds: Math.min(60, Math.max(1, numberOf(value.pollAfterSeconds) ?? 2)),
    progress: isRecord(value.progress) ? value.progress : {},
    error: isRecord(value.error) ? value.error : undefined,
    summary: isRecord(value.summary) ? value.summary : {},
  }
}

export function hasEnded({ status }: Run): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'canceled'
}

/** The exit code of a command that waited for the run. */
export function exitCodeOf(run: Run): number {
  return run.status === 'succeeded' ? exitCodes.succeeded : exitCodes.runFailed
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** `running · solve · objective 8691 · bound 8650 · gap 0.47 %`: what is known of a run, on one line. */
export function describeProgress(run: Run): string {
  const { phase, objective, bound, gap, percent } = run.progress
  const parts = [run.finishRequested && run.status === 'running' ? 'finishing' : run.status]
  if (run.attempt > 1) parts.push(`attempt ${run.attempt}`)
  if (hasEnded(run)) return parts.join(' · ')
  if (typeof phase === 'string' && phase) parts.push(safeLine(phase))
  const share = numberOf(percent)
  if (share !== undefined) parts.push(`${Math.round(share)} %`)
  parts.push(...describeFigures({ objective, bound, gap }))
  return parts.join(' · ')
}

/** Where a run ended, with what the algorithm says of its answer; several lines. */
export function describeEnd(run: Run): string {
  const lines = [`${run.status}: ${safeLine(run.name)} (${run.id})`]
  if (run.error) {
    const { code, message, retryable } = run.error
    lines.push(`  ${safeLine(`${code}: ${message}`)}`)
    if (retryable === true) lines.push('  The same submission may succeed when it is repeated.')
    lines.push(`  What the algorithm said: slipway logs ${run.id}`)
  }
  const { status, objective, bound, gap, seconds, violations } = run.summary
  const answer = [
    ...(typeof status === 'string' ? [safeLine(status)] : []),
    ...describeFigures({ objective, bound, gap }),
    ...(numberOf(seconds) === undefined ? [] : [`${seconds} s`]),
    ...describeViolations(violations),
  ]
  if (answer.length > 0) lines.push(`  ${answer.join(' · ')}`)
  return lines.join('\n')
}

function describeFigures(figures: Record<'objective' | 'bound' | 'gap', unknown>): string[] {
  const [objective, bound, gap] = [numberOf(figures.objective), numberOf(figures.bound), numberOf(figures.gap)]
  return [
    ...(objective === undefined ? [] : [`objective ${formatNumber(objective)}`]),
    ...(bound === undefined ? [] : [`bound ${formatNumber(bound)}`]),
    ...(gap === undefined ? [] : [`gap ${Number((gap * 100).toPrecision(3))} %`]),
  ]
}

/** The optimiser reports the largest violation of each kind, and the same relative to its limit, which is left out. */
function describeViolations(violations: unknown): string[] {
  if (!isRecord(violations)) return []
  const parts = Object.entries(violations).flatMap(([kind, value]) => {
    const size = numberOf(value)
    return size === undefined || kind.endsWith('_relative') ? [] : [`${safeLine(kind)} ${Number(size.toPrecision(2))}`]
  })
  return parts.length === 0 ? [] : [`largest violations: ${parts.join(', ')}`]
}

/** Ten digits: enough to compare objectives, without the noise of binary fractions. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(10)))
}
