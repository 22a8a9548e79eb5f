import { money, toJson, toMarkdown, toText } from './report'
import { diffOf, diffToMarkdown, diffToText } from './report-diff'
import { platform, report, usage } from './testing/stacks'

const cents = (amount: number) => amount.toFixed(2)

test('the text shows every line, the sums, the price of a run and what is assumed', () => {
  const found = report()
  const text = toText(found)
  for (const { name } of found.lines) expect(text).toContain(name)
  expect(text).toMatch(new RegExp(`total +${cents(found.month.totalUsd)} +${cents(found.month.totalEur)}`))
  expect(text).toMatch(/152\.1 runs/)
  expect(text).toContain(found.runPrices[0]?.spotUsd.toFixed(3))
  expect(text).toContain('% used: within')
  expect(text).toContain('runsPerDay 5 (declared)')
  expect(text).toContain('prices of 2024-07-01 to 2026-11-22')
  expect(text).toContain('automation/minutes: 304.17 of 500 minute per subscription and month')
})

test('what is hidden, assumed or grows with runs is marked', () => {
  expect(toText(report())).toMatch(/disks of nodes \* \? \(hidden\)/)
})

test('a part without a price stands in every format', () => {
  const found = report({ stacks: platform({ azurerm_redis_cache: { cache: {} } }) })
  for (const text of [toText(found), toMarkdown(found), toJson(found)]) {
    expect(text).toContain('azurerm_redis_cache.cache')
    expect(text).toContain('neither priced nor known to be free')
  }
})

test('Markdown holds the total before the folded lines', () => {
  const found = report()
  const [head, ...details] = toMarkdown(found).split('<details>')
  expect(head).toContain(`| **total** | **${cents(found.month.totalUsd)}** | **${cents(found.month.totalEur)}** |`)
  expect(details).toHaveLength(2)
  expect(details[0]).toContain('| `foundation/azurerm_service_plan.plan` | plan B1 ? | 730 hour | 0.018 | 13.14 |')
})

test('JSON carries source and date of every price', () => {
  const parsed = JSON.parse(toJson(report()))
  expect(parsed.lines).toHaveLength(report().lines.length)
  for (const line of parsed.lines) expect(line).toMatchObject({ source: expect.any(String), asOf: expect.any(String) })
})

test('amounts below a cent do not look free', () => {
  expect([money(0), money(0.0012), money(13.139999)]).toEqual(['0.00', '0.0012', '13.14'])
})

test('a diff names what was added, changed and removed, and by how much', () => {
  const before = report({ stacks: platform({ azurerm_public_ip: { old: {} } }) })
  const after = report({
    stacks: platform({
      azurerm_nat_gateway: { nat: {} },
      azurerm_service_plan: { plan: { os_type: 'Linux', sku_name: 'P0v3' } },
      azurerm_container_registry: { registry: { sku: 'Basic' } },
      azurerm_redis_cache: { cache: {} },
    }),
    usage: { ...usage, blobGb: 50 },
    budgetPerMonth: 100,
  })
  const diff = diffOf(before, JSON.parse(toJson(after)))
  const text = diffToText(diff)
  expect(text).toContain('+ foundation/azurerm_nat_gateway.nat gateway: +32.85')
  expect(text).toContain('- foundation/azurerm_public_ip.old address: -3.65')
  expect(text).toContain('~ foundation/azurerm_storage_account.storage blobs: 0.10 → 0.98')
  expect(text).toContain('? foundation/azurerm_redis_cache.cache azurerm_redis_cache: no price')
  expect(text).toContain(`(${cents(before.month.totalEur)} → ${cents(after.month.totalEur)})`)
  expect(text).toContain('Budget: 100.00 EUR (was 60.00)')
  expect(text).not.toContain('registry Basic')
  expect(diffToMarkdown(diff)).toContain('| + | `foundation/azurerm_nat_gateway.nat` | gateway | +32.85 |')
})

test('two equal reports differ in nothing', () => {
  const diff = diffOf(report(), JSON.parse(toJson(report())))
  expect(diff.lines).toEqual([])
  expect(diffToText(diff)).toMatch(/^Cost of "prod" stays at 4\d\.\d\d EUR a month/)
})
