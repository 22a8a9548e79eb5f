import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toJson } from '../cost/report'
import { environmentNames } from '../environments/environment'
import { environments } from '../environments/environments'
import { unbuiltCost } from './cost'

const today = new Date('2026-11-22')
const reports = Object.fromEntries(environmentNames.map((name) => [name, unbuiltCost(environments[name], today)]))

test.each(environmentNames)('every resource of %s is priced or known to be free, within the budget', (name) => {
  const { unpriced, budget, lines } = reports[name] ?? unbuiltCost(environments[name], today)
  expect(unpriced).toEqual([])
  expect(lines).not.toHaveLength(0)
  expect(budget.verdict).toBe('within')
})

test('prod runs on the smallest plan and on nodes with addresses of their own', () => {
  const names = reports.prod?.lines.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['plan B1', 'registry Basic', 'public addresses of nodes']))
  expect(names).not.toContain('gateway')
})

test('hardened pays for its NAT gateway, its larger plan and copies in two regions', () => {
  const usd = (meter: string) => reports.hardened?.lines.filter((line) => line.meter === meter).map((line) => line.usd)
  expect(usd('nat-gateway/hours')?.[0]).toBeCloseTo(32.85, 2)
  expect(usd('nat-gateway/data')?.[0]).toBeCloseTo(152.08 * 0.5 * 0.045, 2)
  expect(usd('app-service/P0v3')?.[0]).toBeCloseTo(56.58, 2)
  expect(usd('blob-data/GRS')).toHaveLength(1)
})

describe('npm run cost', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-cost-test-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function cost(...args: string[]): string {
    const root = join(__dirname, '..')
    try {
      return execFileSync(join(root, 'node_modules', '.bin', 'tsx'), [join(__dirname, 'cost.ts'), ...args], {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
      })
    } catch (error) {
      return (error as { stderr: string }).stderr
    }
  }

  test('prints what changed since a stored report', () => {
    const file = join(folder, 'prod.json')
    if (reports.prod) writeFileSync(file, toJson({ ...reports.prod, lines: reports.prod.lines.slice(1) }))
    expect(cost('prod', '--against', file)).toMatch(/^ {2}\+ foundation\/azurerm_container_registry.* \+5\.00$/m)
  })

  test('refuses a stored report of another environment', () => {
    const file = join(folder, 'dev.json')
    if (reports.dev) writeFileSync(file, toJson(reports.dev))
    expect(cost('prod', '--against', file)).toContain('is no cost report of "prod": make one with npm run')
  })
})
