import { runCost } from './run-cost'

const westEurope = { region: 'westeurope', publicNode: false }

/** Machine and Databricks units, without disks: as the figures below are given. */
function compute(nodeType: string, minutes: number, spotDiscount = 0): number {
  const { vm, dbu } = runCost({ ...westEurope, nodeType, minutes, spotDiscount })
  return vm + dbu
}

test.each([
  [15, 0.105],
  [20, 0.14],
  [25, 0.175],
])('%d billed minutes on F4s_v2 cost %d USD', (minutes, usd) => {
  expect(compute('Standard_F4s_v2', minutes)).toBeCloseTo(usd, 3)
})

// Runs a month, billed minutes, USD a month on F4s_v2.
test.each([
  [(365 * 5) / 12, 15, 15.93],
  [(365 * 5) / 12, 20, 21.24],
  [(365 * 5) / 12, 25, 26.55],
  [110, 20, 15.36],
  [(365 * 5) / 12, 10, 10.62],
])('%d runs of %d billed minutes cost %d USD a month on F4s_v2', (runs, minutes, usd) => {
  expect(Math.abs(runs * compute('Standard_F4s_v2', minutes) - usd)).toBeLessThan(0.01)
})

// USD a month of 152.1 runs of 15, 20 and 25 billed minutes.
test.each([
  ['Standard_F8s_v2', [31.9, 42.5, 53.1]],
  ['Standard_D4as_v5', [19.3, 25.8, 32.2]],
  ['Standard_D4ads_v5', [20.9, 27.9, 34.9]],
  ['Standard_D8as_v5', [38.6, 51.5, 64.4]],
])('a month of runs on %s', (nodeType, expected) => {
  const month = [15, 20, 25].map((minutes) => ((365 * 5) / 12) * compute(nodeType, minutes))
  month.forEach((usd, index) => {
    expect(Math.abs(usd - (expected[index] ?? Number.NaN))).toBeLessThan(0.06)
  })
})

test('spot lowers the machine and leaves the Databricks units', () => {
  const onDemand = runCost({ ...westEurope, nodeType: 'Standard_F4s_v2', minutes: 60 })
  const spot = runCost({ ...westEurope, nodeType: 'Standard_F4s_v2', minutes: 60, spotDiscount: 0.7 })
  expect(onDemand.vm + onDemand.dbu).toBeCloseTo(0.419, 6)
  expect(spot.vm + spot.dbu).toBeCloseTo(0.2832, 6)
  expect(spot.dbu).toBe(onDemand.dbu)
})

test('disks and a public address are billed with the node', () => {
  const node = { region: 'westeurope', nodeType: 'Standard_D4as_v5', minutes: 60 }
  expect(runCost({ ...node, publicNode: true })).toMatchObject({ disks: 0.04, publicIp: 0.005 })
  expect(runCost({ ...node, publicNode: true }).total).toBeCloseTo(0.208 + 0.3 + 0.045, 6)
  expect(runCost({ ...node, publicNode: false }).publicIp).toBe(0)
})

test('what makes no sense is refused', () => {
  const node = { ...westEurope, nodeType: 'Standard_D4as_v5', minutes: 10 }
  expect(() => runCost({ ...node, nodeType: 'Standard_X' })).toThrow(
    'no node type "Standard_X": known are Standard_D4as',
  )
  expect(() => runCost({ ...node, region: 'northeurope' })).toThrow('no price of "vm/Standard_D4as_v5" in region')
  expect(() => runCost({ ...node, minutes: Number.NaN })).toThrow('minutes must be 0 or more, not NaN')
  expect(() => runCost({ ...node, spotDiscount: 70 })).toThrow('between 0 and 1, not 70')
})
