import { assertWithinBudget } from './budget'
import { freeResources } from './free-resources'
import { resourcePricing } from './resource-pricing'
import { injected, platform, report, usage } from './testing/stacks'

/** What Terraform resolves and nobody else. */
const tokenOf = (variable: string) => ['$', `{var.${variable}}`].join('')

const lineOf = (found: ReturnType<typeof report>, part: string) => {
  const line = found.lines.find(({ address, name }) => `${address} ${name}`.includes(part))
  if (!line) throw new Error(`no line "${part}" among ${found.lines.map(({ name }) => name).join(', ')}`)
  return line
}

test('the default environment costs what its parts cost', () => {
  const found = report()
  const node = (5 * 365 * 20) / 12 / 60
  expect(lineOf(found, 'plan B1').usd).toBeCloseTo(13.14, 2)
  expect(lineOf(found, 'registry Basic').usd).toBeCloseTo(5, 2)
  expect(lineOf(found, 'vault operations').usd).toBeCloseTo(0.03, 2)
  expect(lineOf(found, 'blobs').usd).toBeCloseTo(0.098, 3)
  expect(lineOf(found, 'root storage').usd).toBeCloseTo(0.098, 3)
  expect(lineOf(found, 'nodes Standard_D4as_v5').usd).toBeCloseTo(node * 0.208, 2)
  expect(lineOf(found, 'Databricks units').usd).toBeCloseTo(node * 0.3, 2)
  expect(lineOf(found, 'public addresses of nodes').usd).toBeCloseTo(0.25, 2)
  expect(found.month.fixedUsd).toBeCloseTo(18.39, 2)
  expect(found.month.totalUsd).toBeCloseTo(
    found.lines.reduce((sum, { usd }) => sum + usd, 0),
    6,
  )
  expect(found.month.totalEur).toBeCloseTo(found.month.totalUsd * 0.88, 6)
  expect(found.unpriced).toEqual([])
})

// Runs a day, minutes of a run, minutes of its start; USD a month on-demand and on spot.
test.each([
  [5, 10, 5, 36.0, 30.9],
  [5, 15, 5, 41.8, 35.0],
  [5, 20, 5, 47.7, 39.1],
  [(110 * 12) / 365, 15, 5, 35.4, 30.4],
  [5, 10, 0, 30.2, 26.8],
])('%d runs a day of %d + %d minutes on F4s_v2', (runsPerDay, minutesPerRun, coldStartMinutes, onDemand, spot) => {
  // The figures predate two counts that this model makes: writes of progress and log, and addresses of nodes.
  const stacks = platform({
    azurerm_databricks_workspace: {
      workspace: { sku: 'premium', custom_parameters: { ...injected, no_public_ip: true } },
    },
  })
  for (const [isSpot, expected] of [
    [false, onDemand],
    [true, spot],
  ] as const) {
    const found = report({
      stacks,
      profiles: { small: { nodeType: 'Standard_F4s_v2', spot: isSpot } },
      usage: { ...usage, runsPerDay, minutesPerRun, coldStartMinutes },
    })
    const operations = found.lines.filter(({ meter, part }) => part === 'runs' && /^(blob|table)/.test(meter))
    const compared = found.month.totalUsd - operations.reduce((sum, { usd }) => sum + usd, 0)
    // They take 0.30 for storage, of which the blobs, counted here, are 0.098.
    expect(Math.abs(compared + 0.2 - expected)).toBeLessThan(0.1)
  }
})

test('a resource type that nobody has priced is listed and makes the total a lower bound', () => {
  const found = report({ stacks: platform({ azurerm_redis_cache: { cache: { sku_name: 'Basic' } } }) })
  expect(found.unpriced).toEqual([
    {
      address: 'foundation/azurerm_redis_cache.cache',
      name: 'azurerm_redis_cache',
      reason: expect.stringContaining('neither'),
    },
  ])
  expect(found.warnings[0]).toBe('the total is too low: 1 parts have no price and are not counted')
  expect(found.month.totalUsd).toBeCloseTo(report().month.totalUsd, 6)
})

test.each([
  [
    'a plan that the table does not know',
    { azurerm_service_plan: { plan: { os_type: 'Linux', sku_name: 'P3v3' } } },
    'app-service/P3v3',
  ],
  [
    'a plan that is known to Terraform alone',
    { azurerm_service_plan: { plan: { os_type: 'Linux', sku_name: tokenOf('sku') } } },
    'app-service/',
  ],
  ['a Windows plan', { azurerm_service_plan: { plan: { os_type: 'Windows', sku_name: 'B1' } } }, 'only Linux'],
  [
    'the retired standard tier',
    { azurerm_databricks_workspace: { workspace: { sku: 'standard' } } },
    'dbu-jobs/standard',
  ],
  [
    'a resource repeated by Terraform',
    { azurerm_public_ip: { many: { for_each: tokenOf('many') } } },
    'known only to Terraform',
  ],
  [
    'a second storage account',
    { azurerm_storage_account: { a: { account_replication_type: 'LRS' }, b: {} } },
    'one storage account',
  ],
  [
    'logs sent elsewhere',
    { azurerm_monitor_diagnostic_setting: { a: { storage_account_id: 'x' } } },
    'only export to Log Analytics',
  ],
  [
    'a job on an unknown node',
    { databricks_job: { j: { job_cluster: [{ new_cluster: { node_type_id: 'Standard_X' } }] } } },
    'no price of Standard_X',
  ],
  [
    'an alert on every value of a dimension',
    { azurerm_monitor_metric_alert: { a: { criteria: [{ dimension: [{ values: ['*'] }] }] } } },
    'time series',
  ],
])('%s is unpriced, not free', (_what, more, reason) => {
  expect(report({ stacks: platform(more as never) }).unpriced).toEqual(
    expect.arrayContaining([expect.objectContaining({ reason: expect.stringContaining(reason) })]),
  )
})

test('a node type without a price in the region is unpriced', () => {
  const found = report({ region: 'northeurope' })
  expect(found.unpriced.map(({ reason }) => reason)).toContain('no price of "vm/Standard_D4as_v5" in northeurope')
  expect(found.runPrices).toEqual([])
})

test('no type is priced and free at once', () => {
  expect(Object.keys(resourcePricing).filter((type) => type in freeResources)).toEqual([])
})

test('what costs nothing is listed with its reason', () => {
  expect(report().free).toEqual([
    { type: 'azurerm_resource_group', count: 1, reason: expect.stringContaining('a place') },
  ])
})

test('a network that Databricks manages brings the NAT gateway that no resource shows', () => {
  const found = report({ stacks: platform({ azurerm_databricks_workspace: { workspace: { sku: 'premium' } } }) })
  const hidden = found.lines.filter(({ name }) => name.includes('hidden NAT'))
  expect(hidden.map(({ hidden: isHidden }) => isHidden)).toEqual([true, true, true])
  expect(hidden.filter(({ part }) => part === 'fixed').reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(36.5, 2)
  expect(hidden.find(({ part }) => part === 'runs')?.usd).toBeCloseTo(88.3, 1)
  expect(lineOf(found, 'root storage').meter).toBe('blob-data/GRS')
})

test('a NAT gateway of our own costs its hours, its address, and the data that service endpoints do not carry', () => {
  const subnet = {
    delegation: [{ service_delegation: { name: 'Microsoft.Databricks/workspaces' } }],
    service_endpoints: ['Microsoft.Storage'],
  }
  const gateway = {
    azurerm_nat_gateway: { nat: {} },
    azurerm_public_ip: { nat: {} },
    azurerm_databricks_workspace: {
      workspace: { sku: 'premium', custom_parameters: { ...injected, no_public_ip: true } },
    },
  }
  const guarded = report({ stacks: platform({ ...gateway, azurerm_subnet: { host: subnet } }) })
  expect(lineOf(guarded, 'nat gateway').usd).toBeCloseTo(32.85, 2)
  expect(lineOf(guarded, 'nat address').usd).toBeCloseTo(3.65, 2)
  expect(lineOf(guarded, 'nat data').usd).toBeCloseTo(3.42, 2)
  expect(guarded.lines.some(({ name }) => name === 'public addresses of nodes')).toBe(false)
  const open = report({
    stacks: platform({ ...gateway, azurerm_subnet: { host: { ...subnet, service_endpoints: [] } } }),
  })
  expect(lineOf(open, 'nat data').usd).toBeCloseTo(88.3, 1)
})

test('a larger plan, longer retention and copies in two regions are priced', () => {
  const found = report({
    stacks: platform({
      azurerm_service_plan: { plan: { os_type: 'Linux', sku_name: 'P0v3' } },
      azurerm_log_analytics_workspace: { logs: { retention_in_days: 90 } },
      azurerm_storage_account: { storage: { account_replication_type: 'GRS' } },
    }),
  })
  expect(lineOf(found, 'plan P0v3').usd).toBeCloseTo(56.58, 2)
  expect(lineOf(found, 'retention over 31 days').usd).toBeCloseTo((59 / 30) * 0.13, 3)
  expect(lineOf(found, 'blobs').usd).toBeCloseTo(5 * 0.0392, 3)
})

test('alert rules are billed by how often they look', () => {
  const rule = (frequency: string) => ({ evaluation_frequency: frequency, criteria: [{}] })
  const found = report({
    stacks: platform({
      azurerm_monitor_scheduled_query_rules_alert_v2: { often: rule('PT5M'), daily: rule('P1D') },
      azurerm_monitor_metric_alert: { health: { criteria: [{ dimension: [{ values: ['a', 'b'] }] }] } },
      azurerm_application_insights_standard_web_test: { ping: { frequency: 300, geo_locations: ['a', 'b'] } },
    }),
  })
  expect(lineOf(found, 'often rule').usd).toBe(1.5)
  expect(lineOf(found, 'daily rule').usd).toBe(0.5)
  expect(lineOf(found, 'health time series').usd).toBeCloseTo(0.2, 6)
  expect(lineOf(found, 'ping executions').usd).toBeCloseTo(2 * 8760 * 0.00056, 6)
})

test('idle nodes of a pool are billed as machines, without Databricks units', () => {
  const pool = (minIdle: number) =>
    report({
      stacks: platform({
        databricks_instance_pool: {
          pool: {
            node_type_id: 'Standard_D4as_v5',
            min_idle_instances: minIdle,
            idle_instance_autotermination_minutes: 15,
          },
        },
      }),
    })
  expect(lineOf(pool(1), 'idle nodes').usd).toBeCloseTo(730 * 0.208, 2)
  expect(lineOf(pool(0), 'nodes idle after runs').usd).toBeCloseTo((5 * 365 * 15 * 0.208) / 12 / 60, 2)
})

test('free units are given once, however many resources use them', () => {
  const found = report({
    usage: { ...usage, runsPerDay: 20 },
    stacks: platform({ azurerm_automation_account: { a: {}, b: {} } }),
  })
  const minutes = found.lines.filter(({ meter }) => meter === 'automation/minutes')
  expect(minutes.reduce((sum, { free }) => sum + free, 0)).toBe(500)
  expect(found.grants).toContainEqual(
    expect.objectContaining({ meter: 'automation/minutes', used: 500, granted: 500, per: 'subscription and month' }),
  )
})

test('resources counted by a number are priced that often', () => {
  expect(
    lineOf(report({ stacks: platform({ azurerm_public_ip: { two: { count: 2 } } }) }), 'two address').usd,
  ).toBeCloseTo(7.3, 2)
})

test('runs are priced by profile, on-demand and on spot', () => {
  const found = report()
  const [small] = found.runPrices
  expect(small).toMatchObject({ profile: 'small', nodeType: 'Standard_D4as_v5', spot: false })
  expect(small?.onDemandUsd).toBeCloseTo(found.month.runsUsd / found.month.runs, 6)
  expect((small?.onDemandUsd ?? 0) - (small?.spotUsd ?? 0)).toBeCloseTo(((0.7 * 20) / 60) * 0.208, 6)
})

test('one more run a day adds a month of runs', () => {
  const found = report()
  expect(found.oneMoreRunADayUsd).toBeCloseTo((found.month.runsUsd / found.month.runs) * (365 / 12), 6)
})

test('an environment without runs is priced standing still', () => {
  const found = report({ usage: { ...usage, runsPerDay: 0 } })
  expect(found.month.runsUsd).toBe(0)
  expect(found.runPrices[0]?.onDemandUsd).toBeCloseTo(report().runPrices[0]?.onDemandUsd ?? 0, 6)
})

test('usage of a profile that is not offered is refused', () => {
  expect(() => report({ usage: { ...usage, profile: 'huge' } })).toThrow(
    'usage.profile is "huge"; offered are small, small-spot',
  )
})

test('old prices are warned of, and young ones are not', () => {
  expect(report({ today: '2026-11-22' }).warnings).toContainEqual(
    expect.stringMatching(/older than 90 days, the oldest is of 2024-07-01/),
  )
  expect(report({ today: '2024-07-02' }).warnings.join()).not.toMatch(/older than/)
})

test('a node type is warned of in its last year', () => {
  const dated = { small: { nodeType: 'Standard_F4s_v2', spot: false } }
  expect(report({ profiles: dated, today: '2028-01-01' }).warnings.join()).toMatch('Azure retires on 2028-11-15')
  expect(report({ profiles: dated }).warnings.join()).not.toMatch('retires')
})

test('an environment over its budget is refused with its largest parts', () => {
  expect(() => assertWithinBudget(report())).not.toThrow()
  const over = report({ budgetPerMonth: 30 })
  expect(over.budget.verdict).toBe('over')
  expect(() => assertWithinBudget(over)).toThrow(
    /"prod" is estimated at 4\d\.\d\d EUR a month; budget.perMonth allows 30 EUR. Largest parts: .*Databricks units, premium .* Raise the budget/,
  )
})

test('a budget is kept when it is met to the cent', () => {
  expect(() => assertWithinBudget(report({ budgetPerMonth: report().month.totalEur }))).not.toThrow()
})
