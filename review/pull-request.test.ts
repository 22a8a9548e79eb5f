import { composeUnbuilt } from '../deploy/compose-unbuilt'
import { parsedStacks } from '../deploy/parsed-stacks'
import type { PlanSummary } from '../deploy/plan-summary'
import type { Environment } from '../environments/environment'
import { prod } from '../environments/prod'
import { costOf } from '../main'
import { readGraph, type StackJson } from './graph'
import { reviewOf, type Side } from './pull-request'

const today = new Date('2026-11-24')

function side(environment: Environment, change: (json: string) => string = (json) => json): Side {
  const stacks: Record<string, StackJson> = JSON.parse(
    change(JSON.stringify(composeUnbuilt(environment, today, parsedStacks))),
  )
  return { graph: readGraph(stacks), cost: costOf(environment, stacks, '2026-11-24') }
}

const base = side(prod)

test('a change that touches nothing says so', () => {
  const text = reviewOf(base, base, null)
  expect(text).toContain('Nobody may do more or less than before.')
  expect(text).toContain('No image changes.')
  expect(text).toContain('stays at')
  expect(text).toContain('Not planned')
})

test('another node type shows in the cost alone', () => {
  const { profiles } = prod.compute
  const compute = { ...prod.compute, profiles: { ...profiles, small: { nodeType: 'Standard_D8as_v5', spot: false } } }
  const text = reviewOf(base, side({ ...prod, compute }), null)
  expect(text).toMatch(/Cost of "prod" rises by 2\d\.\d\d EUR a month/)
  expect(text).toContain('+ | `databricks/azurerm_databricks_workspace.workspace` | nodes Standard_D8as_v5')
  expect(text).toContain('Nobody may do more or less than before.')
  expect(text).toContain('No image changes.')
})

test('a changed line of the API shows as one image', () => {
  const changed = side(prod, (json) =>
    json.replace(/("api":\{"build":.+?"triggers":\{"content":")0/, (_, start: string) => `${start}f`),
  )
  expect(reviewOf(base, changed, null)).toContain('```diff\n- api 000000000000\n+ api f00000000000\n```')
})

test('another role shows as one row of access', () => {
  const somebody = '11111111-2222-3333-4444-555555555555'
  const grants = { ...prod.entra.grants, admin: [somebody] }
  const text = reviewOf(base, side({ ...prod, entra: { ...prod.entra, grants } }), null)
  expect(text).toContain(`\`\`\`diff\n+ | object ${somebody} | API | Runs.Admin | Internet, by token |\n\`\`\``)
})

test('a firewall that no longer lets an identity in shows as blocked', () => {
  const text = reviewOf(
    base,
    side(prod, (json) => json.replace(/"virtual_network_subnet_ids":\[[^\]]+\]/g, '"virtual_network_subnet_ids":[]')),
    null,
  )
  expect(text).toMatch(/\+ \| id-slipway-prod-api \| stslipway\w+ \| Storage Blob Data Contributor \| blocked \|/)
})

test('the plan names what it would replace or delete, and what cannot be planned yet', () => {
  const plan: PlanSummary = {
    environment: 'prod',
    stacks: [
      {
        stack: 'foundation',
        plannedAfter: null,
        failed: false,
        changes: [
          { address: 'azurerm_storage_account.storage', action: 'replace' },
          { address: 'azurerm_subnet.api', action: 'update' },
        ],
      },
      { stack: 'jobs', plannedAfter: 'databricks', failed: false, changes: [] },
      { stack: 'api', plannedAfter: null, failed: true, changes: [] },
    ],
  }
  const text = reviewOf(base, base, plan)
  expect(text).toContain('- foundation: 0 to create, 1 to update, 1 to replace, 0 to delete')
  expect(text).toContain('- jobs: planned after databricks')
  expect(text).toContain('- api: **the plan failed**')
  expect(text).toContain('- **replace** foundation `azurerm_storage_account.storage`')
})
