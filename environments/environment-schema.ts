import { parseBlock } from './cidr'
import { type ComputeProfile, type DatabricksAuthentication, type Environment, environmentNames } from './environment'
import { regions } from './regions'
import {
  amount,
  choice,
  either,
  flag,
  inWords,
  listOf,
  makeAjv,
  mapOf,
  nullable,
  object,
  text,
  variants,
  whole,
} from './schema'
import { looksSecret, secretHint } from './secrets'
import { timeZones } from './time-zones'

/** Names of profiles, schedules: they become parts of names in Azure and Databricks. */
const kebab = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'

const guid = text('a GUID, such as 6f1c2d3e-0a1b-4c5d-8e9f-0123456789ab', {
  pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
})
const block = text('an IPv4 block in CIDR notation without bits behind its prefix, such as 10.20.0.0/22', {
  format: 'ipv4-block',
})
const date = text('a date that exists, as YYYY-MM-DD', { format: 'calendar-date' })
const nodeType = text('a node type, such as Standard_D4as_v5')
const folder = text('a folder of the repository, such as optimiser-image', { pattern: '^(?!/)(?!.*\\.\\.)[^\\\\]+$' })
/**
 * [host[:port]/]path, then :tag, @digest or both.
 * Source: https://pkg.go.dev/github.com/distribution/reference (grammar)
 */
const image = text('an image with a tag or a digest, such as registry.example.com/base/python:17.3-LTS', {
  pattern:
    '^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]+)?/)?' +
    '[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*)*' +
    '(:\\w[\\w.-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$',
})
/** Long enough for every purpose, and below what overflows anywhere. */
const many = 1_000_000_000

const environmentSchema = object<Environment>({
  name: choice(...environmentNames),
  subscriptionId: guid,
  tenantId: guid,
  location: choice<string>(...regions),
  owner: text('the name of a team, at most 256 characters', { pattern: '^\\S(.{0,254}\\S)?$' }),
  tags: mapOf(
    {
      // Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources (limitations);
      // 128 is the limit of storage accounts.
      pattern:
        '^(?![mM][iI][cC][rR][oO][sS][oO][fF][tT]|[aA][zZ][uU][rR][eE]|[wW][iI][nN][dD][oO][wW][sS])[^<>%&\\\\?/]{1,128}$',
      words: 'a tag name of 1 to 128 characters without < > % & \\ ? /, not beginning with microsoft, azure or windows',
    },
    { ...text('a tag value of at most 256 characters'), minLength: 0, maxLength: 256 },
    'an object of tags',
  ),
  state: object<Environment['state']>({
    resourceGroup: text('1 to 90 letters, digits and - _ . ( ), not ending with a full stop', {
      pattern: '^[\\w().-]{0,89}[\\w()-]$',
    }),
    storageAccount: text('3 to 24 lower-case letters and digits', { pattern: '^[a-z0-9]{3,24}$' }),
    container: text('3 to 63 lower-case letters, digits and single inner hyphens', {
      pattern: '^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$',
    }),
  }),
  network: object<Environment['network']>({
    variant: inWords(
      choice('injected-public-nodes', 'injected-nat'),
      '"injected-public-nodes" or "injected-nat": a managed network brings a hidden NAT gateway, 36 USD a month, and cannot pass the firewall of Storage',
    ),
    addressSpace: block,
    subnets: object<Environment['network']['subnets']>({
      api: block,
      databricksHost: block,
      databricksContainer: block,
    }),
    deployerIpRanges: listOf(
      text('a public IPv4 address, or a public block up to /30', { format: 'ipv4-block' }),
      'a list of the addresses from which Terraform runs',
      1,
    ),
  }),
  algorithms: listOf(folder, 'a list of folders with an algorithm.yaml, at least one', 1),
  baseImages: object<Environment['baseImages']>({ api: nullable(image), algorithms: nullable(image) }),
  compute: object<Environment['compute']>({
    profiles: mapOf(
      { pattern: kebab, words: 'lower-case letters, digits and single inner hyphens, a letter first' },
      object<ComputeProfile>({ nodeType, spot: flag }),
      'an object of profiles, at least one',
      1,
    ),
    pool: nullable(
      object<NonNullable<Environment['compute']['pool']>>({
        nodeType,
        minIdleInstances: whole(0, 1000, 'nodes'),
        maxCapacity: whole(1, 1000, 'nodes'),
        idleMinutes: whole(0, 10_000, 'minutes'),
      }),
    ),
  }),
  servicePlan: choice('B1', 'P0v3'),
  limits: object<Environment['limits']>({
    timeLimitSeconds: whole(1, 604_800, 'seconds'),
    startAllowanceSeconds: whole(1, 86_400, 'seconds'),
    // Databricks: at most 1,000 runs of one job at once.
    concurrentRuns: whole(1, 1000, 'runs'),
    runsPerCallerAndDay: whole(1, 100_000, 'runs'),
    queuedRunsPerCaller: whole(1, 100_000, 'runs'),
    runRetentionDays: whole(1, 3650, 'days'),
  }),
  budget: object<Environment['budget']>({
    perMonth: amount({ exclusiveMinimum: 0, maximum: many }, "an amount above 0, in the subscription's currency"),
    mailAddresses: listOf(
      text('a mail address: a name, @ and a domain', { pattern: '^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+$' }),
      'a list of mail addresses, at least one',
      1,
    ),
  }),
  usage: object<Environment['usage']>({
    runsPerDay: amount({ minimum: 0, maximum: many }, 'a number of 0 or more'),
    minutesPerRun: amount({ minimum: 0, maximum: many }, 'a number of 0 or more'),
    coldStartMinutes: amount({ minimum: 0, maximum: many }, 'a number of 0 or more'),
    profile: text('the name of a profile'),
    logGbPerMonth: amount({ minimum: 0, maximum: many }, 'a number of 0 or more'),
    blobGb: amount({ minimum: 0, maximum: many }, 'a number of 0 or more'),
    imageGb: amount({ minimum: 0, maximum: many }, 'a number of 0 or more'),
    spotDiscount: amount({ minimum: 0, maximum: 1 }, 'a share of 0 to 1'),
    eurPerUsd: amount({ exclusiveMinimum: 0, maximum: many }, 'a number above 0'),
  }),
  logs: object<Environment['logs']>({
    retentionDays: whole(30, 730, 'days'),
    dailyQuotaGb: amount({ exclusiveMinimum: 0, maximum: many }, 'a number of GB above 0; no quota is not offered'),
  }),
  storage: object<Environment['storage']>({
    replication: choice('LRS', 'ZRS', 'GRS'),
    softDeleteDays: whole(1, 365, 'days'),
    preventDestroy: flag,
  }),
  keyVault: object<Environment['keyVault']>({ purgeProtection: flag, softDeleteDays: whole(7, 90, 'days') }),
  entra: object<Environment['entra']>({
    application: either(
      choice('create'),
      object<Exclude<Environment['entra']['application'], 'create'>>({
        clientId: guid,
        servicePrincipalObjectId: guid,
      }),
    ),
    grants: object<Environment['entra']['grants']>({
      submit: listOf(guid, 'a list of object ids'),
      readAll: listOf(guid, 'a list of object ids'),
      admin: listOf(guid, 'a list of object ids'),
    }),
  }),
  databricksAuthentication: variants<DatabricksAuthentication>({
    'managed-identity': object<Extract<DatabricksAuthentication, { kind: 'managed-identity' }>>({
      kind: choice('managed-identity'),
    }),
    'service-principal': object<Extract<DatabricksAuthentication, { kind: 'service-principal' }>>({
      kind: choice('service-principal'),
      clientId: guid,
    }),
  }),
  notifications: object<Environment['notifications']>({ route: choice('runbook', 'databricks-teams') }),
  schedules: listOf(
    object<Environment['schedules'][number]>({
      name: text('lower-case letters, digits and single inner hyphens, a letter first', { pattern: kebab }),
      cron: text('a cron expression of five fields, such as 30 2 * * *'),
      timeZone: text(
        'an IANA time zone that Azure Automation takes (environments/time-zones.ts), such as Europe/Berlin',
        { format: 'time-zone' },
      ),
      algorithm: text('the name of an algorithm'),
      profile: text('the name of a profile'),
      input: text('a file of the repository', { pattern: '^(?!/)(?!.*\\.\\.)[^\\\\]+$' }),
      options: mapOf(
        { pattern: '.', words: 'the name of an option' },
        { type: ['string', 'number', 'boolean'], description: 'a text, a number, true or false' },
        'an object of options',
      ),
    }),
    'a list of schedules',
  ),
  dates: object<Environment['dates']>({
    webhookExpiry: date,
    registryTokenExpiry: date,
    secretExpiry: date,
    budgetStart: date,
    budgetEnd: date,
    scheduleStart: nullable(date),
  }),
  secretGeneration: whole(1, 1_000_000),
})

/** Checks types, forms and ranges of every setting, and that there is no other. */
export const checkShape = makeAjv({
  discriminator: true,
  formats: {
    'ipv4-block': (text: string) => parseBlock(text) !== undefined,
    'calendar-date': isDate,
    'time-zone': (text: string) => timeZones.has(text),
  },
}).compile(environmentSchema)

/** Why a key that somebody may expect is no setting. */
export function hintFor(key: string): string | undefined {
  if (/sku|tier/i.test(key)) return 'a workspace is always premium: Databricks has retired the standard tier on Azure'
  return looksSecret(key, '') ? secretHint(key) : undefined
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
