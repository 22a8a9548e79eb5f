import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { AlgorithmManifest } from '../contract'
import { type CheckedInput, checkStream } from './input-check/input-check'
import type { Source } from './input-source'
import { Problem } from './problem'
import type { RunData } from './run-data'

/**
 * Streams the input through its check into the run's container.
 *
 * @throws Problem of the check, or of the input's source; else what the storage threw
 */
export async function stageInput(
  data: RunData,
  blob: string,
  source: Source,
  rules: AlgorithmManifest['input'],
  signal: AbortSignal,
): Promise<CheckedInput> {
  if (Buffer.isBuffer(source.content)) throw new Error('an input in memory is not streamed')
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const content = await source.content(either)
  let checked: CheckedInput | undefined
  const check = checkStream(source.name, rules, (result) => {
    checked = result
  })
  const out = new PassThrough()
  // The upload ends when its stream does: it must not commit what a failing check lets through.
  const checking = pipeline(content, check, out, { signal: either })
  const uploading = data.streamInput(blob, out, either)
  const results = await Promise.allSettled([
    checking.catch((error: unknown) => {
      failed.abort()
      throw error
    }),
    uploading.catch((error: unknown) => {
      failed.abort()
      throw error
    }),
  ])
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  const reason = reasons.find((one) => one instanceof Problem) ?? reasons.find((one) => !isAbort(one)) ?? reasons[0]
  if (reason !== undefined) throw reason
  if (!checked) throw new Error('a check ended without a verdict')
  return checked
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
