import type { IncomingHttpHeaders } from 'node:http'

/**
 * The argument of a Python runbook that a webhook started, as recorded from the cloud: like JSON, but without quotes
 * around the outer keys, the webhook's name and the headers. Only the body is what the caller sent.
 * Source: johschmidt42/databricks-python-wheel-job-run, scripts/job_run_notification_workbook_example.py
 */
export function webhookData(name: string, body: string, headers: IncomingHttpHeaders, requestId: string): string {
  const shown = Object.entries(headers)
    .filter(([header]) => !header.startsWith('content-') && header !== 'transfer-encoding')
    .map(([header, value]) => `${capitalised(header)}:${value}`)
  return `{WebhookName:${name},RequestBody:${body},RequestHeader:{${[...shown, `x-ms-request-id:${requestId}`].join(',')}}}`
}

function capitalised(header: string): string {
  return header.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
}
