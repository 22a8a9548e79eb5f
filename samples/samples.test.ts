import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dimensions, documentedSeed, fingerprint, readDocumented, samples } from './catalogue'
import { modelText, proveOptimum } from './solve'

/** Longer ones are for `samples/prove.ts`. */
const quickSeconds = 8
const timeLimitSeconds = 600

describe.each(Object.entries(samples))('%s', (name, sizes) => {
  const documented = readDocumented(name)

  test('documents every size', () => {
    expect(documented.map(({ size }) => size)).toEqual(Object.keys(sizes))
  })

  test.each(documented)('size $size is the documented model', ({ size, ...row }) => {
    const model = sizes[size]?.(documentedSeed)
    expect(model && { dimensions: dimensions(model), fingerprint: fingerprint(model) }).toEqual({
      dimensions: row.dimensions,
      fingerprint: row.fingerprint,
    })
  })

  test('another seed gives another model', () => {
    const build = Object.values(sizes).at(-1)
    expect(build && fingerprint(build(2))).not.toBe(build && fingerprint(build(1)))
  })

  test.each(documented.filter(({ seconds }) => seconds <= quickSeconds))(
    'size $size has the documented optimum $optimum',
    async ({ size, optimum }) => {
      const model = sizes[size]?.(documentedSeed)
      const { status, objective } = await proveOptimum(model ? modelText(model) : '', timeLimitSeconds)
      expect(status).toBe('optimal')
      expect(Math.abs((objective ?? Number.NaN) / optimum - 1)).toBeLessThan(1e-6)
    },
    timeLimitSeconds * 1000,
  )

  test('has a size that is solved in the tests', () => {
    expect(documented.some(({ seconds }) => seconds <= quickSeconds)).toBe(true)
  })
})

test('facility-location/small.mps is what its generator writes', () => {
  const model = samples['facility-location']?.small?.(documentedSeed)
  expect(readFileSync(join(__dirname, 'facility-location', 'small.mps'), 'utf8')).toBe(model && modelText(model))
})
