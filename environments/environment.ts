/** Settings of one environment. Everything that differs between environments stands here and nowhere below. */
export interface Environment {
  readonly name: 'dev' | 'prod'
  /** Names of globally unique resources are hashed from it, so it must be known before anything exists. */
  readonly subscriptionId: string
  /** Azure region, as `az account list-locations` names it. */
  readonly location: string
  /** Team that answers for the environment; a tag on every resource. */
  readonly owner: string
  /** Where Terraform keeps its state: made by hand or script before the first deployment, reached with Entra alone. */
  readonly state: { readonly resourceGroup: string; readonly storageAccount: string; readonly container: string }
  readonly logRetentionDays: number
  /** Ingestion stops for the day above it: the one part of the bill that a bug could make large. */
  readonly logDailyQuotaGb: number
}
