/**
 * What the runbooks and the deployment share: names of runbooks, of the webhook and of the Automation variables, and
 * the API calls that the runbooks make.
 */
export const runbooks = {
  /** Started by Databricks' webhook: posts the card of a failed run. */
  notify: { name: 'notify_failed_run', file: 'src/notify_failed_run.py' },
  /** Started by a schedule: submits a configured input. */
  submit: { name: 'submit_run', file: 'src/submit_run.py' },
} as const

/**
 * The runbook refuses input that came through another webhook. One that ends on another date has another name, because
 * both exist while Databricks learns the new address.
 *
 * @param expiry `YYYY-MM-DD`
 */
export function webhookName(expiry: string): string {
  return `databricks-run-failed-${expiry}`
}

/** Automation variables; an encrypted one can be read by a runbook only. */
export const variables = {
  API_URL: { encrypted: false, describe: 'where the API answers' },
  API_AUDIENCE: { encrypted: false, describe: 'identifier URI of the API application, the resource of tokens' },
  IDENTITY_CLIENT_ID: { encrypted: false, describe: "client id of the runbooks' user-assigned identity" },
  DATABRICKS_URL: { encrypted: false, describe: 'workspace URL; asked alone where the API does not answer' },
  TEAMS_WEBHOOK_URL: { encrypted: true, describe: 'Workflows webhook of the Teams channel; the URL is the credential' },
} as const

export type VariableName = keyof typeof variables

/**
 * Name of the encrypted Automation variable that holds what a schedule submits: a {@link ScheduledSubmission} as JSON,
 * gzipped and in base64, so that no layer between Terraform and Python reads its quotes or braces.
 */
export function scheduleVariableName(schedule: string): string {
  return `SCHEDULE_${schedule.toUpperCase().replaceAll('-', '_')}`
}

export interface ScheduledSubmission {
  /**
   * The schedule's `start_time` (RFC 3339). With `every` it divides time into windows, each from shortly before an
   * occurrence to shortly before the next one; a job that runs again in the same window finds the same run.
   */
  readonly firstStart: string
  /** `hour` for hourly schedules, `day` for all others; days by the distance from `firstStart`, so no zone is needed. */
  readonly every: 'hour' | 'day'
  /** Body of `POST /v1/runs`; `input.content` in base64. */
  readonly request: {
    readonly name: string
    readonly algorithm: string
    readonly profile: string
    readonly input: { readonly name: string; readonly encoding: 'base64'; readonly content: string }
    readonly options: Readonly<Record<string, string | number | boolean>>
  }
}

/**
 * What a schedule passes to `submit_run`: its own name alone, because Azure hands Python its parameters by position and
 * Terraform sorts them by name.
 */
export const submitParameters = ['schedule'] as const

/** Calls of the API that `notify_failed_run` makes; its identity needs the app role `Runs.Notify`. */
export const notificationPaths = {
  /** POST {@link ClaimRequest}: 200 {@link NotificationClaim}; see {@link claimRefusals}. */
  claim: '/v1/notifications/claim',
  /** POST {@link AcknowledgeRequest}: 204; the card was delivered. */
  acknowledge: '/v1/notifications/acknowledge',
} as const

/** The runbook learns of Databricks' run id alone; it is a string because it has up to 64 bits. */
export interface ClaimRequest {
  readonly databricksRunId: string
}

/** Refusals of a claim, by HTTP status and the problem's `code`. */
export const claimRefusals = {
  /** 404: no run of this service has that Databricks run id. */
  unknown: { status: 404, code: 'RunNotFound' },
  /** 409: a card was delivered; nothing is left to do. */
  delivered: { status: 409, code: 'AlreadyDelivered' },
  /** 409 with `Retry-After`: another delivery holds the claim, at most `claimMinutes`. */
  held: { status: 409, code: 'ClaimHeld' },
  /** 409 with `Retry-After`: the API has not yet seen the end. */
  notFinished: { status: 409, code: 'RunNotFinished' },
  /** 409: the run ended in another way, or goes on with another attempt. */
  notFailed: { status: 409, code: 'RunNotFailed' },
} as const

/** How long a claim is held without an acknowledgement; then the next delivery may have it. */
export const claimMinutes = 5

/** What the card shows. Texts of callers and of the algorithm are foreign: the runbook escapes them. */
export interface NotificationClaim {
  /** Opaque; given back in the acknowledgement. */
  readonly claim: string
  readonly run: {
    readonly id: string
    readonly name: string | null
    readonly createdBy: string
    readonly algorithm: string
    readonly profile: string
    readonly status: string
    readonly attempt: number
    readonly startedAt: string | null
    readonly finishedAt: string | null
    readonly durationSeconds: number | null
    readonly error: {
      readonly code: string
      readonly origin: string
      readonly retryable: boolean
      readonly message: string
    } | null
  }
  /** Last lines of the log, oldest first. */
  readonly logTail: readonly string[]
  readonly costEur: number | null
  /** Absolute https addresses for people's browsers; opening `rerun` starts nothing, its page has a button for that. */
  readonly links: { readonly run: string; readonly logs: string; readonly rerun: string }
}

export interface AcknowledgeRequest {
  readonly claim: string
}
