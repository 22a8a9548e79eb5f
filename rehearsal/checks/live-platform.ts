/** What was brought to life from the simulator's records. */
export interface LivePlatform {
  /** `https://<site>.azurewebsites.net`, reached through the proxy. */
  readonly api: string
  stop(): Promise<void>
}
