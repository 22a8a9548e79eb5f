/** What the owner of an environment declares of its use. */
export interface Usage {
  readonly runsPerDay: number
  readonly minutesPerRun: number
  readonly coldStartMinutes: number
  /** Profile that the runs use. */
  readonly profile: string
  readonly logGbPerMonth: number
  /** Stored on average, deleted data that can still be restored included. */
  readonly blobGb: number
  readonly imageGb: number
  /** Share of the VM price that spot saves, 0 to 1. */
  readonly spotDiscount: number
  readonly eurPerUsd: number
}

/** What the estimate takes for granted beyond the declared use. Each is printed with the report. */
export const assumptions = {
  /** The workspace's own storage: cluster logs and libraries. */
  dbfsGb: 5,
  /** Settings are read when the API starts and when App Service refreshes them; 10,000 is generous. */
  keyVaultOperationsPerMonth: 10_000,
  /**
   * The runner appends progress and log at most once a second each (`progressIntervalSeconds`), and only where there is
   * something new: one of them a second.
   */
  blobWritesPerRunMinute: 60,
  /** The runner polls the control blob every two seconds (`controlPollSeconds`); a watching caller adds some. */
  blobReadsPerRunMinute: 36,
  /** Staging, results, manifest, log. */
  blobWritesPerRun: 20,
  blobReadsPerRun: 50,
  /** The API looks at its queue every five seconds, with or without a run. */
  tableOperationsPerMonth: 525_600,
  tableOperationsPerRun: 500,
  tableGb: 0.1,
  /** A notification and a scheduled start, one minute each, for every run: more than ever happens. */
  automationMinutesPerRun: 2,
  /** Results that leave Azure. */
  egressGbPerRun: 0.1,
  /** What a node loads when it starts: measured once at 12 GiB by a user of Databricks. */
  nodeDownloadGb: 12.9,
  /** The part of it that still crosses a NAT gateway where subnets reach Storage by service endpoint. */
  nodeDownloadGbBesideStorage: 0.5,
} as const

export function runsPerMonth({ runsPerDay }: Usage): number {
  return (runsPerDay * 365) / 12
}

/** The node is billed while it starts, too. */
export function billedMinutesPerRun({ minutesPerRun, coldStartMinutes }: Usage): number {
  return minutesPerRun + coldStartMinutes
}
