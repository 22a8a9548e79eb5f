/**
 * The API's settings, written once: the API parses its environment with them and refuses to start naming every one
 * that is missing or malformed; the deployment must supply a value for each or does not compile.
 */
interface Setting {
  readonly type: 'string' | 'url' | 'integer' | 'number' | 'json' | 'base64'
  /** Only ever a Key Vault reference in App Service; never printed. */
  readonly secret: boolean
  readonly default?: string
  readonly describe: string
}

export const settings = {
  PORT: { type: 'integer', secret: false, default: '8080', describe: 'port the API listens on, loopback or container' },
  PUBLIC_URL: { type: 'url', secret: false, describe: 'where callers reach the API; every link is built from it' },
  ENTRA_AUTHORITY: {
    type: 'url',
    secret: false,
    default: 'https://login.microsoftonline.com',
    describe: 'token issuer host',
  },
  ENTRA_TENANT_ID: { type: 'string', secret: false, describe: 'tenant whose tokens are accepted' },
  ENTRA_CLIENT_ID: {
    type: 'string',
    secret: false,
    describe: 'client id of the API application; api://<it> is the audience',
  },
  MANAGED_IDENTITY_CLIENT_ID: {
    type: 'string',
    secret: false,
    describe: "client id of the API's user-assigned identity",
  },
  STORAGE_BLOB_URL: { type: 'url', secret: false, describe: 'blob endpoint of the storage account' },
  STORAGE_TABLE_URL: { type: 'url', secret: false, describe: 'table endpoint of the storage account' },
  DATABRICKS_URL: { type: 'url', secret: false, describe: 'workspace URL' },
  DATABRICKS_CLIENT_ID: {
    type: 'string',
    secret: false,
    default: '',
    describe: 'service principal that calls Databricks; empty: the managed identity does',
  },
  DATABRICKS_CLIENT_SECRET: {
    type: 'string',
    secret: true,
    default: '',
    describe: 'secret of DATABRICKS_CLIENT_ID; both or neither',
  },
  GRANT_KEYS: { type: 'string', secret: true, describe: 'comma-separated base64 AES-256 keys, newest first' },
  ALGORITHMS: { type: 'json', secret: false, describe: 'JSON array of OfferedAlgorithm' },
  MAX_CONCURRENT_RUNS: { type: 'integer', secret: false, default: '5', describe: 'runs handed to Databricks at once' },
  MAX_QUEUED_RUNS: {
    type: 'integer',
    secret: false,
    default: '200',
    describe: 'runs one caller may have unfinished; above it submit answers 429',
  },
  RUNS_PER_CALLER_AND_DAY: {
    type: 'integer',
    secret: false,
    default: '50',
    describe: 'runs one caller may submit in one UTC day; above it submit answers 429',
  },
  MAX_ATTEMPTS: {
    type: 'integer',
    secret: false,
    default: '2',
    describe: 'attempts of a run; more than one only after platform failures',
  },
  START_ALLOWANCE_SECONDS: {
    type: 'integer',
    secret: false,
    default: '1800',
    describe: 'seconds a cluster may take to start',
  },
  RETENTION_DAYS: {
    type: 'number',
    secret: false,
    default: '30',
    describe: 'days after its end that a run keeps input, result and logs',
  },
  NOTIFICATION_GRACE_SECONDS: {
    type: 'integer',
    secret: false,
    default: '900',
    describe: 'seconds after which the notification of a failed run counts as missing; 0: nobody acknowledges any',
  },
  APPLICATIONINSIGHTS_CONNECTION_STRING: {
    type: 'string',
    // Local authentication is off: its key only names the resource, and whoever sends needs an Entra token.
    secret: false,
    default: '',
    describe: 'where traces, logs and metrics go; empty: nowhere',
  },
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settings

/** One element of the setting ALGORITHMS: `algorithm.yaml` as JSON, and the template job of each compute profile. */
export interface OfferedAlgorithm {
  readonly manifest: AlgorithmManifest
  /** Databricks job id by profile name; `manifest.profile` must be among them. */
  readonly jobs: Readonly<Record<string, number>>
  /** What an hour of compute costs by profile (node, DBU, disk, address), in EUR; without it runs carry no cost. */
  readonly eurPerHour?: Readonly<Record<string, number>>
}

/** `algorithm.yaml`, parsed. */
export interface AlgorithmManifest {
  readonly name: string
  readonly version: string
  readonly title: string
  readonly description: string
  readonly dockerfile: string
  readonly input: {
    readonly maxBytes: number
    readonly compression: readonly 'gzip'[]
    readonly formats: readonly { readonly endings: readonly string[]; readonly check: 'mps' | 'lp' | 'json' | 'none' }[]
  }
  readonly result: string
  readonly profile: string
  readonly timeLimitSeconds: number
  /** JSON Schema (draft 2020-12) of a flat object of strings, numbers and booleans. */
  readonly options: Readonly<Record<string, unknown>>
}

/** The log line that tells of a run's other status; the alert on failed runs looks for it. */
export const runChanged = 'run changed'

/** The log event of a failed run that nobody was told of in time; the same alert looks for it. */
export const notificationMissing = 'notification.missing'

/** App roles of the Entra application; the deployment creates them, the API checks them. */
export const appRoles = {
  submit: 'Runs.Submit',
  readAll: 'Runs.Read.All',
  admin: 'Runs.Admin',
  /** Claims and acknowledges notifications of failed runs; for the runbook's identity. */
  notify: 'Runs.Notify',
} as const
