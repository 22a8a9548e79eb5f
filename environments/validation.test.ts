import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadAlgorithms } from './algorithms'
import { environments } from './environments'
import { prod } from './prod'
import { algorithms, changed, mistakes, refuses, today } from './testing/mistakes'
import { validateEnvironment } from './validation'

test.each(Object.values(environments))('the environment $name is without mistakes', (environment) => {
  expect(mistakes(environment)).toEqual([])
})

refuses([
  ['unknown environment', 'name', 'staging', 'name is "staging"; it must be "dev", "prod", "hardened" or "rehearsal"'],
  ['missing region', 'location', undefined, /^location is missing; it must be "australiacentral", .*"westeurope"/],
  ['unknown region', 'location', 'westeuropa', /^location is "westeuropa"; it must be "australiacentral"/],
  [
    'subscription that is no GUID',
    'subscriptionId',
    'my-subscription',
    /^subscriptionId is "my-subscription"; .* GUID/,
  ],
  ['empty owner', 'owner', '', /^owner is ""; it must be the name of a team/],
  ['name too long', 'state.storageAccount', 'a'.repeat(25), /^state.storageAccount is "a+"; it must be 3 to 24 lower/],
  [
    'name with illegal characters',
    'state.storageAccount',
    'St_state',
    /^state.storageAccount is "St_state"; .* digits$/,
  ],
  [
    'container name with two hyphens',
    'state.container',
    'a--b',
    /^state.container is "a--b"; .* single inner hyphens$/,
  ],
  [
    'resource group ending with a full stop',
    'state.resourceGroup',
    'rg.',
    /^state.resourceGroup is "rg."; .* full stop$/,
  ],
  ['standard tier', 'sku', 'standard', /^sku is unknown; .* always premium: Databricks has retired the standard tier/],
  ['budget 0', 'budget.perMonth', 0, /^budget.perMonth is 0; it must be an amount above 0/],
  ['budget that is no number', 'budget.perMonth', '60', /^budget.perMonth is "60"; it must be an amount above 0/],
  [
    'mail without @',
    'budget.mailAddresses',
    ['platform.example.com'],
    /^budget.mailAddresses\[0\] is "platform.example.com"; it must be a mail address: a name, @ and a domain/,
  ],
  [
    'logs kept for too short',
    'logs.retentionDays',
    29,
    'logs.retentionDays is 29; it must be a whole number of 30 to 730 days',
  ],
  ['logs without a quota', 'logs.dailyQuotaGb', -1, /^logs.dailyQuotaGb is -1; it must be a number of GB above 0/],
  [
    'unknown replication',
    'storage.replication',
    'RAGRS',
    'storage.replication is "RAGRS"; it must be "LRS", "ZRS" or "GRS"',
  ],
  [
    'unknown authentication',
    'databricksAuthentication',
    { kind: 'password' },
    /^databricksAuthentication is an object with kind; it must be an object whose kind is "managed-identity" or/,
  ],
  [
    'unknown route',
    'notifications.route',
    'slack',
    'notifications.route is "slack"; it must be "runbook" or "databricks-teams"',
  ],
])

describe('secret given as plain text', () => {
  const secrets: [label: string, path: string, value: unknown][] = [
    [
      'webhook under a key of its own',
      'teamsWebhookUrl',
      'https://prod-01.logic.azure.com/workflows/1?sig=hunter2hunter2',
    ],
    ['link with a signature as a tag', 'tags.link', 'https://st.blob.core.windows.net/c?sv=1&sig=hunter2hunter2'],
    ['key of a storage account', 'owner', `${'hunter2'.repeat(12)}ab==`],
    ['connection string', 'tags.connection', 'DefaultEndpointsProtocol=https;AccountKey=hunter2hunter2'],
    [
      'client secret beside the client id',
      'databricksAuthentication',
      { kind: 'service-principal', clientId: prod.tenantId, clientSecret: 'hunter2' },
    ],
    ['client secret of Entra', 'schedules.0.options', { comment: 'abc8Q~hunter2hunter2hunter2hunter2hunter' }],
    ['password under its name', 'tags.password', 'hunter2'],
    ['token of Databricks', 'owner', `dapi${'0123456789abcdef'.repeat(2)}`],
    ['password in a URL', 'tags.registry', 'https://me:hunter2@registry.example.org'],
  ]
  test.each(secrets)('%s is refused and not shown', (_label, path, value) => {
    const found = mistakes(changed(path, value))
    expect(found.join('\n')).toMatch(/an environment holds no secret: give it when deploying, as TF_VAR_/)
    expect(found.join('\n')).not.toMatch(/hunter2|0123456789abcdef/)
  })
})

test('all mistakes come in one message that names the environment', () => {
  const wrong = changed(
    'budget.perMonth',
    0,
    changed('location', 'mars', changed('network.subnets.api', '10.99.0.0/26')),
  )
  expect(() => validateEnvironment(wrong, algorithms, today)).toThrow('environment "prod" has 3 mistakes:')
  expect(mistakes(wrong)).toHaveLength(3)
})

test('a mistake in one part does not hide that another part does not fit', () => {
  const wrong = changed('tags', 'none', changed('usage.profile', 'huge'))
  expect(mistakes(wrong)).toEqual([
    'tags is "none"; it must be an object of tags',
    'usage.profile is "huge"; it must be one of small, large, small-spot, large-spot',
  ])
})

test('a node type that Azure retires within a year is refused with the day', () => {
  const late = new Date('2027-12-01T00:00:00Z')
  const message =
    /nodeType is "Standard_F4s_v2", which Azure retires on 2028-11-15; it must be one that lasts another year/
  expect(() =>
    validateEnvironment(changed('compute.profiles.large.nodeType', 'Standard_F4s_v2'), algorithms, late),
  ).toThrow(message)
  expect(mistakes(changed('compute.profiles.large.nodeType', 'Standard_F4s_v2'))).toEqual([])
})

test('two folders whose algorithms have the same name are refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-algorithms-'))
  try {
    const manifest = algorithms[0]?.manifest
    for (const name of ['one', 'two']) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'algorithm.yaml'), JSON.stringify(manifest))
      writeFileSync(join(folder, name, 'Dockerfile'), 'FROM scratch\n')
    }
    const both = loadAlgorithms(folder, ['one', 'two'])
    expect(mistakes(changed('algorithms', ['one', 'two']), both)).toEqual([
      'algorithms[1] is "two", whose algorithm.yaml has the name "highs" of another folder; names must differ',
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('no two environments keep their state in the same place', () => {
  const places = Object.values(environments).map(({ subscriptionId, state }) =>
    JSON.stringify({ subscriptionId, state }),
  )
  expect(new Set(places).size).toBe(places.length)
})
