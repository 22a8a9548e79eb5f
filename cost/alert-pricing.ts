import type { Component, Part, Pricing, Unpriced } from './component'
import { type Body, blocks, list, number, text } from './terraform'

/** Rules that watch metrics and logs, and tests from outside. */
export const alertPricing: Readonly<Record<string, Pricing>> = {
  azurerm_monitor_metric_alert(body) {
    const plain = [
      ...blocks(body, 'criteria'),
      ...blocks(body, 'application_insights_web_test_location_availability_criteria'),
    ]
    const dynamic = blocks(body, 'dynamic_criteria')
    return [
      ...series('time series', 'metric-alert/series', [...plain, ...dynamic]),
      ...series('dynamic thresholds', 'metric-alert/dynamic-series', dynamic),
    ]
  },

  azurerm_monitor_scheduled_query_rules_alert_v2(body) {
    const frequency = billedFrequency(text(body, 'evaluation_frequency', 'PT5M'))
    const criteria = blocks(body, 'criteria')
    const further = criteria.map(seriesOf).reduce<number | undefined>(sum, -1)
    const rule: Component = { name: `rule ${frequency}`, meter: `log-alert/${frequency}`, quantity: 1, part: 'fixed' }
    if (further === undefined) return [rule, openSeries]
    if (further <= 0) return [rule]
    return [
      rule,
      { name: 'further time series', meter: `log-alert-series/${frequency}`, quantity: further, part: 'fixed' },
    ]
  },

  azurerm_application_insights_standard_web_test(body) {
    const seconds = number(body, 'frequency', 300)
    if (seconds === undefined) {
      return [{ name: 'executions', unpriced: 'the frequency is known only to Terraform' }]
    }
    const executions = (list(body, 'geo_locations').length * 730 * 3600) / seconds
    return [{ name: 'executions', meter: 'web-test/execution', quantity: executions, part: 'fixed' }]
  },
}

const openSeries: Unpriced = {
  name: 'further time series',
  unpriced: 'a dimension without named values makes as many time series as the data has values',
}

function series(name: string, meter: string, criteria: readonly Body[]): Part[] {
  const quantity = criteria.map(seriesOf).reduce<number | undefined>(sum, 0)
  if (quantity === undefined) return [openSeries]
  return quantity > 0 ? [{ name, meter, quantity, part: 'fixed' }] : []
}

/** Time series of one criterion: the product of its dimensions' named values. */
function seriesOf(criterion: Body): number | undefined {
  const values = blocks(criterion, 'dimension').map((dimension) => list(dimension, 'values'))
  if (values.some((named) => named.includes('*'))) return undefined
  return values.reduce((product, named) => product * Math.max(1, named.length), 1)
}

function sum(total: number | undefined, value: number | undefined): number | undefined {
  return total === undefined || value === undefined ? undefined : total + value
}

/** Rules that look less often than every quarter of an hour are billed as if they looked that often. */
function billedFrequency(frequency: string): string {
  return ['PT1M', 'PT5M', 'PT10M'].includes(frequency) ? frequency : 'PT15M'
}
