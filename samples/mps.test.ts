import { createModel } from './mps'
import { modelText, proveOptimum } from './solve'

function example() {
  const model = createModel('example')
  const x = model.column('x', { cost: -1, upper: 4.5, integer: true })
  const y = model.column('y', { cost: -2, lower: Number.NEGATIVE_INFINITY, upper: 3 })
  const z = model.binary('z', 0.5)
  model.column('unused', { lower: 1, upper: 1 })
  model.column('free', { cost: 1, integer: true, lower: -2 })
  model.row(
    'sum',
    [
      [1, x],
      [1, y],
      [1, x],
    ],
    '<=',
    10,
    12,
  )
  model.row(
    'need',
    [
      [1, y],
      [-3, z],
    ],
    '<=',
    0,
  )
  model.row(
    'even',
    [
      [1, x],
      [-1, z],
    ],
    '>=',
    0,
  )
  return model
}

test('writes free MPS with markers, ranges and bounds', () => {
  expect(modelText(example())).toBe(`NAME example
ROWS
 N cost
 L sum
 L need
 G even
COLUMNS
 M0 'MARKER' 'INTORG'
 x cost -1
 x sum 2
 x even 1
 M1 'MARKER' 'INTEND'
 y cost -2
 y sum 1
 y need 1
 M2 'MARKER' 'INTORG'
 z cost 0.5
 z need -3
 z even -1
 M3 'MARKER' 'INTEND'
 unused cost 0
 M4 'MARKER' 'INTORG'
 free cost 1
 M5 'MARKER' 'INTEND'
RHS
 RHS sum 10
RANGES
 RNG sum 12
BOUNDS
 LO BND x 0
 UP BND x 4.5
 MI BND y
 UP BND y 3
 LO BND z 0
 UP BND z 1
 FX BND unused 1
 LO BND free -2
 PL BND free
ENDATA
`)
})

test('is read by the optimiser as it was meant: the optimum is the one worked out by hand', async () => {
  // z = 1 allows y = 3 (gains 6 - 0.5); 2x + y <= 10 leaves x = 3; free = -2.
  expect(await proveOptimum(modelText(example()), 60)).toMatchObject({ status: 'optimal', objective: -10.5 })
}, 60_000)

function nameTwice() {
  const model = createModel('m')
  model.column('x')
  model.column('x')
}

test.each([
  ['a name with a space', () => createModel('m').column('a b')],
  ['a name twice', nameTwice],
  ['a cost that is not finite', () => createModel('m').column('x', { cost: Number.NaN })],
  ['bounds that cross', () => createModel('m').column('x', { lower: 2, upper: 1 })],
  ['a limit that is not finite', () => createModel('m').row('r', [], '<=', Number.POSITIVE_INFINITY)],
])('refuses %s', (_, make) => {
  expect(make).toThrow()
})
