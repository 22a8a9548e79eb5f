import type { AzureClient } from '../azure-client'
import { explained } from '../explained'
import type { LiveWebApp } from '../life/web-app'
import type { Rehearsal } from '../rehearsal'
import type { Outcome } from '../report'

/** Something that must hold on the deployed platform. */
export interface Check {
  /** A sentence. */
  readonly name: string
  /** Seconds after which it has failed. */
  readonly limitSeconds: number
  /** @returns what was seen, in one line. @throws Error saying what was not as it must be */
  run(context: CheckContext): Promise<string>
}

export interface CheckContext {
  readonly rehearsal: Rehearsal
  /** Signed in as the deployer. */
  readonly azure: AzureClient
  readonly live: LiveWebApp
  /** Ends with the check's time. */
  readonly signal: AbortSignal
}

/**
 * Does a check within its time.
 *
 * @returns of a failed one the reason with everything that the simulated Azure refused meanwhile, by stack and resource
 */
export async function perform(
  check: Check,
  kind: Outcome['kind'],
  context: Omit<CheckContext, 'signal'>,
): Promise<Outcome> {
  const { rehearsal } = context
  const limit = AbortSignal.timeout(check.limitSeconds * 1000)
  const interrupted = rehearsal.surroundings.signal
  const signal = interrupted ? AbortSignal.any([limit, interrupted]) : limit
  const began = Date.now()
  const outcome = (passed: boolean, says: string): Outcome => ({
    ...{ name: check.name, kind, passed, says },
    seconds: (Date.now() - began) / 1000,
  })
  const run = async () => {
    try {
      return await Promise.race([check.run({ ...context, signal }), ended(signal)])
    } catch (error) {
      throw limit.aborted ? new Error(`it was not done within ${check.limitSeconds} s`) : error
    }
  }
  return explained(rehearsal, run).then(
    (seen) => outcome(true, seen),
    (error: Error) => outcome(false, error.message),
  )
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new Error('it was interrupted'))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
}
