import { invalid } from './request-fields'
import type { Json } from './workspace'

/** One page of a list that is sorted newest first, with tokens that stay right while objects come and go. */
export interface Page<T> {
  readonly items: T[]
  readonly next?: string
  readonly previous?: string
}

/** @throws DatabricksError 400 for a token that this function did not make */
export function pageOf<T extends { readonly sequence: number }>(
  newestFirst: readonly T[],
  limit: number,
  token?: string,
  offset = 0,
): Page<T> {
  const { direction, sequence } = token ? readToken(token) : { direction: 'older', sequence: Number.MAX_SAFE_INTEGER }
  const items =
    direction === 'older'
      ? newestFirst.filter((item) => item.sequence < sequence).slice(offset, offset + limit)
      : newestFirst.filter((item) => item.sequence > sequence).slice(-limit)
  const first = items[0]
  const last = items.at(-1)
  return {
    items,
    ...(last && newestFirst.at(-1) !== last && { next: writeToken('older', last.sequence) }),
    ...(first && newestFirst[0] !== first && { previous: writeToken('newer', first.sequence) }),
  }
}

function writeToken(direction: 'older' | 'newer', sequence: number): string {
  return Buffer.from(`${direction} ${sequence}`).toString('base64url')
}

function readToken(token: string): { direction: string; sequence: number } {
  const [, direction, sequence] = /^(older|newer) (\d{1,16})$/.exec(Buffer.from(token, 'base64url').toString()) ?? []
  if (direction === undefined) throw invalid('page_token must be a token that an earlier answer gave')
  return { direction, sequence: Number(sequence) }
}

const arrayCap = 100

/**
 * Jobs API 2.2 answers at most 100 elements of each list of a job or run; `next_page_token` asks for the next 100
 * (docs.databricks.com/aws/en/reference/jobs-api-2-2-updates).
 */
export function capArrays(object: Json, fields: readonly string[], token?: string): Json {
  const start =
    token === undefined
      ? 0
      : Number(
          Buffer.from(token, 'base64url')
            .toString()
            .replace(/^from /, ''),
        )
  if (!Number.isSafeInteger(start)) throw invalid('page_token must be a token that an earlier answer gave')
  const capped: Json = { ...object }
  let more = false
  for (const field of fields) {
    const list = object[field]
    if (!Array.isArray(list)) continue
    capped[field] = list.slice(start, start + arrayCap)
    more ||= list.length > start + arrayCap
  }
  return more ? { ...capped, next_page_token: Buffer.from(`from ${start + arrayCap}`).toString('base64url') } : capped
}
