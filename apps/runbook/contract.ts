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

/** The runbook refuses input that came through another webhook. */
export const webhookName = 'databricks-run-failed'

/** Automation variables; an encrypted one can be read by a runbook only. */
export const variables = {
  API_URL: { encrypted: false, describe: 'where the API answers' },
  API_AUDIENCE: { encrypted: false, describe: 'identifier URI of the API application, the resource of tokens' },
  IDENTITY_CLIENT_ID: { encrypted: false, describe: "client id of the runbooks' user-assigned identity" },
  DATABRICKS_URL: { encrypted: false, describe: 'workspace URL; asked alone where the API does not answer' },
  TEAMS_WEBHOOK_URL: { encrypted: true, describe: 'Workflows webhook of the Teams channel; the URL is the credential' },
} as const

export type VariableName = keyof typeof variables

/** Automation variable that holds a schedule's input, gzipped and in base64. */
export function inputVariableName(schedule: string): string {
  return `INPUT_${schedule.toUpperCase().replaceAll('-', '_')}`
}

/** Parameters that a schedule passes to `submit_run`, as strings. */
export const submitParameters = ['schedule', 'file_name', 'algorithm', 'profile', 'options'] as const

/** Paths of the API that `notify_failed_run` calls with the run id in place of `{id}`. */
export const notificationPaths = {
  /** POST: answers once with what the card needs; 409 where another delivery holds or has finished the notification. */
  claim: '/v1/runs/{id}/notification/claim',
  /** POST: the card was delivered. */
  acknowledge: '/v1/runs/{id}/notification/acknowledge',
} as const
