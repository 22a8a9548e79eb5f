import type { AzureClient } from '../azure-client'
import type { LiveWebApp } from '../life/web-app'
import type { Rehearsal } from '../rehearsal'

/** Something that has a time of its own. */
export interface Timed<T> {
  /** Seconds after which it has failed. */
  readonly limitSeconds: number
  run(context: CheckContext): Promise<T>
}

/** Something that must hold on the deployed platform. */
export interface Check extends Timed<string> {
  /** A sentence. */
  readonly name: string
  /** @returns what was seen, in one line. @throws Error saying what was not as it must be */
  run(context: CheckContext): Promise<string>
  /**
   * Leaves the platform as it was found, however the check ended, and throws where it cannot. Its time begins when the
   * check has ended.
   * @default nothing is done afterwards
   */
  readonly repair?: Timed<void>
}

export interface CheckContext {
  readonly rehearsal: Rehearsal
  /** Signed in as the deployer. */
  readonly azure: AzureClient
  readonly live: LiveWebApp
  /** Ends with the check's time. */
  readonly signal: AbortSignal
}
