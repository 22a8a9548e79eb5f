import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type OfferedAlgorithm, type SettingName, settings } from '../contract'

/** The environment, parsed. URLs carry no trailing slash; times are in seconds where their name says nothing else. */
export interface Settings {
  readonly port: number
  readonly publicUrl: string
  readonly authority: string
  readonly tenantId: string
  readonly clientId: string
  readonly identityClientId: string
  readonly blobUrl: string
  readonly tableUrl: string
  readonly databricksUrl: string
  /** Service principal that calls Databricks; null: the API's own identity does. */
  readonly databricksClient: { readonly id: string; readonly secret: string } | null
  /** Raw AES-256 keys; the first one seals. */
  readonly grantKeys: readonly Buffer[]
  readonly algorithms: readonly OfferedAlgorithm[]
  readonly maxConcurrentRuns: number
  readonly maxQueuedRuns: number
  readonly runsPerCallerAndDay: number
  readonly maxAttempts: number
  readonly startAllowanceSeconds: number
  readonly retentionDays: number
  /** 0: nobody acknowledges notifications. */
  readonly notificationGraceSeconds: number
  /** Connection string of Application Insights; empty where telemetry goes nowhere. */
  readonly insights: string
}

const algorithmsSchema = Type.Array(
  Type.Object({
    manifest: Type.Object({
      name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$' }),
      version: Type.String({ minLength: 1, maxLength: 64 }),
      title: Type.String(),
      description: Type.String(),
      dockerfile: Type.String(),
      input: Type.Object({
        maxBytes: Type.Integer({ minimum: 1 }),
        compression: Type.Array(Type.Literal('gzip')),
        formats: Type.Array(
          Type.Object({
            endings: Type.Array(Type.String({ pattern: '^\\.' }), { minItems: 1 }),
            check: Type.Union([Type.Literal('mps'), Type.Literal('lp'), Type.Literal('json'), Type.Literal('none')]),
          }),
          { minItems: 1 },
        ),
      }),
      result: Type.String({ minLength: 1 }),
      profile: Type.String({ minLength: 1 }),
      timeLimitSeconds: Type.Integer({ minimum: 1 }),
      options: Type.Record(Type.String(), Type.Unknown()),
    }),
    jobs: Type.Record(Type.String({ minLength: 1, maxLength: 64 }), Type.Integer({ minimum: 1 })),
    eurPerHour: Type.Optional(Type.Record(Type.String({ minLength: 1, maxLength: 64 }), Type.Number({ minimum: 0 }))),
  }),
  { minItems: 1 },
)

/** A setting that cannot be used; the reason never repeats the value. */
interface SettingProblem {
  readonly name: SettingName
  readonly reason: string
}

/**
 * Parses the API's settings.
 *
 * @throws Error whose message names every missing or malformed setting, without any value.
 */
export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const problems: SettingProblem[] = []
  const read = <T>(name: SettingName, parse: (text: string) => T): T | undefined => {
    const declared = settings[name]
    const text = environment[name]?.trim() || ('default' in declared ? declared.default : undefined)
    try {
      if (text === undefined) throw new Error('is missing')
      // App Service passes the reference itself where it could not read the secret.
      if (text.startsWith('@Microsoft.KeyVault(')) throw new Error('is a Key Vault reference that was not resolved')
      return parse(text)
    } catch (error) {
      problems.push({ name, reason: error instanceof Error ? error.message : 'is malformed' })
      return undefined
    }
  }
  const clientId = read('DATABRICKS_CLIENT_ID', (text) => (text === '' ? '' : identifier(text)))
  const parsed = {
    port: read('PORT', (text) => integer(text, 0, 65_535)),
    publicUrl: read('PUBLIC_URL', url),
    authority: read('ENTRA_AUTHORITY', url),
    tenantId: read('ENTRA_TENANT_ID', identifier),
    clientId: read('ENTRA_CLIENT_ID', identifier),
    identityClientId: read('MANAGED_IDENTITY_CLIENT_ID', identifier),
    blobUrl: read('STORAGE_BLOB_URL', url),
    tableUrl: read('STORAGE_TABLE_URL', url),
    databricksUrl: read('DATABRICKS_URL', url),
    databricksClient: read('DATABRICKS_CLIENT_SECRET', (secret) => databricksClient(clientId, secret)),
    grantKeys: read('GRANT_KEYS', keys),
    algorithms: read('ALGORITHMS', algorithms),
    maxConcurrentRuns: read('MAX_CONCURRENT_RUNS', (text) => integer(text, 1, 1000)),
    maxQueuedRuns: read('MAX_QUEUED_RUNS', (text) => integer(text, 1, 100_000)),
    runsPerCallerAndDay: read('RUNS_PER_CALLER_AND_DAY', (text) => integer(text, 1, 100_000)),
    maxAttempts: read('MAX_ATTEMPTS', (text) => integer(text, 1, 10)),
    startAllowanceSeconds: read('START_ALLOWANCE_SECONDS', (text) => integer(text, 1, 86_400)),
    retentionDays: read('RETENTION_DAYS', (text) => positiveNumber(text, 3650)),
    notificationGraceSeconds: read('NOTIFICATION_GRACE_SECONDS', (text) => integer(text, 0, 86_400)),
    insights: read('APPLICATIONINSIGHTS_CONNECTION_STRING', connectionString),
  }
  if (problems.length > 0 || !complete(parsed)) {
    const lines = problems.map(({ name, reason }) => `  ${name} ${reason} (${settings[name].describe})`)
    throw new Error(`The API cannot start, because of its settings:\n${lines.join('\n')}`)
  }
  return parsed
}

function complete(parsed: { readonly [N in keyof Settings]: Settings[N] | undefined }): parsed is Settings {
  return Object.values(parsed).every((value) => value !== undefined)
}

function integer(text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw new Error(`must be a whole number from ${least} to ${most}`)
  return value
}

function positiveNumber(text: string, most: number): number {
  const value = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN
  if (!(value > 0 && value <= most)) throw new Error(`must be a number above 0 and at most ${most}`)
  return value
}

function identifier(text: string): string {
  if (!/^[A-Za-z0-9.-]{1,128}$/.test(text)) throw new Error('must be an identifier of letters, digits, dots and dashes')
  return text
}

function databricksClient(id: string | undefined, secret: string): Settings['databricksClient'] {
  if (id && secret) return { id, secret }
  if (id) throw new Error('is missing beside DATABRICKS_CLIENT_ID')
  // A malformed id is told by itself.
  if (secret && id === '') throw new Error('needs DATABRICKS_CLIENT_ID beside it')
  return null
}

function connectionString(text: string): string {
  if (text === '') return text
  const parts = new Map(
    text.split(';').map((part): [string, string] => {
      const [name = '', ...value] = part.split('=')
      return [name.trim().toLowerCase(), value.join('=').trim()]
    }),
  )
  if (!/^[0-9a-f-]{36}$/i.test(parts.get('instrumentationkey') ?? '')) {
    throw new Error('must be InstrumentationKey=<uuid>;IngestionEndpoint=<https URL>')
  }
  url(parts.get('ingestionendpoint') ?? '')
  return text
}

function url(text: string): string {
  const parsed = URL.canParse(text) ? new URL(text) : undefined
  const loopback = parsed !== undefined && ['127.0.0.1', '[::1]', 'localhost'].includes(parsed.hostname)
  if (!parsed || !(parsed.protocol === 'https:' || (parsed.protocol === 'http:' && loopback))) {
    throw new Error('must be an https:// URL (http:// only for a loopback address)')
  }
  if (parsed.username || parsed.password || parsed.search || parsed.hash) {
    throw new Error('must be a URL without user, query and fragment')
  }
  return parsed.href.replace(/\/+$/, '')
}

function keys(text: string): Buffer[] {
  return text.split(',').map((part) => {
    const key = Buffer.from(part.trim(), 'base64')
    if (key.length !== 32) throw new Error('must be base64 of 32 bytes each, separated by commas')
    return key
  })
}

function algorithms(text: string): OfferedAlgorithm[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('must be JSON')
  }
  if (!Value.Check(algorithmsSchema, value)) {
    const places = [...Value.Errors(algorithmsSchema, value)].slice(0, 3).map((e) => e.instancePath || '/')
    throw new Error(`must be an array of offered algorithms; wrong at ${[...new Set(places)].join(', ')}`)
  }
  const offered: Static<typeof algorithmsSchema> = value
  if (new Set(offered.map((one) => one.manifest.name)).size !== offered.length) {
    throw new Error('must name each algorithm once')
  }
  for (const { manifest, jobs } of offered) {
    if (!(manifest.profile in jobs)) throw new Error(`must have a job for the default profile of ${manifest.name}`)
  }
  return offered
}
