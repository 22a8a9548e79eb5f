import type { Recorded } from '../deploy/recorded'
import type { Platform } from './platform'
import { explain, inStacks, watchRefusals } from './refusals'
import { allMade, type Rehearsal } from './rehearsal'

export interface Deployed extends Pick<Rehearsal, 'made'> {
  readonly platform: Pick<Platform, 'controlUrl'>
}

/**
 * Does something to what was deployed, and tells of a failure what whoever mends the deployment must know.
 *
 * @param words what becomes of the failure's own words; default: stack and address stand in place of ids
 * @throws Error with these words, and with everything that the simulated Azure refused meanwhile
 */
export async function explained<T>(
  { platform, made }: Deployed,
  work: () => Promise<T>,
  words: (text: string, recorded: readonly Recorded[]) => string = inStacks,
): Promise<T> {
  const refusals = await watchRefusals(platform.controlUrl)
  try {
    return await work()
  } catch (error) {
    const recorded = allMade({ made })
    // A simulator that is gone tells none, and must not hide the failure.
    const since = await refusals.since().catch(() => [])
    const refused = explain(since, recorded).map((line) => `  - ${line}`)
    const own = words(error instanceof Error ? error.message : String(error), recorded)
    throw new Error([own, ...(refused.length > 0 ? ['refused meanwhile:', ...refused] : [])].join('\n'))
  }
}
