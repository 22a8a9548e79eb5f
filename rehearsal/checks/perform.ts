import type { Outcome } from '../report'
import type { Check, CheckContext } from './check'
import { withinTime } from './within-time'

/**
 * Does a check within its time, and its repair within that one's.
 *
 * @returns of a failed one the reason with everything that the simulated Azure refused meanwhile, by stack and resource
 */
export async function perform(
  check: Check,
  kind: Outcome['kind'],
  context: Omit<CheckContext, 'signal'>,
): Promise<Outcome> {
  const { name, repair } = check
  const began = Date.now()
  const { seen, failure, goesOn } = await withinTime(check, context)
  // Nothing follows an interruption that would need the platform.
  const needsRepair = repair && !goesOn && !context.rehearsal.surroundings.signal?.aborted
  const unrepaired = needsRepair ? (await withinTime(repair, context)).failure : undefined
  const broken = unrepaired === undefined ? undefined : `could not be repaired: ${unrepaired}`
  const blocks = goesOn ? 'goes on after its time' : broken?.split('\n')[0]
  return {
    ...{ name, kind },
    result: failure === undefined && broken === undefined ? 'passed' : 'failed',
    says: [failure ?? seen, ...(broken === undefined ? [] : [`it ${broken}`])].join('\n'),
    seconds: (Date.now() - began) / 1000,
    ...(blocks !== undefined && { blocks: `${name} ${blocks}` }),
  }
}
