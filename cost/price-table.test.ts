import { nodeTypes } from './node-types'
import { findPrice, priceOf, prices } from './price-table'

test('a meter has one price in a region, in the order of keys', () => {
  const keys = prices.map(({ key, region }) => `${key} ${region}`)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : 1)))
})

test('every price is above nothing, dated, and says where it comes from', () => {
  for (const price of prices) {
    expect(price.unitPrice).toBeGreaterThan(0)
    expect(price.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(price.source).not.toBe('')
    expect(['stored', 'assumed']).toContain(price.confidence)
    expect(price.monthlyMultiplier).toBe({ hour: 730, month: 1 }[price.unit as 'hour' | 'month'])
    expect(price.freePer === undefined).toBe(price.freeQuantity === undefined)
  }
})

test('eight cores cost twice as much as four of the same series: a Windows or spot row would not', () => {
  const pairs = [
    ['Standard_F4s_v2', 'Standard_F8s_v2'],
    ['Standard_D4as_v5', 'Standard_D8as_v5'],
  ] as const
  for (const [four, eight] of pairs) {
    for (const { region, unitPrice } of prices.filter(({ key }) => key === `vm/${four}`)) {
      expect(priceOf(`vm/${eight}`, region).unitPrice).toBeCloseTo(2 * unitPrice, 6)
    }
  }
})

test('machine prices are of one region each, and of known node types', () => {
  for (const { key, region } of prices.filter((price) => price.key.startsWith('vm/'))) {
    expect(region).not.toBe('any')
    expect(Object.keys(nodeTypes)).toContain(key.slice('vm/'.length))
  }
})

test('a machine price that its source contradicts is not used', () => {
  expect(findPrice('vm/Standard_D4as_v5', 'northeurope')).toBeUndefined()
  expect(findPrice('vm/Standard_DS3_v2', 'westeurope')).toBeUndefined()
})

test('a price of the region comes before one that stands in for all', () => {
  expect(priceOf('app-service/B1', 'eastus').unitPrice).toBe(0.017)
  expect(priceOf('app-service/B1', 'westeurope').unitPrice).toBe(0.018)
})

test('monthly prices are those of the facts', () => {
  const of = (key: string) => {
    const { unitPrice, monthlyMultiplier = Number.NaN } = priceOf(key, 'westeurope')
    return Number((unitPrice * monthlyMultiplier).toFixed(2))
  }
  expect(of('app-service/B1')).toBe(13.14)
  expect(of('app-service/P0v3')).toBe(56.58)
  expect(of('registry/Basic')).toBe(5)
  expect(of('registry/Premium')).toBe(50)
  expect(of('private-endpoint/hours')).toBe(7.3)
  expect(of('nat-gateway/hours') + of('public-ip')).toBe(36.5)
})

test('an unknown meter or region is refused with what is known', () => {
  expect(() => priceOf('app-service/P9', 'westeurope')).toThrow('no meter "app-service/P9": known are app-service/B1')
  expect(() => priceOf('vm/Standard_D8as_v5', 'northeurope')).toThrow('known are eastus, westeurope; add a row')
})
