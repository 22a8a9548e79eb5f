import type { Check, CheckContext } from './checks/check'
import { perform } from './checks/perform'
import type { Outcome } from './report'

/** A check, and what it is in the report. */
export interface Case {
  readonly kind: Outcome['kind']
  readonly check: Check
}

/**
 * Does one case after the other, until somebody stops the rehearsal or a case leaves a platform that is of no use to the
 * others: those are told as not reached.
 *
 * @param obstacle why none can be reached
 */
export async function inTurn(
  cases: readonly Case[],
  context: Omit<CheckContext, 'signal'>,
  tell: (outcome: Outcome) => void,
  obstacle?: string,
): Promise<void> {
  let blocked = obstacle
  for (const { kind, check } of cases) {
    const why = context.rehearsal.surroundings.signal?.aborted ? 'the rehearsal was stopped' : blocked
    const outcome: Outcome =
      why === undefined
        ? await perform(check, kind, context)
        : { name: check.name, kind, result: 'not reached', seconds: 0, says: `not reached: ${why}` }
    tell(outcome)
    blocked ??= outcome.blocks
  }
}
