import { dirname } from 'node:path'
import { type Algorithm, loadAlgorithms } from '../algorithms'
import type { Environment } from '../environment'
import { prod } from '../prod'
import { validateEnvironment } from '../validation'

export const algorithms = loadAlgorithms(dirname(dirname(__dirname)), prod.algorithms)
export const today = new Date('2026-11-24T12:00:00Z')

/** A copy of an environment with the value at the path replaced; `undefined` takes the key away. */
export function changed(path: string, value: unknown, from: Environment = prod): Environment {
  const copy = JSON.parse(JSON.stringify(from))
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const parent = keys.reduce((object, key) => object[key], copy)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return copy
}

/** Each mistake as one line. */
export function mistakes(environment: Environment, given: readonly Algorithm[] = algorithms): string[] {
  try {
    validateEnvironment(environment, given, today)
    return []
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
}

/** A mistake in one setting of `prod`, and the line that tells it. */
export type BadInput = readonly [label: string, path: string, value: unknown, message: string | RegExp]

/** One test for each bad input: it is refused with the field, the value given and what is allowed. */
export function refuses(inputs: readonly BadInput[]): void {
  test.each(inputs)('%s is refused with field, value and what is allowed', (_label, path, value, message) => {
    const found = mistakes(changed(path, value))
    expect(found).toContainEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })
}
