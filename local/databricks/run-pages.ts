import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Collection } from '../json-store'
import type { Executor } from './executor'
import { type Html, html } from './html'
import type { Job } from './jobs'
import type { Run, TaskRun } from './run'
import type { RunStore } from './run-store'
import type { Workspace } from './workspace'

const shownRuns = 200
const shownLogBytes = 64 * 1024

const style = `
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1rem;color:#1b1f24;background:#fff}
a{color:#0b5cad}header{border-bottom:1px solid #d5dae0;margin-bottom:1rem;padding-bottom:.5rem}
h1{font-size:1.4rem;margin:.5rem 0}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #e6e9ed;vertical-align:top}
td{overflow-wrap:anywhere}pre{background:#f5f7f9;padding:.7rem;overflow:auto;max-height:30rem;white-space:pre-wrap;overflow-wrap:anywhere}
.good{color:#13702c}.bad{color:#b3261e}.busy{color:#7a5200}
@media(prefers-color-scheme:dark){body{background:#14171a;color:#e3e6e9}a{color:#7ab8f5}pre{background:#1e2226}th,td,header{border-color:#333a41}.good{color:#6fd08c}.bad{color:#ff8a80}.busy{color:#f0c060}}
`
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The pages of the workspace: `/`, `/jobs/{id}` and `/runs/{id}`, which `run_page_url` opens. */
export function registerRunPages(
  app: FastifyInstance,
  parts: {
    readonly workspace: Workspace
    readonly jobs: Collection<Job>
    readonly runs: RunStore
    readonly executor: Executor
  },
): void {
  const { workspace, jobs, runs, executor } = parts

  app.get('/', async (_request, reply) => {
    const newest = runs.all().sort((a, b) => b.sequence - a.sequence)
    return page(
      reply,
      'Workspace',
      html`<p>Emulated Databricks workspace ${workspace.id}.</p>
        <h2>Jobs</h2>
        ${jobTable(jobs.values().sort((a, b) => b.sequence - a.sequence))}
        <h2>Runs</h2>
        ${runTable(newest.slice(0, shownRuns))}${rest(newest.length)}`,
    )
  })

  app.get<{ Params: { id: string } }>('/jobs/:id', async (request, reply) => {
    const job = jobs.get(request.params.id)
    if (!job) return missing(reply, 'There is no such job.')
    const ofJob = runs.all().filter(({ jobId }) => jobId === job.jobId)
    const newest = ofJob.sort((a, b) => b.sequence - a.sequence)
    return page(
      reply,
      `Job ${job.settings.name ?? 'Untitled'}`,
      html`<table>
          <tr><th>Job</th><td>${job.jobId}</td></tr>
          <tr><th>Creator</th><td>${job.creator}</td></tr>
          <tr><th>Created</th><td>${time(job.createdTime)}</td></tr>
        </table>
        <h2>Definition</h2>
        <pre>${JSON.stringify(job.settings, null, 2)}</pre>
        <h2>Runs</h2>
        ${runTable(newest.slice(0, shownRuns))}${rest(newest.length)}`,
    )
  })

  app.get<{ Params: { id: string } }>('/runs/:id', async (request, reply) => {
    const found = runs.find(Number(request.params.id))
    if (!found) return missing(reply, 'There is no such run.')
    const { run, task } = found
    return page(
      reply,
      `Run ${run.name}`,
      html`<table>
          <tr><th>Run</th><td>${runLink(run.runId)}</td></tr>
          <tr><th>Job</th><td>${jobs.get(String(run.jobId)) ? jobLink(run.jobId) : html`${run.jobId}`}</td></tr>
          <tr><th>State</th><td>${state(run)} ${run.ending?.message}</td></tr>
          <tr><th>Started by</th><td>${run.creator}, runs as ${run.runAs}</td></tr>
          <tr><th>Asked for</th><td>${time(run.startTime)}</td></tr>
          <tr><th>Begun</th><td>${time(run.begunAt)}</td></tr>
          <tr><th>Ended</th><td>${time(run.endTime)}</td></tr>
        </table>
        <h2>Parameters</h2>
        <table>
          ${run.jobParameters.map(({ name, value }) => html`<tr><th>${name}</th><td>${value}</td></tr>`)}
        </table>
        ${(task ? [task] : run.tasks).map((one) => taskSection(one, executor))}
        <h2>Definition</h2>
        <pre>${JSON.stringify(run.settings, null, 2)}</pre>`,
    )
  })
}

function taskSection(task: TaskRun, executor: Executor): Html {
  const { text, truncated } = executor.logs(task.runId, shownLogBytes)
  return html`<h2>Task ${task.taskKey}${task.attempt > 0 ? `, attempt ${task.attempt + 1}` : ''}</h2>
    <table>
      <tr><th>Task run</th><td>${runLink(task.runId)}</td></tr>
      <tr><th>State</th><td>${state(task)} ${task.ending?.message}</td></tr>
      <tr><th>Cluster</th><td>${task.clusterId}</td></tr>
      <tr><th>Asked for</th><td>${time(task.startTime)}</td></tr>
      <tr><th>Running since</th><td>${time(task.runningSince)}</td></tr>
      <tr><th>Ended</th><td>${time(task.endTime)}</td></tr>
    </table>
    ${task.error === undefined ? undefined : html`<pre class="bad">${task.errorTrace || task.error}</pre>`}
    ${text === '' ? undefined : html`<p>${truncated ? 'End of the log:' : 'Log:'}</p><pre>${text}</pre>`}`
}

function jobTable(jobs: readonly Job[]): Html {
  if (jobs.length === 0) return html`<p>None yet.</p>`
  const rows = jobs.map(
    (job) =>
      html`<tr><td>${jobLink(job.jobId)}</td><td>${job.settings.name}</td><td>${job.creator}</td><td>${time(job.createdTime)}</td></tr>`,
  )
  return html`<table><tr><th>Job</th><th>Name</th><th>Creator</th><th>Created</th></tr>${rows}</table>`
}

function runTable(runs: readonly Run[]): Html {
  if (runs.length === 0) return html`<p>None yet.</p>`
  const rows = runs.map(
    (run) =>
      html`<tr><td>${runLink(run.runId)}</td><td>${run.name}</td><td>${state(run)}</td><td>${time(run.startTime)}</td><td>${time(run.endTime)}</td></tr>`,
  )
  return html`<table><tr><th>Run</th><th>Name</th><th>State</th><th>Asked for</th><th>Ended</th></tr>${rows}</table>`
}

function rest(count: number): Html | undefined {
  return count > shownRuns ? html`<p>The newest ${shownRuns} of ${count}.</p>` : undefined
}

function state({ state: now, ending }: Pick<Run, 'state' | 'ending'>): Html {
  if (!ending) return html`<span class="busy">${now}</span>`
  const tone = ending.code.startsWith('SUCCESS') ? 'good' : 'bad'
  return html`<span class="${tone}">${now} ${ending.result} ${ending.code}</span>`
}

function runLink(runId: number): Html {
  return html`<a href="/runs/${runId}">${runId}</a>`
}

function jobLink(jobId: number): Html {
  return html`<a href="/jobs/${jobId}">${jobId}</a>`
}

function time(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '–' : new Date(milliseconds).toISOString().replace('T', ' ')
}

function missing(reply: FastifyReply, sentence: string): string {
  reply.status(404)
  return page(reply, 'Not found', html`<p>${sentence}</p>`)
}

function page(reply: FastifyReply, title: string, body: Html): string {
  reply
    .type('text/html; charset=utf-8')
    .header('Content-Security-Policy', contentSecurityPolicy)
    .header('X-Content-Type-Options', 'nosniff')
    .header('Referrer-Policy', 'no-referrer')
    .header('Cache-Control', 'no-store')
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${{ safe: style }}</style></head>
<body><header><a href="/">Workspace</a><h1>${title}</h1></header>${body}</body>
</html>`.safe
}
