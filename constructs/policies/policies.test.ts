import { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault'
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider'
import { ServicePlan } from '@cdktf/provider-azurerm/lib/service-plan'
import { Aspects, TerraformStack, Testing } from 'cdktf'
import { Policies, rules } from './policies'
import type { Attributes, Rule } from './rule'
import { loadWaivers, type Waiver } from './waivers'

const nothingAround = { address: 'type.name', neighbours: () => [], takesTags: true }

/** What breaks a rule that an empty resource does not break. */
const broken: Readonly<Record<string, Attributes>> = {
  CKV_AZURE_34: { container_access_type: 'blob' },
  CKV_AZURE_57: { site_config: { cors: { allowed_origins: ['*'] } } },
  CKV_AZURE_72: { site_config: { remote_debugging_enabled: true } },
  CKV_AZURE_138: { anonymous_pull_enabled: true },
  CKV_AZURE_211: { sku_name: 'B1' },
  SLIPWAY_JOB_IMAGE: { task: [{ new_cluster: { docker_image: { url: 'registry/image:latest' } } }] },
  SLIPWAY_JOB_RETRIES: { task: [{ max_retries: 1 }] },
  SLIPWAY_JOB_SINGLE_USER: { task: [{ new_cluster: { data_security_mode: 'USER_ISOLATION' } }] },
  SLIPWAY_NSG_INBOUND: { direction: 'Inbound', access: 'Allow', source_address_prefix: '*' },
  SLIPWAY_PRINCIPAL_RIGHTS: { allow_cluster_create: true },
  SLIPWAY_REGISTRY_SCOPE: { actions: ['repositories/*/content/read'] },
  SLIPWAY_REGISTRY_TOKEN_EXPIRY: { password1: [{}] },
  SLIPWAY_ROLE_POWERFUL: { role_definition_name: 'Contributor' },
  SLIPWAY_ROLE_SCOPE: { scope: '${azurerm_resource_group.group.id}' },
  SLIPWAY_SECRET_LITERAL: { value: 'hunter2' },
  SLIPWAY_STORAGE_LIFECYCLE: { rule: [{ enabled: true, actions: { base_blob: {} } }] },
  SLIPWAY_VARIABLE_SECRET: { name: 'TEAMS_WEBHOOK_URL', encrypted: false },
  SLIPWAY_WEB_APP_SECRETS: { app_settings: { GRANT_KEYS: 'the key itself' } },
}

test.each(rules.map((rule): [string, Rule] => [`${rule.id} on ${rule.resource}`, rule]))('%s can fail', (_, rule) => {
  expect(rule.holds(broken[rule.id] ?? {}, nothingAround)).toBe(false)
})

test('no rule and resource type stands twice', () => {
  const keys = rules.map(({ id, resource }) => `${id} ${resource}`)
  expect(new Set(keys).size).toBe(keys.length)
})

/** Synthesises a stack with a plan and the policies, and gives back the error of the synth. */
function synthesise(skuName: string, waivers: readonly Waiver[]): { error: string; policies: Policies } {
  const app = Testing.app()
  const stack = new TerraformStack(app, 'api')
  new AzurermProvider(stack, 'azurerm', { features: [{}] })
  new ServicePlan(stack, 'plan', {
    name: 'plan',
    location: 'westeurope',
    resourceGroupName: 'group',
    osType: 'Linux',
    skuName,
    workerCount: 2,
    zoneBalancingEnabled: true,
    tags: { environment: 'prod', owner: 'platform', product: 'slipway' },
  })
  const policies = new Policies(waivers)
  Aspects.of(stack).add(policies)
  try {
    app.synth()
    return { error: '', policies }
  } catch (error) {
    return { error: String(error), policies }
  }
}

const waiver: Waiver = {
  id: 'CKV_AZURE_211',
  resource: 'api/azurerm_service_plan.*',
  environments: ['prod'],
  reason: 'cost',
  usdPerMonth: 43.44,
  meters: {},
  control: 'the health check restarts the one instance',
  owner: 'platform',
  reviewBy: '2027-06-01',
}

test('a broken rule fails the synth, with its id, what is demanded and where', () => {
  expect(synthesise('P3v3', []).error).toMatch(
    /SLIPWAY_PLAN: sku_name must be B1 or P0v3: .+ \(api\/azurerm_service_plan\.plan\)/,
  )
})

test('a waiver lets one rule pass on one resource, and is then used', () => {
  expect(synthesise('B1', []).error).toContain('CKV_AZURE_211')
  const { error, policies } = synthesise('B1', [waiver])
  expect(error).toBe('')
  expect(() => policies.assertWaiversUsed()).not.toThrow()
  expect(synthesise('B1', [{ ...waiver, resource: 'jobs/azurerm_service_plan.*' }]).error).toContain('CKV_AZURE_211')
})

test('a waiver of what nobody breaks fails', () => {
  const { policies } = synthesise('P0v3', [waiver])
  expect(() => policies.assertWaiversUsed()).toThrow('CKV_AZURE_211 on api/azurerm_service_plan.*')
})

test('a vault open to all networks is refused although nothing else is wrong with it', () => {
  const app = Testing.app()
  const stack = new TerraformStack(app, 'foundation')
  new AzurermProvider(stack, 'azurerm', { features: [{}] })
  new KeyVault(stack, 'vault', {
    name: 'vault',
    location: 'westeurope',
    resourceGroupName: 'group',
    skuName: 'standard',
    tenantId: '00000000-0000-0000-0000-000000000000',
    rbacAuthorizationEnabled: true,
    purgeProtectionEnabled: true,
    softDeleteRetentionDays: 7,
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' },
    tags: { environment: 'prod', owner: 'platform', product: 'slipway' },
  })
  const policies = new Policies([])
  Aspects.of(stack).add(policies)
  expect(() => app.synth()).toThrow('CKV_AZURE_109')
  expect(policies.findings.map(({ rule }) => rule.id)).toEqual(['CKV_AZURE_109', 'CKV_AZURE_189', 'CKV2_AZURE_32'])
})

const row = (changes: string) =>
  `
- id: CKV_AZURE_211
  resource: api/azurerm_service_plan.*
  environments: [prod]
  reason: cost
  usdPerMonth: 43.44
  meters: {}
  control: one instance is enough
  owner: platform
  reviewBy: 2027-06-01
`.replace(...(changes.split(' -> ') as [string, string]))

const known = new Set(['CKV_AZURE_211'])

test.each([
  ['an unknown rule', 'CKV_AZURE_211 -> CKV_AZURE_9999', 'no rule has this id'],
  ['an expired review date', '2027-06-01 -> 2026-06-01', 'expired on 2026-06-01'],
  ['a date that is none', '2027-06-01 -> soon', 'reviewBy is "soon", not YYYY-MM-DD'],
  ['a reason of its own', 'reason: cost -> reason: lazy', 'reason is "lazy"; allowed are cost, false-positive'],
  ['an unknown key', 'control: -> comment:', 'unknown comment'],
  ['no compensating control', 'one instance is enough -> ""', 'control must say what limits the risk instead'],
])('a waiver with %s is refused', (_, change, message) => {
  expect(() => loadWaivers(known, '2026-11-24', row(change))).toThrow(message)
})

test('waivers that are in order are read as they stand', () => {
  expect(loadWaivers(known, '2026-11-24', row('prod -> prod'))).toMatchObject([{ id: 'CKV_AZURE_211' }])
})
