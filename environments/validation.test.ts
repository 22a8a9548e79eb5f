import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadAlgorithms } from './algorithms'
import type { Environment } from './environment'
import { environments } from './environments'
import { prod } from './prod'
import { validateEnvironment } from './validation'

const root = dirname(__dirname)
const algorithms = loadAlgorithms(root, prod.algorithms)
const today = new Date('2026-11-24T12:00:00Z')

/** A copy of an environment with the value at the path replaced; `undefined` takes the key away. */
function changed(path: string, value: unknown, from: Environment = prod): Environment {
  const copy = JSON.parse(JSON.stringify(from))
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const parent = keys.reduce((object, key) => object[key], copy)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return copy
}

/** Each mistake as one line. */
function mistakes(environment: Environment, given = algorithms): string[] {
  try {
    validateEnvironment(environment, given, today)
    return []
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
}

test.each(Object.values(environments))('the environment $name is without mistakes', (environment) => {
  expect(mistakes(environment)).toEqual([])
})

const schedule = prod.schedules[0]
const pool = { nodeType: 'Standard_D4as_v5', minIdleInstances: 0, maxCapacity: 5, idleMinutes: 10 }
const onDemand = { small: { nodeType: 'Standard_D4as_v5', spot: false } }

describe.each<[label: string, path: string, value: unknown, message: string | RegExp]>([
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
  ['tag with an illegal character', 'tags', { 'a/b': 'c' }, /^tags.a\/b is no allowed key; it must be a tag name/],
  ['tag that the deployment sets', 'tags', { Owner: 'me' }, /^tags.Owner is set on every resource already/],
  [
    'overlapping address ranges',
    'network.subnets.api',
    '10.20.1.0/26',
    'network.subnets.databricksHost is "10.20.1.0/24"; it must not overlap subnets.api (10.20.1.0/26)',
  ],
  [
    'subnet outside of the network',
    'network.subnets.api',
    '10.99.0.0/26',
    'network.subnets.api is "10.99.0.0/26"; it must lie in 10.20.0.0/22',
  ],
  [
    'subnet that is too small',
    'network.subnets.api',
    '10.20.0.0/27',
    'network.subnets.api is "10.20.0.0/27"; it must be /26 or larger',
  ],
  [
    'block with bits behind its prefix',
    'network.subnets.api',
    '10.20.0.1/26',
    /^network.subnets.api is "10.20.0.1\/26"; it must be an IPv4 block/,
  ],
  [
    'network on the bridge of Docker',
    'network.addressSpace',
    '172.17.0.0/22',
    /^network.addressSpace is "172.17.0.0\/22"; it must not overlap 172.17.0.0\/16/,
  ],
  [
    'network that is public',
    'network.addressSpace',
    '20.0.0.0/22',
    /^network.addressSpace is "20.0.0.0\/22"; it must be private/,
  ],
  [
    'private address of a deployer',
    'network.deployerIpRanges',
    ['10.0.0.1'],
    /^network.deployerIpRanges\[0\] is "10.0.0.1"; it must be a public/,
  ],
  [
    'everybody as deployer',
    'network.deployerIpRanges',
    ['0.0.0.0/0'],
    /^network.deployerIpRanges\[0\] is "0.0.0.0\/0"; .* nothing but public/,
  ],
  [
    'deployer as /32',
    'network.deployerIpRanges',
    ['198.51.100.7/32'],
    /^network.deployerIpRanges\[0\] is .*up to \/30/,
  ],
  [
    'managed VNet',
    'network.variant',
    'managed',
    /^network.variant is "managed"; .* a managed network brings a hidden NAT gateway/,
  ],
  ['standard tier', 'sku', 'standard', /^sku is unknown; .* always premium: Databricks has retired the standard tier/],
  [
    'no algorithm',
    'algorithms',
    [],
    'algorithms is empty; it must be a list of folders with an algorithm.yaml, at least one',
  ],
  [
    'algorithm without a folder',
    'algorithms',
    ['optimiser-image', 'nowhere'],
    'algorithms[1] is "nowhere"; it must be a folder with an algorithm.yaml',
  ],
  [
    'algorithm named twice',
    'algorithms',
    ['optimiser-image', 'optimiser-image/'],
    'algorithms[1] is "optimiser-image/", which is named before; it must be named once',
  ],
  [
    'folder outside of the repository',
    'algorithms',
    ['../elsewhere'],
    /^algorithms\[0\] is "..\/elsewhere"; it must be a folder of the repository/,
  ],
  [
    'time limit below an algorithm’s',
    'limits.timeLimitSeconds',
    600,
    'algorithms[0] is "optimiser-image", whose timeLimitSeconds is 3600; it must be at most limits.timeLimitSeconds, 600',
  ],
  [
    'no profile',
    'compute.profiles',
    {},
    /^compute.profiles is an empty object; it must be an object of profiles, at least one/,
  ],
  [
    'profile with an illegal name',
    'compute.profiles.Fast',
    onDemand.small,
    /^compute.profiles.Fast is no allowed key; it must be lower-case/,
  ],
  [
    'unknown node type',
    'compute.profiles.large.nodeType',
    'Standard_X9',
    /^compute.profiles.large.nodeType is "Standard_X9"; it must be one of Standard_D4as_v5/,
  ],
  [
    'pool larger at rest than at most',
    'compute',
    { profiles: { ...prod.compute.profiles }, pool: { ...pool, nodeType: 'Standard_D4ads_v5', minIdleInstances: 9 } },
    'compute.pool.minIdleInstances is 9; it must be at most maxCapacity, 5',
  ],
  [
    'pool that nothing uses',
    'compute.pool',
    { ...pool, nodeType: 'Standard_D4ads_v5' },
    /^compute.pool.nodeType is "Standard_D4ads_v5"; it must be the node type of a profile/,
  ],
  [
    'spot with a pool that forbids it',
    'compute.pool',
    pool,
    /^compute.profiles.small-spot.spot is true; it must be false, since the pool of Standard_D4as_v5 holds on-demand/,
  ],
  [
    'pool smaller than the runs at once',
    'compute.pool',
    { ...pool, maxCapacity: 1 },
    /^compute.pool.maxCapacity is 1; it must be at least limits.concurrentRuns, 5/,
  ],
  [
    'limit that is no whole number',
    'limits.concurrentRuns',
    2.5,
    'limits.concurrentRuns is 2.5; it must be a whole number of 1 to 1000 runs',
  ],
  [
    'more runs at once than addresses',
    'limits.concurrentRuns',
    300,
    /^limits.concurrentRuns is 300; it must be at most 251/,
  ],
  [
    'grant that would outlive a delegation key',
    'limits.timeLimitSeconds',
    604_800,
    /^limits.timeLimitSeconds is 604800; it must be at most 599400 seconds/,
  ],
  [
    'quota below one run',
    'limits.runsPerCallerAndDay',
    0,
    'limits.runsPerCallerAndDay is 0; it must be a whole number of 1 to 100000 runs',
  ],
  ['budget 0', 'budget.perMonth', 0, /^budget.perMonth is 0; it must be an amount above 0/],
  ['budget that is no number', 'budget.perMonth', '60', /^budget.perMonth is "60"; it must be an amount above 0/],
  [
    'mail without @',
    'budget.mailAddresses',
    ['platform.example.com'],
    /^budget.mailAddresses\[0\] is "platform.example.com"; it must be a mail address: a name, @ and a domain/,
  ],
  [
    'unknown profile in the usage',
    'usage.profile',
    'huge',
    'usage.profile is "huge"; it must be one of small, large, small-spot, large-spot',
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
    'vault kept for too short',
    'keyVault.softDeleteDays',
    6,
    'keyVault.softDeleteDays is 6; it must be a whole number of 7 to 90 days',
  ],
  [
    'purgeable vault in production',
    'keyVault.purgeProtection',
    false,
    'keyVault.purgeProtection is false; it must be true, except in dev',
  ],
  ['grant to a name', 'entra.grants.submit', ['alice'], /^entra.grants.submit\[0\] is "alice"; it must be a GUID/],
  [
    'grant given twice',
    'entra.grants.admin',
    ['6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab', '6F1C2D3E-0a1b-4c5d-8e9f-0123456789ab'],
    /^entra.grants.admin\[1\] is .* granted the role before/,
  ],
  [
    'application that is half known',
    'entra.application',
    { clientId: '6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab' },
    'entra.application is an object with clientId; it must be "create", or an object with clientId, servicePrincipalObjectId',
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
  [
    'invalid cron expression',
    'schedules.0.cron',
    '61 2 * * *',
    /^schedules\[0\].cron is wrong: "61 2 \* \* \*" is no cron expression/,
  ],
  [
    'cron expression beyond Azure Automation',
    'schedules.0.cron',
    '*/5 * * * *',
    /^schedules\[0\].cron is wrong: .* which Azure Automation cannot express/,
  ],
  [
    'unknown time zone',
    'schedules.0.timeZone',
    'Europe/Atlantis',
    /^schedules\[0\].timeZone is "Europe\/Atlantis"; it must be an IANA time zone/,
  ],
  [
    'time zone that Azure Automation does not take',
    'schedules.0.timeZone',
    'Europe/Kyiv',
    /^schedules\[0\].timeZone is "Europe\/Kyiv"/,
  ],
  [
    'schedule of an unknown algorithm',
    'schedules.0.algorithm',
    'cplex',
    'schedules[0].algorithm is "cplex"; it must be one of highs',
  ],
  [
    'schedule with an unknown profile',
    'schedules.0.profile',
    'huge',
    /^schedules\[0\].profile is "huge"; it must be one of small/,
  ],
  [
    'schedule of a file that is not there',
    'schedules.0.input',
    'samples/none.mps',
    'schedules[0].input is "samples/none.mps"; it must be a file, relative to the repository',
  ],
  [
    'schedule of a file of another format',
    'schedules.0.input',
    'README.md',
    /^schedules\[0\].input is "README.md"; it must end with one of .mps, .mps.gz/,
  ],
  [
    'schedule of a large file',
    'schedules.0.input',
    'node_modules/typescript/lib/typescript.js',
    /^schedules\[0\].input is .*; it must have at most 1048576 bytes/,
  ],
  [
    'schedule with an unknown option',
    'schedules.0.options',
    { treads: 2 },
    /^schedules\[0\].options.treads is unknown; allowed here: time_limit, mip_rel_gap/,
  ],
  [
    'schedule with a wrong option',
    'schedules.0.options',
    { time_limit: 0 },
    'schedules[0].options.time_limit is 0; it must be >= 1',
  ],
  [
    'schedules of the same name',
    'schedules',
    [schedule, schedule],
    'schedules[1].name is "nightly-facility-location", the name of another schedule; names must differ',
  ],
  [
    'date that does not exist',
    'dates.secretExpiry',
    '2027-02-30',
    'dates.secretExpiry is "2027-02-30"; it must be a date that exists, as YYYY-MM-DD',
  ],
  [
    'date in the past',
    'dates.webhookExpiry',
    '2026-11-23',
    'dates.webhookExpiry is "2026-11-23"; it must be 2026-12-24 or later, 30 days ahead: npm run dates -- prod moves it',
  ],
  [
    'date in 29 days',
    'dates.registryTokenExpiry',
    '2026-12-23',
    /^dates.registryTokenExpiry is "2026-12-23"; it must be 2026-12-24 or later/,
  ],
  [
    'webhook for more than ten years',
    'dates.webhookExpiry',
    '2036-11-25',
    'dates.webhookExpiry is "2036-11-25"; it must be 2036-11-24 or earlier: Automation allows 10 years',
  ],
  [
    'budget from the middle of a month',
    'dates.budgetStart',
    '2027-01-15',
    'dates.budgetStart is "2027-01-15"; it must be the first day of a month',
  ],
  [
    'budget in more than a year',
    'dates.budgetStart',
    '2027-12-01',
    /^dates.budgetStart is "2027-12-01"; it must be 2027-11-24 or earlier: Azure allows 12 months/,
  ],
  [
    'budget that ends before it begins',
    'dates.budgetEnd',
    '2027-02-01',
    /^dates.budgetEnd is "2027-02-01"; it must be later than budgetStart/,
  ],
  [
    'schedules without a start',
    'dates.scheduleStart',
    null,
    'dates.scheduleStart is null; it must be a date, since there are schedules',
  ],
  [
    'start without schedules',
    'schedules',
    [],
    /^dates.scheduleStart is ".*"; it must be null, since there are no schedules/,
  ],
])('%s', (_label, path, value, message) => {
  test('is refused with field, value and what is allowed', () => {
    const found = mistakes(changed(path, value))
    expect(found).toContainEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })
})

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
