/** Every error code an answer may carry, with its status and title; the list is part of the API. */
export const problems = {
  InvalidRequest: [400, 'The request is not valid'],
  InvalidJson: [400, 'The body is not JSON'],
  InvalidInput: [400, 'The input is not a valid model'],
  UnknownAlgorithm: [400, 'The algorithm is not offered'],
  UnknownProfile: [400, 'The profile is not offered'],
  InvalidRunId: [400, 'The run id is not valid'],
  UploadIncomplete: [400, 'The upload is not complete'],
  Unauthenticated: [401, 'An access token is required'],
  Forbidden: [403, 'The caller may not do this'],
  RunNotFound: [404, 'There is no such run'],
  FileNotFound: [404, 'There is no such file'],
  UploadNotFound: [404, 'There is no such upload'],
  NotFound: [404, 'There is no such address'],
  MethodNotAllowed: [405, 'The method is not allowed here'],
  RunNotFinished: [409, 'The run has not ended'],
  RunFailed: [409, 'The run has no result'],
  RunNotStarted: [409, 'The run has not started'],
  RunNotFailed: [409, 'The run has not failed'],
  AlreadyDelivered: [409, 'The notification was delivered'],
  ClaimHeld: [409, 'Another delivery holds the claim'],
  ClaimLost: [409, 'The claim is over'],
  ResultExpired: [410, 'The data of the run is deleted'],
  InputTooLarge: [413, 'The input is too large'],
  BodyTooLarge: [413, 'The body is too large'],
  UnsupportedMediaType: [415, 'The content type is not supported'],
  RangeNotSatisfiable: [416, 'The range lies outside the file'],
  IdempotencyKeyReused: [422, 'The idempotency key was used for another request'],
  TooManyRuns: [429, 'Too many unfinished runs'],
  DailyQuotaReached: [429, 'Too many runs in one day'],
  InternalError: [500, 'Something went wrong'],
  StorageUnavailable: [503, 'The storage cannot be reached'],
  IdentityUnavailable: [503, 'Tokens cannot be checked'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemCode = keyof typeof problems

/** One violation in a body; `pointer` is a JSON pointer as a URI fragment, such as `#/options/time_limit`. */
export interface Violation {
  readonly pointer: string
  readonly detail: string
}

interface ProblemDetails {
  readonly errors?: readonly Violation[]
  /** Further response headers, lower case. */
  readonly headers?: Readonly<Record<string, string>>
}

/** An error whose text is meant for the caller: it holds no secret and no upstream message. */
export class Problem extends Error {
  readonly status: number
  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly details: ProblemDetails = {},
  ) {
    super(detail)
    this.status = problems[code][0]
  }
}

/** A `Problem` with status 503 and `Retry-After` (seconds). */
export function unavailable(code: 'StorageUnavailable' | 'IdentityUnavailable', retryAfterSeconds = 5): Problem {
  const detail =
    code === 'StorageUnavailable'
      ? 'The storage did not answer; nothing was changed that a repeated request would not find. Try again later.'
      : 'The signing keys of the identity provider cannot be fetched at the moment. Try again later.'
  return new Problem(code, detail, { headers: { 'retry-after': String(retryAfterSeconds) } })
}

/** The `application/problem+json` body (RFC 9457) with the `error` member that Azure's clients read. */
export function problemBody(problem: Problem, publicUrl: string, instance: string, traceId: string) {
  const kebab = problem.code.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()
  return {
    type: `${publicUrl}/problems/${kebab}`,
    title: problems[problem.code][1],
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    instance,
    traceId,
    ...(problem.details.errors ? { errors: problem.details.errors } : {}),
    error: { code: problem.code, message: problem.message },
  }
}
