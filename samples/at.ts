/** The value at a place that the generator itself laid out; a missing one is a mistake in the generator. */
export function at<Value>(values: readonly Value[], index: number): Value {
  const value = values[index]
  if (value === undefined) throw new Error(`there is no value at ${index} of ${values.length}`)
  return value
}

/** The numbers from 0 to `count` - 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}
