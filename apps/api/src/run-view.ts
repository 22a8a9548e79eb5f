import { createHash } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { failures, type Progress } from '../../../optimiser-image/contract'
import { hasEnded, type RunRecord } from './run-record'

export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
const time = Type.String({ format: 'date-time' })

export const progressSchema = Type.Object({
  time,
  percent: Type.Optional(Type.Number()),
  phase: Type.Optional(Type.String()),
  message: Type.Optional(Type.String()),
  objective: Type.Optional(Type.Number()),
  bound: Type.Optional(Type.Number()),
  gap: Type.Optional(Type.Number()),
  nodes: Type.Optional(Type.Number()),
})

export const runSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  status: Type.Enum(['queued', 'starting', 'running', 'canceling', 'succeeded', 'failed', 'canceled']),
  createdAt: time,
  startedAt: nullable(time),
  finishedAt: nullable(time),
  createdBy: Type.Object({ oid: Type.String(), name: Type.String() }),
  algorithm: Type.Object({ name: Type.String(), version: Type.String() }),
  profile: Type.String(),
  input: Type.Object({ name: Type.String(), bytes: Type.Integer(), sha256: Type.String() }),
  options: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  rerunOf: nullable(Type.String({ format: 'uuid' })),
  attempt: Type.Integer({ minimum: 0 }),
  progress: nullable(progressSchema),
  error: nullable(
    Type.Object({
      code: Type.String(),
      message: Type.String(),
      origin: Type.String(),
      retryable: Type.Boolean(),
      exitCode: Type.Optional(Type.Integer()),
      attempt: Type.Integer(),
    }),
  ),
  result: nullable(
    Type.Object({
      name: Type.String(),
      bytes: Type.Integer(),
      sha256: Type.String(),
      attempt: Type.Integer(),
      expiresAt: time,
    }),
  ),
  summary: nullable(Type.Object({}, { additionalProperties: true })),
  costEur: nullable(Type.Number()),
  finishRequested: Type.Boolean(),
  cancelRequested: Type.Boolean(),
  pollAfterSeconds: Type.Integer(),
  links: Type.Object({
    self: Type.String(),
    result: Type.String(),
    files: Type.String(),
    logs: Type.String(),
    incumbents: Type.String(),
    cancel: Type.String(),
    finish: Type.String(),
    rerun: Type.String(),
  }),
})

export type RunView = Static<typeof runSchema>

export const iso = (milliseconds: number) => new Date(milliseconds).toISOString()

/** A run as callers see it: nothing of Databricks, of storage or of grants. */
export function viewRun(run: RunRecord, publicUrl: string, progress: Progress | null): RunView {
  const self = `${publicUrl}/v1/runs/${run.id}`
  const { error, result } = run
  return {
    id: run.id,
    name: run.name,
    status: run.status,
    createdAt: iso(run.createdAt),
    startedAt: run.startedAt === undefined ? null : iso(run.startedAt),
    finishedAt: run.finishedAt === undefined ? null : iso(run.finishedAt),
    createdBy: { oid: run.oid, name: run.callerName },
    algorithm: { name: run.algorithm, version: run.algorithmVersion },
    profile: run.profile,
    input: { name: run.inputName, bytes: run.inputBytes, sha256: run.inputSha256 },
    options: { ...run.options },
    rerunOf: run.rerunOf ?? null,
    attempt: run.attempt,
    progress,
    error: error
      ? {
          code: error.code,
          message: error.message,
          origin: failures[error.code].origin,
          retryable: failures[error.code].retryable,
          ...(error.exitCode === undefined ? {} : { exitCode: error.exitCode }),
          attempt: error.attempt,
        }
      : null,
    result: result ? { ...result, expiresAt: iso(run.expiresAt ?? run.createdAt) } : null,
    summary: run.summary === undefined ? null : JSON.parse(run.summary),
    costEur: run.costEur ?? null,
    finishRequested: run.finishRequested,
    cancelRequested: run.cancelRequested,
    pollAfterSeconds: hasEnded(run) ? 0 : pollAfterSeconds(run),
    links: {
      self,
      result: `${self}/result`,
      files: `${self}/files`,
      logs: `${self}/logs`,
      incumbents: `${self}/incumbents`,
      cancel: `${self}/cancel`,
      finish: `${self}/finish`,
      rerun: `${self}/rerun`,
    },
  }
}

/** A tenth of the run's age, from 1 to 30 seconds: short runs are met soon, long ones are not asked often. */
function pollAfterSeconds(run: RunRecord): number {
  const age = (Date.now() - run.createdAt) / 1000
  return Math.min(30, Math.max(1, Math.round(age / 10)))
}

/** Changes exactly when something a caller can act on changes: how long to wait is left out. */
export function etagOf(view: RunView): string {
  const { pollAfterSeconds: _poll, ...rest } = view
  return `"${createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 22)}"`
}
