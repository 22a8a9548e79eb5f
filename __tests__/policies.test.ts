import { enforcePolicies } from '../constructs/policies/policies'
import { loadWaivers } from '../constructs/policies/waivers'
import { priceOf } from '../cost/price-table'
import { composeUnbuilt } from '../deploy/compose-unbuilt'
import { parsedStacks } from '../deploy/parsed-stacks'
import { environments } from '../environments/environments'

const today = '2026-11-24'

test.each(Object.values(environments))(
  '$name breaks no rule without a waiver, and uses every waiver',
  (environment) => {
    composeUnbuilt(environment, new Date(today), (app) => {
      const policies = enforcePolicies(app, environment.name, today)
      parsedStacks(app)
      expect(policies.findings.length).toBeGreaterThan(10)
      expect(policies.findings.filter(({ waiver }) => waiver === undefined)).toEqual([])
      expect(() => policies.assertWaiversUsed()).not.toThrow()
    })
  },
)

test('a waiver says what meeting the demand would cost, by the price table', () => {
  const known = { has: () => true } as unknown as ReadonlySet<string>
  for (const { id, usdPerMonth, meters } of loadWaivers(known, today)) {
    const usd = Object.entries(meters).reduce((sum, [key, quantity]) => sum + quantity * usdOf(key), 0)
    expect([id, usdPerMonth.toFixed(2)]).toEqual([id, usd.toFixed(2)])
  }
})

/** What one of a meter costs in a month. */
function usdOf(key: string): number {
  const { unitPrice, monthlyMultiplier = 1 } = priceOf(key, 'westeurope')
  return unitPrice * monthlyMultiplier
}
