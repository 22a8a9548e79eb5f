import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { type RunnerSpan, runnerSpans } from '../../../optimiser-image/contract'

export const maxSpansBytes = 16 * 1024
const maxSpans = 20

const id = Type.String({ pattern: '^[0-9a-f]{16}$' })
const moment = Type.Number({ minimum: 0, maximum: 8.64e15 })
const schema = Type.Object({
  id,
  parentId: id,
  name: Type.Enum([...runnerSpans]),
  start: moment,
  end: moment,
  failed: Type.Boolean(),
})

/** The spans of one attempt's blob; lines that are none are left out, since an algorithm can write there too. */
export function parseRunnerSpans(text: string): RunnerSpan[] {
  const spans: RunnerSpan[] = []
  for (const line of text.split('\n').slice(0, maxSpans)) {
    try {
      const value: unknown = JSON.parse(line)
      if (Value.Check(schema, value)) {
        const { id, parentId, name, start, end, failed } = value
        spans.push({ id, parentId, name, start, end, failed })
      }
    } catch {
      // Not a span.
    }
  }
  return spans
}
