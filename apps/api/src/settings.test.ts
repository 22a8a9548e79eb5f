import { parseSettings } from './settings'

const algorithm = {
  manifest: {
    name: 'highs',
    version: '1',
    title: '',
    description: '',
    dockerfile: 'Dockerfile',
    input: { maxBytes: 1, compression: ['gzip'], formats: [{ endings: ['.lp'], check: 'lp' }] },
    result: 'solution.json',
    profile: 'small',
    timeLimitSeconds: 60,
    options: { type: 'object' },
  },
  jobs: { small: 1 },
}
const complete = {
  PUBLIC_URL: 'https://api.example.com/',
  ENTRA_TENANT_ID: 'tenant',
  ENTRA_CLIENT_ID: 'client',
  MANAGED_IDENTITY_CLIENT_ID: 'identity',
  STORAGE_BLOB_URL: 'https://a.blob.core.windows.net',
  STORAGE_TABLE_URL: 'https://a.table.core.windows.net',
  DATABRICKS_URL: 'https://adb-1.azuredatabricks.net',
  GRANT_KEYS: `${Buffer.alloc(32, 1).toString('base64')},${Buffer.alloc(32, 2).toString('base64')}`,
  ALGORITHMS: JSON.stringify([algorithm]),
}

test('a complete environment is parsed, with defaults', () => {
  const settings = parseSettings(complete)
  expect(settings).toMatchObject({
    port: 8080,
    publicUrl: 'https://api.example.com',
    authority: 'https://login.microsoftonline.com',
    maxAttempts: 2,
    retentionDays: 30,
    runsPerCallerAndDay: 50,
    databricksClient: null,
    insights: '',
  })
  expect(settings.grantKeys.map((key) => key[0])).toEqual([1, 2])
})

test('everything that is missing is named at once', () => {
  const names = Object.keys(complete).join('.*')
  expect(() => parseSettings({})).toThrow(new RegExp(names, 's'))
})

test.each([
  ['PORT', '80x', 'a whole number from 0 to 65535'],
  ['PUBLIC_URL', 'http://api.example.com', 'an https:// URL'],
  ['DATABRICKS_URL', 'https://user:pass@x.net', 'without user'],
  ['ENTRA_TENANT_ID', 'a/../b', 'an identifier'],
  ['GRANT_KEYS', 'c2VjcmV0', 'base64 of 32 bytes'],
  ['GRANT_KEYS', '@Microsoft.KeyVault(SecretUri=https://v/secrets/k)', 'a Key Vault reference that was not resolved'],
  ['ALGORITHMS', '{', 'must be JSON'],
  ['ALGORITHMS', '[]', 'an array of offered algorithms'],
  ['ALGORITHMS', JSON.stringify([{ ...algorithm, jobs: {} }]), 'a job for the default profile'],
  ['ALGORITHMS', JSON.stringify([algorithm, algorithm]), 'name each algorithm once'],
  ['RETENTION_DAYS', '0', 'a number above 0'],
  ['RUNS_PER_CALLER_AND_DAY', '0', 'a whole number from 1'],
  ['DATABRICKS_CLIENT_SECRET', 'p4ssword', 'needs DATABRICKS_CLIENT_ID beside it'],
  ['DATABRICKS_CLIENT_ID', 'a/../b', 'an identifier'],
  ['APPLICATIONINSIGHTS_CONNECTION_STRING', 'https://x.net', 'InstrumentationKey=<uuid>;IngestionEndpoint='],
])('%s=%s is refused without being repeated', (name, value, reason) => {
  const parse = () => parseSettings({ ...complete, [name]: value })
  expect(parse).toThrow(`${name} `)
  expect(parse).toThrow(reason)
  expect(parse).not.toThrow(value.length > 3 ? value : 'never')
})

test('a service principal for Databricks is an id and its secret, neither without the other', () => {
  const both = { DATABRICKS_CLIENT_ID: 'principal', DATABRICKS_CLIENT_SECRET: 'p4ssword' }
  expect(parseSettings({ ...complete, ...both }).databricksClient).toEqual({ id: 'principal', secret: 'p4ssword' })
  const alone = { ...complete, DATABRICKS_CLIENT_ID: 'principal' }
  expect(() => parseSettings(alone)).toThrow('DATABRICKS_CLIENT_SECRET is missing beside DATABRICKS_CLIENT_ID')
})

test('a connection string names the resource and a trustworthy endpoint', () => {
  const text = (endpoint: string) => ({
    ...complete,
    APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=${endpoint}`,
  })
  expect(parseSettings(text('https://x.in.applicationinsights.azure.com/')).insights).toContain('00000001;Ingestion')
  expect(() => parseSettings(text('http://x.example.com'))).toThrow('an https:// URL')
})
