import type { Usage } from '../cost/assumptions'

/**
 * Settings of one environment. Everything that differs between environments stands in one of these objects and nowhere
 * below. `validateEnvironment` checks the whole object before anything is built.
 */
export interface Environment {
  readonly name: EnvironmentName
  /** Names of globally unique resources are hashed from it, so it must be known before anything exists. */
  readonly subscriptionId: string
  /** Entra tenant whose callers are served. */
  readonly tenantId: string
  /** Azure region, as `az account list-locations` names it. */
  readonly location: string
  /** Team that answers for the environment; a tag on every resource. */
  readonly owner: string
  /** Further tags on every resource that takes tags. */
  readonly tags: Readonly<Record<string, string>>
  /** Where Terraform keeps its state: made by `npm run bootstrap`, reached with Entra alone. */
  readonly state: { readonly resourceGroup: string; readonly storageAccount: string; readonly container: string }
  readonly network: NetworkSettings
  /** Folders with an `algorithm.yaml`, relative to the repository's root. Each becomes an image and template jobs. */
  readonly algorithms: readonly string[]
  readonly baseImages: BaseImages
  readonly compute: ComputeSettings
  /** SKU of the API's App Service plan. */
  readonly servicePlan: 'B1' | 'P0v3'
  readonly limits: LimitSettings
  readonly budget: {
    /** In the subscription's billing currency. */
    readonly perMonth: number
    /** Who is told at 50, 80 and 100 % and when the forecast passes 100 %; also who gets the alerts. */
    readonly mailAddresses: readonly string[]
  }
  /** What `npm run cost` assumes of use; see `cost/`. */
  readonly usage: Usage
  readonly logs: {
    /** 30 to 730 days; the first 30 are free (90 for Application Insights' tables). */
    readonly retentionDays: number
    /** Ingestion stops for the day above it, in GB: the one part of the bill that a bug could make large. */
    readonly dailyQuotaGb: number
  }
  readonly storage: {
    readonly replication: 'LRS' | 'ZRS' | 'GRS'
    /** Days that a deleted blob or container can be restored, 1 to 365. */
    readonly softDeleteDays: number
    /** Whether Terraform refuses every plan that would delete the account, `destroy` included. */
    readonly preventDestroy: boolean
  }
  readonly keyVault: {
    /** Once on it cannot be switched off, and a deleted vault blocks its name for the whole retention. */
    readonly purgeProtection: boolean
    /** 7 to 90. */
    readonly softDeleteDays: number
  }
  readonly entra: EntraSettings
  readonly databricksAuthentication: DatabricksAuthentication
  /**
   * How a failed run reaches Teams: the Automation runbook with its own card, or Databricks' own Teams message (a text
   * whose form Databricks decides; no claim, so that a repeated message is possible).
   */
  readonly notifications: { readonly route: 'runbook' | 'databricks-teams' }
  /** Runs that start by themselves, through the runbook `submit_run`. */
  readonly schedules: readonly ScheduleSettings[]
  readonly dates: DateSettings
  /**
   * Raised by one to make the key that seals grants and the registry's pull token anew; those before stay valid until the
   * next rotation. `npm run dates -- ENV` raises it where it moves `registryTokenExpiry`.
   */
  readonly secretGeneration: number
}

export const environmentNames = ['dev', 'prod', 'hardened', 'rehearsal'] as const
export type EnvironmentName = (typeof environmentNames)[number]

export interface NetworkSettings {
  /**
   * `injected-public-nodes`: nodes have a public address while they run, inbound closed, no standing cost.
   * `injected-nat`: nodes have none and leave through a NAT gateway, about 36 USD a month (facts: cost report).
   * A managed network is not offered: it brings a hidden NAT gateway and cannot pass the storage firewall.
   */
  readonly variant: NetworkVariant
  /** CIDR of the virtual network; the subnets lie in it and do not overlap. */
  readonly addressSpace: string
  readonly subnets: {
    /** /26 or larger: App Service's integration. */
    readonly api: string
    /** /26 or larger each, Databricks' host and container subnets; one address of each per node. */
    readonly databricksHost: string
    readonly databricksContainer: string
  }
  /** Addresses from which Terraform may reach Key Vault and Storage. IPv4 addresses or CIDRs up to /30. */
  readonly deployerIpRanges: readonly string[]
}
export type NetworkVariant = 'injected-public-nodes' | 'injected-nat'

/**
 * What images are built on, such as copies in a registry of one's own: references with a tag or a digest, or null for what
 * the Dockerfile names. The Docker engine that builds must be able to pull them. Another reference is another image; a tag
 * that is moved changes nothing, so a digest is safer.
 */
export interface BaseImages {
  /** Of the API's image; has Node.js 20 or newer as `node`. */
  readonly api: string | null
  /** Of the algorithms' images, except for those that build on another one (`ARG RUNNER`). */
  readonly algorithms: string | null
}

export interface ComputeSettings {
  /** Which profiles are offered; each algorithm gets one template job per profile. */
  readonly profiles: Readonly<Record<string, ComputeProfile>>
  /** A pool of warm nodes, or null: idle nodes are billed as virtual machines. Only profiles of its node type use it. */
  readonly pool: {
    readonly nodeType: string
    readonly minIdleInstances: number
    readonly maxCapacity: number
    readonly idleMinutes: number
  } | null
}

export interface ComputeProfile {
  /** Azure VM size; a single node. */
  readonly nodeType: string
  /** Spot with fallback to on-demand; an evicted attempt is repeated. */
  readonly spot: boolean
}

export interface LimitSettings {
  /** Longest time limit that an algorithm may ask for, in seconds. */
  readonly timeLimitSeconds: number
  /** Seconds a cluster may take to start. */
  readonly startAllowanceSeconds: number
  /** Runs handed to Databricks at once. */
  readonly concurrentRuns: number
  /** Runs a caller may submit a day (UTC). */
  readonly runsPerCallerAndDay: number
  /** Unfinished runs a caller may have. */
  readonly queuedRunsPerCaller: number
  /** Days after its end that a run keeps input, result and logs. */
  readonly runRetentionDays: number
}

export interface EntraSettings {
  /** `create` makes the application; else the one that an administrator made, with the roles of `apps/api/contract.ts`. */
  readonly application: 'create' | { readonly clientId: string; readonly servicePrincipalObjectId: string }
  /** Object ids of users, groups or service principals by what they may do. */
  readonly grants: {
    readonly submit: readonly string[]
    readonly readAll: readonly string[]
    readonly admin: readonly string[]
  }
}

/** The API's identity, or, for tenants that demand it, a service principal whose secret lies in Key Vault. */
export type DatabricksAuthentication =
  | { readonly kind: 'managed-identity' }
  | { readonly kind: 'service-principal'; readonly clientId: string }

export interface ScheduleSettings {
  /** Lower-case kebab; names the Automation schedule. */
  readonly name: string
  /** Five fields; what Azure Automation can express: hourly, daily, weekly on named days, monthly on named days. */
  readonly cron: string
  /** IANA time zone. */
  readonly timeZone: string
  readonly algorithm: string
  readonly profile: string
  /** File in the repository that is submitted; at most 1 MiB. */
  readonly input: string
  readonly options: Readonly<Record<string, string | number | boolean>>
}

/**
 * `YYYY-MM-DD`; `npm run dates -- ENV` moves them. What ends must end at least 30 days ahead; what starts must do so
 * ahead of its first deployment only (docs/adr/0005-which-dates-lie-ahead.md).
 */
export interface DateSettings {
  /** End of the Automation webhook that Databricks calls; another date makes another webhook. */
  readonly webhookExpiry: string
  /**
   * End of the registry's push and pull tokens. Without a raised `secretGeneration` a new date makes a new password of the
   * same token, and runs that start meanwhile cannot pull their image.
   */
  readonly registryTokenExpiry: string
  /** End of secrets in Key Vault. */
  readonly secretExpiry: string
  /** First day of a month, from which the budget counts. Not before the month in which the budget is created. */
  readonly budgetStart: string
  readonly budgetEnd: string
  /**
   * First day of the schedules; null where there are none. Ahead whenever a schedule is created, which is also when its
   * cron expression or time zone has changed.
   */
  readonly scheduleStart: string | null
}
