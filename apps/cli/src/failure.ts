import { safeLine, safeText } from './terminal-text'

/** What the process ends with; `--help` explains them. */
export const exitCodes = { succeeded: 0, runFailed: 1, refused: 2, unavailable: 3, interrupted: 130 } as const

/** An end of the command that is explained to the person who called it. */
export class Failure extends Error {
  /**
   * @param message what is wrong, and how to go on; it is shown as it stands.
   * @param exitCode what the process ends with.
   */
  constructor(
    message: string,
    readonly exitCode: number,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'Failure'
  }
}

/** The API could not be reached, or a connection broke: the same request may work later. */
export class Unreachable extends Failure {
  constructor(message: string, options?: ErrorOptions) {
    super(message, exitCodes.unavailable, options)
    this.name = 'Unreachable'
  }
}

/** The API's answer was an error (`application/problem+json`; see docs/api.md). */
export class Refused extends Failure {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message, exitCodeOf(status))
    this.name = 'Refused'
  }
}

/** 401, 403, 408, 429 and 5xx say nothing about the request itself; everything else does. */
function exitCodeOf(status: number): number {
  return [401, 403, 408, 429].includes(status) || status >= 500 ? exitCodes.unavailable : exitCodes.refused
}

const advice: Readonly<Record<string, string>> = {
  Unauthenticated: 'Sign in with "slipway login".',
  Forbidden:
    'Ask the platform\'s administrator for the app role Runs.Submit; "slipway login" shows the roles you have.',
  RunNotFound: 'It may be somebody else\'s; "slipway list" shows yours.',
  RunNotFinished: 'Wait until it has ended: "slipway logs -f ID" follows it.',
  RunNotStarted: 'It is still waiting for a machine: "slipway cancel ID" takes it back.',
  RunFailed: '"slipway logs ID" shows what the algorithm said.',
  ResultExpired: 'Its data were deleted, as they are when the retention ends; submit the model again.',
  IdempotencyKeyReused: 'Use another --idempotency-key for another submission.',
  TooManyRuns: 'Wait until some of yours have ended, or cancel some: "slipway list --status queued".',
}

const longestBody = 300

/** Turns an error answer into a sentence for people, with every violation and what to do about it. */
export function refusal(status: number, body: string): Refused {
  const problem = parseProblem(body)
  if (!problem) {
    const said = safeLine(body).slice(0, longestBody)
    return new Refused(status, '', `the API answered ${status}${said && `: ${said}`}`)
  }
  const { title, detail } = problem
  const said = detail.startsWith(title) ? detail : [title, detail].filter(Boolean).join(': ')
  const lines = [said || `the API answered ${status}`]
  for (const error of problem.errors) lines.push(`  - ${[error.pointer, error.detail].filter(Boolean).join(' ')}`)
  const next = advice[problem.code]
  if (next) lines.push(next)
  if (status >= 500 && problem.traceId) lines.push(`Trace id for the administrator: ${problem.traceId}`)
  return new Refused(status, problem.code, lines.map(safeText).join('\n'))
}

function parseProblem(body: string) {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  const errors = Array.isArray(value.errors) ? value.errors.filter(isRecord) : []
  return {
    title: text(value.title),
    detail: text(value.detail),
    code: text(value.code),
    traceId: text(value.traceId),
    errors: errors.map((error) => ({ pointer: text(error.pointer), detail: text(error.detail) })),
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? safeLine(value) : ''
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
