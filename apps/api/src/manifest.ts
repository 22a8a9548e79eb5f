import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Manifest } from '../../../optimiser-image/contract'
import { isFailureCode } from './outcome'

const seconds = Type.Number({ minimum: 0 })

const schema = Type.Object({
  runId: Type.String(),
  attempt: Type.Integer({ minimum: 1 }),
  outcome: Type.Union([Type.Literal('succeeded'), Type.Literal('failed')]),
  error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
  exitCode: Type.Union([Type.Integer(), Type.Null()]),
  files: Type.Array(
    Type.Object({
      name: Type.String({ minLength: 1, maxLength: 1024 }),
      bytes: Type.Integer({ minimum: 0 }),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    }),
    { maxItems: 1000 },
  ),
  timings: Type.Object({ stage: seconds, algorithm: seconds, upload: seconds }),
  startedAt: Type.String(),
  finishedAt: Type.String(),
  versions: Type.Record(Type.String(), Type.String()),
  inputSha256: Type.String(),
  logTruncated: Type.Boolean(),
  stopped: Type.Union([Type.Literal('finish'), Type.Literal('terminated'), Type.Null()]),
})

/**
 * The manifest of one attempt, or undefined where the text is none: not JSON, another shape, another run's or
 * attempt's, a failure without a known code, file names that leave the output folder or stand there twice.
 */
export function parseManifest(text: string, runId: string, attempt: number): Manifest | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Value.Check(schema, value) || value.runId !== runId || value.attempt !== attempt) return undefined
  if ((value.outcome === 'failed') !== (value.error !== undefined)) return undefined
  const names = new Set(value.files.map((file) => file.name))
  if (names.size !== value.files.length || ![...names].every(isSafeName)) return undefined
  const { error, ...rest } = value
  if (error === undefined) return rest
  return isFailureCode(error.code) ? { ...rest, error: { code: error.code, message: error.message } } : undefined
}

/** A relative path that stays inside its folder on every system. */
export function isSafeName(name: string): boolean {
  return (
    !/[\p{Cc}\p{Cs}\\]/u.test(name) && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  )
}
